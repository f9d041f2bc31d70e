-- The files in which most of five or more cells of a column of ethnicities say none: perhaps it is under the header of another column.
-- A number may be an authority's code of an ethnicity, but not if it is the age of the child.
WITH cell AS (
    SELECT file, read_code({field}) AS said,
           TRY_CAST(read_code({field}) AS INTEGER) - DATE_DIFF('year', read_date({birth_date}), extract_date) BETWEEN -1 AND 0 AS is_age
    FROM received.{list}
), counted AS (
    SELECT file, COUNT(*) AS filled, COUNT(*) FILTER (WHERE is_age OR NOT says_ethnicity(said)) AS impossible
    FROM cell
    WHERE said IS NOT NULL
    GROUP BY file
)
SELECT file, 'ethnicity' AS kind, filled, impossible, FALSE AS is_needed
FROM counted
WHERE filled >= 5 AND impossible * 2 > filled
ORDER BY file
