-- How one column, {field}, is filled: in all rows, in the rows that need an answer (those with {asked}), and with numbers that no
-- question of yes or no has as its answer; and in how many rows that need one it says an answer other than "unknown". Each distinct
-- text is read once, because most cells of a column repeat a few texts.
INSERT INTO staging.answered
SELECT file, '{list}', '{field}', '{asked}', CAST(SUM(n) AS BIGINT), CAST(SUM(asked) AS BIGINT),
       CAST(SUM(CASE WHEN read_text(cell) IS NULL THEN 0 ELSE n END) AS BIGINT),
       CAST(SUM(CASE WHEN read_text(cell) IS NULL THEN 0 ELSE asked END) AS BIGINT),
       CAST(SUM(CASE WHEN read_number(cell) NOT IN (0, 1) THEN n ELSE 0 END) AS BIGINT),
       CAST(SUM(CASE WHEN read_text(cell) IS NULL OR says_unknown(cell) THEN 0 ELSE asked END) AS BIGINT)
FROM (
    SELECT file, {field} AS cell, COUNT(*) AS n, COUNT(read_text(CAST({asked} AS VARCHAR))) AS asked FROM received.{list} GROUP BY file, {field}
) AS text
GROUP BY file;
