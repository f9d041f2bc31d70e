-- How often one column of one list is filled, in all rows and in those that are asked for an answer: {field} where {asked} is.
-- Each text is looked at once, for the same few are in most of a column's cells.
INSERT INTO staging.answered
SELECT file, '{list}', '{field}', '{asked}', CAST(SUM(n) AS BIGINT), CAST(SUM(asked) AS BIGINT),
       CAST(SUM(CASE WHEN read_text(cell) IS NULL THEN 0 ELSE n END) AS BIGINT)
FROM (
    SELECT file, {field} AS cell, COUNT(*) AS n, COUNT({asked}) AS asked FROM received.{list} GROUP BY file, {field}
) AS text
GROUP BY file;
