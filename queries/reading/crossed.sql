-- Two breakdowns of one figure at once, from the records of its period; breakdowns.py inserts them. These figures are not stored:
-- they would outnumber all other figures, and nearly all would be of a few children.
SELECT {first} AS first_group, {second} AS second_group,
       CAST(SUM(numerator) AS BIGINT) AS numerator, CAST(SUM(denominator) AS BIGINT) AS denominator
FROM counted
WHERE indicator = $indicator
  AND event_date BETWEEN $period_start AND $period_end
  AND (NOT $at_end OR event_date = $period_end)
GROUP BY 1, 2
ORDER BY 1, 2
