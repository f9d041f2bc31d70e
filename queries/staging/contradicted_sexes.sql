-- The files in which most of five or more cells of a column of sexes say none: perhaps it is under the header of another column.
WITH cell AS (
    SELECT file, read_sex({field}) AS said FROM received.{list}
), counted AS (
    SELECT file, COUNT(*) AS filled, COUNT(*) FILTER (WHERE said = 'Not recorded') AS impossible
    FROM cell
    WHERE said IS NOT NULL
    GROUP BY file
)
SELECT file, 'sex' AS kind, filled, impossible, FALSE AS is_needed
FROM counted
WHERE filled >= 5 AND impossible * 2 > filled
ORDER BY file
