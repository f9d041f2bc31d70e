-- The periods for which waits can be counted: fully covered, with enough history before them to see a gap begin, and long enough
-- ago for late entries and, after closures, for `months` months of follow-up. Rolling years overlap, so there are only the latest
-- one of each standard, the latest one that all standards have, and those a year earlier.
-- Needs spell_source, wait_standard (kind, standard_days, months, returns, needs_history, settles), period and covered.
WITH held AS (
    SELECT standard.kind, standard_days, returns, grain, period_start, period_end, MIN(covered_to) AS followed_to
    FROM wait_standard AS standard
    JOIN spell_source AS source ON source.kind = standard.kind
    JOIN period ON period.grain <> 'month'
    JOIN covered ON covered.model_table = source.model_table
         AND covered_from <= period_start - needs_history * INTERVAL 1 MONTH
         AND period_end + CAST(settles AS INTEGER) <= covered_to AND period_end + months * INTERVAL 1 MONTH <= covered_to
    GROUP BY standard.kind, standard_days, returns, grain, period_start, period_end
    HAVING COUNT(DISTINCT source.model_table)
         = (SELECT COUNT(*) FROM spell_source AS every WHERE every.kind = standard.kind)
), dated AS (
    SELECT held.*, MAX(period_end) OVER (PARTITION BY kind, standard_days, grain) AS latest_end FROM held
), compared AS (
    SELECT dated.*, MIN(latest_end) OVER (PARTITION BY kind, grain) AS shared_end FROM dated
)
SELECT kind, standard_days, returns, grain, period_start, period_end, followed_to
FROM compared
WHERE grain <> 'rolling' OR period_end IN (latest_end, last_day(latest_end - INTERVAL 1 YEAR),
                                           shared_end, last_day(shared_end - INTERVAL 1 YEAR))
ORDER BY kind, standard_days, grain, period_start
