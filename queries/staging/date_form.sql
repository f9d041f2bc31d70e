-- The distinct texts of a list's date column, file by file, with the number of cells. Days in the plain form (2026-09-01) are
-- counted together, as those with a day up to 12 and the others, because a workbook has thousands of them.
-- A whole hour late in the evening stays, because such a day may be that of another zone, and so does that others have a time.
SELECT file, cell, COUNT(*) AS n
FROM (
    SELECT file, CASE WHEN read_date({field}) IS NULL OR regexp_matches({field}, '[ T]2[123]:00(:00)?([.]0*)?$') THEN {field}
                      WHEN regexp_matches({field}, '[ T](0[1-9]|[1-9]|00:(0[1-9]|[1-5]))')
                      THEN CASE WHEN DAY(read_date({field})) <= 12 THEN '2000-01-01 12:34' ELSE '2000-01-31 12:34' END
                      WHEN DAY(read_date({field})) <= 12 THEN '2000-01-01' ELSE '2000-01-31' END AS cell
    FROM received.{list}
    WHERE read_text({field}) IS NOT NULL
) AS filled
GROUP BY file, cell
ORDER BY file, cell
