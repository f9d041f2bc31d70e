-- Two breakdowns of one figure at once, from the records counted in its period; breakdowns.py puts in which. Not kept: there would be
-- far more of these than of all other figures, nearly all of a few children each.
SELECT {first} AS first_group, {second} AS second_group,
       CAST(SUM(numerator) AS BIGINT) AS numerator, CAST(SUM(denominator) AS BIGINT) AS denominator
FROM counted
WHERE indicator = $indicator
  AND event_date BETWEEN $period_start AND $period_end
  AND (NOT $at_end OR event_date = $period_end)
GROUP BY 1, 2
ORDER BY 1, 2
