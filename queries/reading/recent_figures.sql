-- The authority's own figures for each indicator's latest 12 months and 12 years, without its parts, for comparing two builds.
WITH numbered AS (
    SELECT series.*, ROW_NUMBER() OVER (PARTITION BY indicator, grain ORDER BY period_start DESC) AS place
    FROM series
    WHERE breakdown = 'all' AND category = 'All' AND grain IN ('month', 'year')
)
SELECT indicator, grain, period_start, period_end, breakdown, category, numerator, denominator, value, provisional
FROM numbered
WHERE place <= 12
ORDER BY indicator, grain, period_start
