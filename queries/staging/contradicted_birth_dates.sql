-- The files in which dates of birth contradict the records they stand in: perhaps they are under the header of another column. A
-- child is not born more than a year after the start of its record, or more than 26 years before it. Few children are unborn at
-- the start, so most dates of birth are before it. If more than half are a year after it, the start cannot be believed either.
-- One row for each file in which enough dates are so, as in contradicted_dates.sql.
WITH cell AS (
    SELECT file, read_date({field}) AS day, read_date({starts}) AS start_date
    FROM received.{list}
), counted AS (
    SELECT file, COUNT(*) AS filled,
           COUNT(*) FILTER (WHERE day > start_date + 366 OR day < CAST(start_date - INTERVAL 26 YEAR AS DATE)) AS impossible,
           COUNT(*) FILTER (WHERE day > start_date + 366) AS late, COUNT(*) FILTER (WHERE day > start_date) AS unborn
    FROM cell
    WHERE day IS NOT NULL AND start_date IS NOT NULL
    GROUP BY file
), judged AS (
    SELECT *, filled >= 10 AND unborn * 2 > filled AS is_unborn FROM counted
)
SELECT file, 'birth' AS kind, filled, GREATEST(impossible, CASE WHEN is_unborn THEN unborn ELSE 0 END) AS impossible,
       filled >= 10 AND late * 2 > filled AS is_needed
FROM judged
CROSS JOIN received.belief
WHERE is_unborn
   OR impossible * 100 > filled * most_refused AND (impossible >= 5 OR impossible >= 2 AND impossible * 3 > filled)
ORDER BY file
