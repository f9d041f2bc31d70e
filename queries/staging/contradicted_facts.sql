-- The files in which most of five or more cells of a column of facts about children, {field}, say none: perhaps it is under the header of
-- another column. A number may be an authority's code, but not if it is the age of the child by {birth_date}.
WITH cell AS (
    SELECT file, says_{field}(read_code({field})) AS says_one,
           TRY_CAST(read_code({field}) AS INTEGER) - DATE_DIFF('year', read_date({birth_date}), extract_date) BETWEEN -1 AND 0 AS is_age
    FROM received.{list}
    WHERE read_code({field}) IS NOT NULL
), counted AS (
    SELECT file, COUNT(*) AS filled, COUNT(*) FILTER (WHERE is_age OR NOT says_one) AS impossible
    FROM cell
    GROUP BY file
)
SELECT file, '{field}' AS kind, filled, impossible, FALSE AS is_needed
FROM counted
WHERE filled >= 5 AND impossible * 2 > filled
ORDER BY file
