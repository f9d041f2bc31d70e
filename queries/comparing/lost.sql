-- The indicators with months or years that have a figure in one build and none in the next: how many periods, the end of the
-- latest of them, and whether no figure is left at all. Needs before and after (recent_figures.sql of each build).
WITH had AS (
    SELECT indicator, grain, period_start, period_end FROM before WHERE value IS NOT NULL
), has AS (
    SELECT indicator, grain, period_start FROM after WHERE value IS NOT NULL
)
SELECT had.indicator, COUNT(*) AS periods, MAX(had.period_end) AS latest,
       NOT had.indicator IN (SELECT indicator FROM has) AS is_all
FROM had
LEFT JOIN has USING (indicator, grain, period_start)
WHERE has.indicator IS NULL
GROUP BY had.indicator
ORDER BY had.indicator
