-- Adds up counted records to figures: every indicator, at every grain (month, quarter, year, rolling 12 months) and breakdown
-- (the whole, and each of breakdowns.toml; breakdowns.py replaces the braces). A value is a sum divided by a sum, never an
-- average.
--   * every period has a row, even without events. A period that the extracts do not fully cover, or with a month in which no
--     record could be counted for lack of history, or with a record whose numerator is NULL because its extract does not say the
--     answer, has symbol x and no numbers. If the newest extract lacks a detail, its periods have symbol x too: an older figure
--     must not look like the latest
--   * a period with denominator 0 has symbol z; a number has no denominator, and a period without records is 0
--   * a rate is divided by the children who live here: the mid-year estimate of the year in which the period ends (mid-2024 for
--     the year to March 2025), or the latest before it. There is no estimate for a team or a group: those have a numerator,
--     symbol z and no rate. The rate of a month is not multiplied up to a year
--   * a figure that takes longer than a month to settle looks forward in time; its newest periods are left out, because they
--     would show a fall that is only missing time. Other periods that have not settled are marked provisional
--   * "during" counts the events inside the period; "at end" counts the state on its last day, so it has no rolling year, and an
--     extract that has the state of that day (`stated_day`) is enough
-- Every period is whole months, so records are added up to months once, and months to periods.
-- Needs counted, period, covered, stated_day, population, indicator_rule (indicator, timing, shown_as, needs_history, settles)
-- and indicator_source (indicator, model_table, is_detail, for_history).
CREATE TABLE series AS
WITH candidate AS (
    SELECT rule.indicator, rule.timing, rule.shown_as, period.grain, period.period_start, period.period_end,
           CASE WHEN rule.timing = 'at end' THEN period.period_end ELSE period.period_start END AS needed_from,
           CAST(CASE WHEN rule.timing = 'at end' THEN period.period_end ELSE period.period_start END
                - rule.needs_history * INTERVAL 1 MONTH AS DATE) AS history_from,
           CAST(rule.settles AS INTEGER) AS settles
    FROM indicator_rule AS rule
    JOIN period ON NOT (rule.timing = 'at end' AND period.grain = 'rolling')
), known AS (  -- an extract's state of its own day needs no history, and is not a history
    SELECT model_table, covered_from, covered_to, 0 AS is_state FROM covered
    UNION ALL
    SELECT model_table, day, day, 1 FROM stated_day
), judged AS (
    SELECT candidate.indicator, shown_as, grain, period_start, period_end, needed_from, settles,
           MIN(CASE WHEN holds.model_table IS NULL AND NOT source.for_history THEN 0 ELSE 1 END) AS is_told,
           MIN(CASE WHEN holds.model_table IS NULL AND source.for_history THEN 0 ELSE 1 END) AS is_recorded,
           MIN(CASE WHEN holds.model_table IS NULL AND NOT source.is_detail THEN 0 ELSE 1 END) AS is_held,
           MIN(CASE WHEN holds.covered_from <= history_from OR holds.is_state = 1 OR source.for_history THEN 1 ELSE 0 END)
               AS has_history,
           MAX(CASE WHEN NOT source.is_detail AND period_end > (SELECT MAX(covered_to) FROM known
                                       WHERE known.model_table = source.model_table) - settles THEN 1 ELSE 0 END) AS is_recent
    FROM candidate
    JOIN indicator_source AS source ON source.indicator = candidate.indicator
    LEFT JOIN known AS holds ON holds.model_table = source.model_table
         AND holds.covered_from <= candidate.needed_from AND candidate.period_end <= holds.covered_to
    GROUP BY candidate.indicator, shown_as, grain, period_start, period_end, needed_from, settles
), resting AS (  -- a recorded number of earlier records replaces missing history, and is needed only then
    SELECT judged.*, CASE WHEN is_told = 1 AND (has_history = 1 OR is_recorded = 1) THEN 1 ELSE 0 END AS is_covered FROM judged
), spanned AS (
    SELECT resting.*,
           MIN(CASE WHEN is_covered = 1 THEN period_end END) OVER (PARTITION BY indicator, grain) AS first_end,
           MAX(CASE WHEN is_held = 1 THEN period_end END) OVER (PARTITION BY indicator, grain) AS last_end
    FROM resting
), wanted AS (
    SELECT * FROM spanned WHERE period_end BETWEEN first_end AND last_end AND NOT (is_recent = 1 AND settles > 31)
), dated AS (
    SELECT counted.*,
           CASE WHEN rule.timing = 'at end' THEN event_date ELSE CAST(date_trunc('month', event_date) AS DATE) END AS counts_on
    FROM counted
    JOIN indicator_rule AS rule ON rule.indicator = counted.indicator
), monthly AS (
    SELECT indicator, counts_on,
           {breakdown} AS breakdown, COALESCE({columns}) AS part,
           SUM(numerator) AS numerator, SUM(denominator) AS denominator, COUNT(*) - COUNT(numerator) AS unknown,
           MIN(basis) AS first_basis, MAX(basis) AS last_basis
    FROM dated
    GROUP BY GROUPING SETS ({sets})
), about_children AS (
    SELECT DISTINCT indicator FROM counted WHERE child_id IS NOT NULL
), summed AS (
    SELECT wanted.indicator, grain, period_start, breakdown, part AS category,
           CAST(SUM(numerator) AS BIGINT) AS numerator, CAST(SUM(denominator) AS BIGINT) AS denominator,
           SUM(unknown) AS unknown, CASE WHEN MIN(first_basis) = MAX(last_basis) THEN MIN(first_basis) ELSE 'mixed' END AS basis
    FROM wanted
    JOIN monthly ON monthly.indicator = wanted.indicator AND counts_on BETWEEN needed_from AND period_end
    LEFT JOIN about_children ON about_children.indicator = wanted.indicator
    WHERE is_covered = 1 AND (breakdown IN ({of_workers}) OR about_children.indicator IS NOT NULL)
    GROUP BY wanted.indicator, grain, period_start, breakdown, part
), unknown_month AS (  -- months without counted records for lack of history; a longer period with such a month is not available
    SELECT wanted.indicator, wanted.period_start
    FROM wanted
    LEFT JOIN summed ON summed.indicator = wanted.indicator AND summed.grain = 'month'
         AND summed.period_start = wanted.period_start AND summed.breakdown = 'all'
    WHERE wanted.grain = 'month' AND has_history = 0 AND COALESCE(summed.denominator, 0) = 0
), in_part AS (
    SELECT DISTINCT wanted.indicator, wanted.grain, wanted.period_start
    FROM wanted
    JOIN unknown_month ON unknown_month.indicator = wanted.indicator
         AND unknown_month.period_start BETWEEN wanted.needed_from AND wanted.period_end
    UNION
    SELECT indicator, grain, period_start FROM summed WHERE unknown > 0
), part AS (
    SELECT DISTINCT indicator, grain, breakdown, category FROM summed
    UNION
    SELECT DISTINCT indicator, grain, 'all', 'All' FROM wanted
), estimate AS (
    SELECT ending.period_end, children,
           ROW_NUMBER() OVER (PARTITION BY ending.period_end ORDER BY population.year DESC) AS place
    FROM (SELECT DISTINCT period_end FROM period) AS ending
    JOIN population ON area_code = $authority_code AND children IS NOT NULL
         AND population.year <= year(ending.period_end) - CASE WHEN month(ending.period_end) < 4 THEN 1 ELSE 0 END
), held AS (
    SELECT wanted.indicator, wanted.grain, wanted.period_start, wanted.period_end, part.breakdown, part.category, shown_as,
           is_covered = 1 AND in_part.indicator IS NULL AND (COALESCE(summed.denominator, 0) > 0 OR has_history = 1)
               AND (shown_as <> 'rate per 10,000' OR part.breakdown <> 'all' OR children IS NOT NULL) AS is_known,
           COALESCE(summed.numerator, 0) AS numerator,
           CASE WHEN shown_as <> 'rate per 10,000' THEN COALESCE(summed.denominator, 0)
                WHEN part.breakdown = 'all' THEN children END AS denominator,
           COALESCE(summed.basis, 'counted') AS basis, has_history = 0 AS short_history, is_recent = 1 AS provisional
    FROM wanted
    JOIN part ON part.indicator = wanted.indicator AND part.grain = wanted.grain
    LEFT JOIN in_part ON in_part.indicator = wanted.indicator AND in_part.grain = wanted.grain
         AND in_part.period_start = wanted.period_start
    LEFT JOIN estimate ON estimate.period_end = wanted.period_end AND estimate.place = 1
    LEFT JOIN summed ON summed.indicator = wanted.indicator AND summed.grain = wanted.grain
         AND summed.period_start = wanted.period_start AND summed.breakdown = part.breakdown AND summed.category = part.category
)
SELECT indicator, grain, period_start, period_end, breakdown, category,
       CASE WHEN is_known THEN numerator END AS numerator,
       CASE WHEN is_known AND shown_as <> 'number' THEN denominator END AS denominator,
       CASE WHEN NOT is_known THEN NULL WHEN shown_as = 'number' THEN CAST(numerator AS DOUBLE)
            ELSE CAST(CASE shown_as WHEN 'percentage' THEN 100 WHEN 'rate per 10,000' THEN 10000 ELSE 1 END * numerator AS DOUBLE)
                 / nullif(denominator, 0) END AS value,
       CASE WHEN NOT is_known THEN 'x' WHEN shown_as <> 'number' AND COALESCE(denominator, 0) = 0 THEN 'z' END AS symbol,
       basis, short_history, provisional
FROM held;
