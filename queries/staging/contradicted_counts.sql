-- The files in which one column of counts, {field}, has something else: perhaps it is under the header of another column. It has
-- the ages of the children if it equals {age} in more than nine tenths of ten or more rows. A count of earlier referrals or plans is
-- seldom over 12, so many of those (as in contradicted_dates.sql) are numbers of another kind.
WITH cell AS (
    SELECT file, read_count({field}) AS n, read_count({age}) AS age FROM received.{list}
), counted AS (
    SELECT file, COUNT(n) AS filled, COUNT(*) FILTER (WHERE n > 12) AS over, COUNT(*) FILTER (WHERE n = age) AS same,
           COUNT(DISTINCT n) AS numbers
    FROM cell
    GROUP BY file
), judged AS (  -- some different numbers, because a column of babies and of first referrals is 0 twice
    SELECT *, filled >= 10 AND numbers >= 3 AND same * 10 > filled * 9 AS is_age FROM counted
)
SELECT file, CASE WHEN is_age THEN 'age' ELSE 'count' END AS kind, filled, CASE WHEN is_age THEN same ELSE over END AS impossible,
       FALSE AS is_needed
FROM judged
CROSS JOIN received.belief
WHERE is_age OR over * 100 > filled * most_refused AND (over >= 5 OR over >= 2 AND over * 3 > filled)
ORDER BY file
