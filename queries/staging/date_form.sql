-- The distinct texts of a list's date column, file by file, with the number of cells. Days in the plain form (2026-09-01) are
-- counted together, as those with a day up to 12 and the others, because a workbook has thousands of them.
SELECT file, cell, COUNT(*) AS n
FROM (
    SELECT file, CASE WHEN read_date({field}) IS NULL THEN {field}
                      WHEN DAY(read_date({field})) <= 12 THEN '2000-01-01' ELSE '2000-01-31' END AS cell
    FROM received.{list}
    WHERE read_text({field}) IS NOT NULL
) AS filled
GROUP BY file, cell
ORDER BY file, cell
