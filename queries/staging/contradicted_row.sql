-- The files in which {field} contradicts another column of its row: {never} is true in over a fifth of the rows in which {asked} is
-- filled, and in at least five. One of these columns has the header of another or was filled from above; a few slips do not show it.
-- A file that lacks one of the columns {named}, or of which one is refused, is not compared: its blank cells say nothing.
WITH answered AS (
    SELECT file, COALESCE({never}, FALSE) AS is_wrong FROM received.{list} AS received
    WHERE read_text({asked}) IS NOT NULL
      AND {count} = (SELECT COUNT(*) FROM staging.column_kept AS kept
                     WHERE kept.list = '{list}' AND kept.file = received.file AND kept.field IN ({named}))
)
SELECT file, 'row' AS kind, COUNT(*) AS filled, COUNT(*) FILTER (WHERE is_wrong) AS impossible, FALSE AS is_needed,
       '{beside}' AS shown
FROM answered
GROUP BY file
HAVING COUNT(*) FILTER (WHERE is_wrong) >= 5 AND COUNT(*) FILTER (WHERE is_wrong) * 5 > COUNT(*)
ORDER BY file
