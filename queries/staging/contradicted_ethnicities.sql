-- The files in which most of five or more cells of a column of ethnicities say none: perhaps it is under the header of another column.
WITH counted AS (
    SELECT file, COUNT(*) AS filled, COUNT(*) FILTER (WHERE NOT says_ethnicity(read_code({field}))) AS impossible
    FROM received.{list}
    WHERE read_code({field}) IS NOT NULL
    GROUP BY file
)
SELECT file, 'ethnicity' AS kind, filled, impossible, FALSE AS is_needed
FROM counted
WHERE filled >= 5 AND impossible * 2 > filled
ORDER BY file
