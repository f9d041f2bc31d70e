-- The identifiers of one column, file by file; `is_counted` where each row of the list is a child's event or spell.
SELECT '{kind}' AS kind, '{list}' AS list, '{field}' AS field, file, {field} AS cell, COUNT(*) AS n, {is_counted} AS is_counted
FROM received.{list}
WHERE read_text({field}) IS NOT NULL
GROUP BY file, {field}
