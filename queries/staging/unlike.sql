-- The files in which most of five or more cells of one column, {field}, are not of its kind of answer. Each distinct text is read once.
SELECT file
FROM (
    SELECT file, {field} AS received, COUNT(*) AS n FROM received.{list} WHERE read_text({field}) IS NOT NULL GROUP BY file, {field}
) AS text
GROUP BY file
HAVING SUM(n) >= 5 AND SUM(CASE WHEN {is_own} THEN n ELSE 0 END) * 2 < SUM(n)
