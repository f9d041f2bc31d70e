-- Counted records into figures: every indicator, at every grain (month, quarter, year, rolling 12 months) and breakdown
-- (all, team, category) at once. Nothing is averaged: a value is a sum over a sum.
--   * a period is a row even if nothing happened in it; one our extracts do not wholly cover, or in which
--     nothing could be counted for lack of history, has symbol x and no numbers
--   * a period with nothing to divide by has symbol z; a number has no denominator, and a period without any is a 0
--   * a figure that takes longer than a month to settle looks forward; its newest periods would show a fall that is only time
--     not yet passed, so they are not there at all. Others that have not settled are marked provisional
--   * "during" counts the events inside the period; "at end" counts what is true on its last day, so it has no rolling year
-- Needs counted, period, covered, indicator_rule (indicator, timing, shown_as, needs_history, settles) and
-- indicator_source (indicator, model_table).
CREATE TABLE series AS
WITH candidate AS (
    SELECT rule.indicator, rule.timing, rule.shown_as, period.grain, period.period_start, period.period_end,
           CASE WHEN rule.timing = 'at end' THEN period.period_end ELSE period.period_start END AS needed_from,
           CAST(CASE WHEN rule.timing = 'at end' THEN period.period_end ELSE period.period_start END
                - rule.needs_history * INTERVAL 1 MONTH AS DATE) AS history_from,
           CAST(rule.settles AS INTEGER) AS settles
    FROM indicator_rule AS rule
    JOIN period ON NOT (rule.timing = 'at end' AND period.grain = 'rolling')
), judged AS (
    SELECT candidate.indicator, timing, shown_as, grain, period_start, period_end, settles,
           MIN(CASE WHEN holds.model_table IS NULL THEN 0 ELSE 1 END) AS is_covered,
           MIN(CASE WHEN holds.covered_from <= history_from THEN 1 ELSE 0 END) AS has_history,
           MAX(CASE WHEN period_end > (SELECT MAX(covered_to) FROM covered
                                       WHERE covered.model_table = source.model_table) - settles THEN 1 ELSE 0 END) AS is_recent
    FROM candidate
    JOIN indicator_source AS source ON source.indicator = candidate.indicator
    LEFT JOIN covered AS holds ON holds.model_table = source.model_table
         AND holds.covered_from <= candidate.needed_from AND candidate.period_end <= holds.covered_to
    GROUP BY candidate.indicator, timing, shown_as, grain, period_start, period_end, settles
), spanned AS (
    SELECT judged.*,
           MIN(CASE WHEN is_covered = 1 THEN period_end END) OVER (PARTITION BY indicator, grain) AS first_end,
           MAX(CASE WHEN is_covered = 1 THEN period_end END) OVER (PARTITION BY indicator, grain) AS last_end
    FROM judged
), wanted AS (
    SELECT * FROM spanned WHERE period_end BETWEEN first_end AND last_end AND NOT (is_recent = 1 AND settles > 31)
), falls_in AS (
    SELECT wanted.indicator, grain, period_start, period_end, team, counted.category, counted.numerator, counted.denominator, basis
    FROM wanted
    JOIN counted ON counted.indicator = wanted.indicator AND counted.event_date BETWEEN period_start AND period_end
    WHERE timing = 'during' AND is_covered = 1
    UNION ALL
    SELECT wanted.indicator, grain, period_start, period_end, team, counted.category, counted.numerator, counted.denominator, basis
    FROM wanted
    JOIN counted ON counted.indicator = wanted.indicator AND counted.event_date = period_end
    WHERE timing = 'at end' AND is_covered = 1
), summed AS (
    SELECT indicator, grain, period_start, period_end,
           CASE WHEN GROUPING(team) = 0 THEN 'team' WHEN GROUPING(category) = 0 THEN 'category' ELSE 'all' END AS breakdown,
           CASE WHEN GROUPING(team) = 0 THEN team WHEN GROUPING(category) = 0 THEN category ELSE 'All' END AS category,
           CAST(SUM(numerator) AS BIGINT) AS numerator, CAST(SUM(denominator) AS BIGINT) AS denominator,
           CASE WHEN MIN(basis) = MAX(basis) THEN MIN(basis) ELSE 'mixed' END AS basis
    FROM falls_in
    GROUP BY GROUPING SETS (
        (indicator, grain, period_start, period_end),
        (indicator, grain, period_start, period_end, team),
        (indicator, grain, period_start, period_end, category))
), part AS (
    SELECT DISTINCT indicator, grain, breakdown, category FROM summed
    UNION
    SELECT DISTINCT indicator, grain, 'all', 'All' FROM wanted
)
SELECT wanted.indicator, wanted.grain, wanted.period_start, wanted.period_end, part.breakdown, part.category,
       CASE WHEN is_covered = 1 AND (denominator > 0 OR has_history = 1) THEN COALESCE(numerator, 0) END AS numerator,
       CASE WHEN shown_as <> 'number' AND is_covered = 1 AND (denominator > 0 OR has_history = 1)
            THEN COALESCE(denominator, 0) END AS denominator,
       CASE WHEN shown_as <> 'number'
            THEN CASE shown_as WHEN 'percentage' THEN 100.0 WHEN 'rate per 10,000' THEN 10000.0 ELSE 1.0 END
                 * numerator / nullif(denominator, 0)
            WHEN is_covered = 1 AND (denominator > 0 OR has_history = 1) THEN 1.0 * COALESCE(numerator, 0) END AS value,
       CASE WHEN denominator > 0 THEN NULL WHEN is_covered = 0 OR has_history = 0 THEN 'x'
            WHEN shown_as <> 'number' THEN 'z' END AS symbol,
       COALESCE(basis, 'counted') AS basis, has_history = 0 AS short_history, is_recent = 1 AS provisional
FROM wanted
JOIN part ON part.indicator = wanted.indicator AND part.grain = wanted.grain
LEFT JOIN summed ON summed.indicator = wanted.indicator AND summed.grain = wanted.grain
     AND summed.period_start = wanted.period_start AND summed.breakdown = part.breakdown AND summed.category = part.category;
