-- The number of filled cells of one column, {field}, in all rows and in the rows that need an answer, those with {asked}.
-- Each distinct text is read once, because most cells of a column repeat a few texts.
INSERT INTO staging.answered
SELECT file, '{list}', '{field}', '{asked}', CAST(SUM(n) AS BIGINT), CAST(SUM(asked) AS BIGINT),
       CAST(SUM(CASE WHEN read_text(cell) IS NULL THEN 0 ELSE n END) AS BIGINT)
FROM (
    SELECT file, {field} AS cell, COUNT(*) AS n, COUNT({asked}) AS asked FROM received.{list} GROUP BY file, {field}
) AS text
GROUP BY file;
