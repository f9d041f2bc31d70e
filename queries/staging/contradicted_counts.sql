-- The files in which one column of counts, {field}, has something else: perhaps it is under the header of another column. It has
-- the ages of the children if it equals {age} in more than nine tenths of ten or more rows. A count of earlier referrals or plans is
-- seldom over 12, so many of those (as in contradicted_dates.sql) are numbers of another kind. And it is 0 for most children: a
-- column of twenty or more counts with hardly a 0 (fewer than one in fifty) counts the present referral or plan too. If half of the
-- children had an earlier one, and brothers and sisters were alike in pairs, twenty without a 0 would be a chance of one in a thousand;
-- in England about a quarter had one. Blank cells may stand for 0, so most cells must be filled.
WITH cell AS (
    SELECT file, read_count({field}) AS n, read_count({age}) AS age FROM received.{list}
), counted AS (
    SELECT file, COUNT(*) AS all_rows, COUNT(n) AS filled, COUNT(*) FILTER (WHERE n = 0) AS zeros,
           COUNT(*) FILTER (WHERE n > 12) AS over, COUNT(*) FILTER (WHERE n = age) AS same,
           COUNT(DISTINCT n) AS numbers
    FROM cell
    GROUP BY file
), judged AS (  -- some different numbers, because a column of babies and of first referrals is 0 twice
    SELECT *, filled >= 10 AND numbers >= 3 AND same * 10 > filled * 9 AS is_age,
           filled >= 20 AND filled * 2 > all_rows AND zeros * 50 < filled AS has_present
    FROM counted
)
SELECT file, CASE WHEN is_age THEN 'age' WHEN has_present THEN 'present' ELSE 'count' END AS kind, filled,
       CASE WHEN is_age THEN same WHEN has_present THEN filled - zeros ELSE over END AS impossible, FALSE AS is_needed
FROM judged
CROSS JOIN received.belief
WHERE is_age OR has_present OR over * 100 > filled * most_refused AND (over >= 5 OR over >= 2 AND over * 3 > filled)
ORDER BY file
