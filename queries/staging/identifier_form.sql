-- The distinct texts of a list's column of identifiers that are not plainly one, file by file, with the number of cells, and the
-- number of all filled cells of the file.
SELECT file, cell, n, whole
FROM (
    SELECT file, {field} AS cell, COUNT(*) AS n, CAST(SUM(COUNT(*)) OVER (PARTITION BY file) AS BIGINT) AS whole
    FROM received.{list}
    WHERE read_text({field}) IS NOT NULL
    GROUP BY file, {field}
) AS held
WHERE NOT regexp_full_match(cell, $plain) OR regexp_full_match(cell, $unplain)
ORDER BY file, cell
