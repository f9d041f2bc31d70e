-- The settled figures that differ most between two builds, the largest move of each indicator, largest first. `moved` is how many
-- times the difference is as large as chance alone would make it: for percentages in standard errors of the two shares, for
-- averages of as many values that spread as widely as they are long, for numbers and rates (a - b) / sqrt(a + b).
-- Needs before and after (recent_figures.sql of each build) and unit (indicator, shown_as).
WITH pair AS (
    SELECT after.indicator, after.grain, after.period_start, after.period_end, after.breakdown, after.category, shown_as,
           before.value AS before, after.value AS after, before.denominator AS before_of, after.denominator AS after_of,
           CAST(before.numerator AS DOUBLE) AS a, CAST(after.numerator AS DOUBLE) AS b,
           CAST(before.denominator AS DOUBLE) AS a_of, CAST(after.denominator AS DOUBLE) AS b_of
    FROM after
    JOIN before USING (indicator, grain, period_start, breakdown, category)
    JOIN unit USING (indicator)
    WHERE NOT after.provisional AND NOT before.provisional AND before.value <> after.value
), judged AS (
    SELECT pair.*, ABS(CASE
               WHEN shown_as = 'percentage'
                   THEN (b / b_of - a / a_of)
                        / nullif(sqrt((a + b) / (a_of + b_of) * (1 - (a + b) / (a_of + b_of)) * (1 / a_of + 1 / b_of)), 0)
               WHEN shown_as IN ('average days', 'average')
                   THEN (b / b_of - a / a_of) / nullif((a + b) / (a_of + b_of) * sqrt(1 / a_of + 1 / b_of), 0)
               ELSE (b - a) / nullif(sqrt(a + b), 0) END) AS moved
    FROM pair
), ranked AS (
    SELECT judged.*, ROW_NUMBER() OVER (PARTITION BY indicator ORDER BY moved DESC NULLS LAST, period_start DESC, grain) AS place
    FROM judged
)
SELECT indicator, grain, period_start, period_end, breakdown, category, before, after, before_of, after_of, moved
FROM ranked
WHERE place = 1
ORDER BY moved DESC NULLS LAST, indicator
LIMIT 10
