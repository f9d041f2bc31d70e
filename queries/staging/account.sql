-- The load report, one row per file and list: rows read, loaded (as a version of a record) and rejected. For the notes: cells
-- that could not be read, records that a later extract withdrew, and missing spells that were last seen open and are therefore
-- counted as ended.
WITH loaded AS (
    SELECT file, list, COUNT(*) AS n FROM staging.version GROUP BY file, list
), turned_away AS (
    SELECT file, list, COUNT(DISTINCT CASE WHEN scope = 'row' THEN row_number END) AS n,
           SUM(CASE WHEN scope = 'cell' THEN 1 ELSE 0 END) AS cells
    FROM rejected
    GROUP BY file, list
), withdrawn AS (
    SELECT file, list, COUNT(*) AS n FROM received.withdrawn GROUP BY file, list
), unseen AS (
    SELECT list, missed_on, SUM(CASE WHEN is_due AND fate IN ('ended unseen', 'ended before') THEN 1 ELSE 0 END) AS ended
    FROM staging.missed
    GROUP BY list, missed_on
)
SELECT list_read.file, list_read.list, list_read.read, COALESCE(loaded.n, 0) AS loaded,
       COALESCE(turned_away.n, 0) AS rejected, CAST(COALESCE(turned_away.cells, 0) AS BIGINT) AS cells,
       COALESCE(withdrawn.n, 0) AS withdrawn, CAST(COALESCE(unseen.ended, 0) AS BIGINT) AS ended
FROM received.list_read
LEFT JOIN loaded ON loaded.file = list_read.file AND loaded.list = list_read.list
LEFT JOIN turned_away ON turned_away.file = list_read.file AND turned_away.list = list_read.list
LEFT JOIN withdrawn ON withdrawn.file = list_read.file AND withdrawn.list = list_read.list
LEFT JOIN unseen ON unseen.list = list_read.list AND unseen.missed_on = list_read.extract_date
ORDER BY list_read.file, list_read.list;
