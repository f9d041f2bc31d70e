-- Lists that cannot be believed: no row of them was taken in, more than a fifth of their rows was refused, or they say that they
-- were drawn on a day that is still to come. They are no proof that little happened: they cover no day, and what they lack is neither
-- ended nor withdrawn. The build stops at them unless somebody accepts that (data/belief.py).
-- Needs what rows.sql makes and received.clock (today).
CREATE TABLE doubted AS
WITH loaded AS (
    SELECT file, list, COUNT(*) AS n FROM staging.version GROUP BY file, list
), turned_away AS (
    SELECT file, list, COUNT(DISTINCT row_number) AS n FROM rejected WHERE scope = 'row' GROUP BY file, list
), judged AS (
    SELECT list_read.file, list_read.list, list_read.extract_date, list_read.read, COALESCE(loaded.n, 0) AS loaded,
           COALESCE(turned_away.n, 0) AS refused,
           CASE WHEN list_read.extract_date > (SELECT today FROM received.clock) THEN 'later than today'
                WHEN COALESCE(loaded.n, 0) = 0 THEN 'empty'
                WHEN COALESCE(turned_away.n, 0) * 5 > list_read.read THEN 'refused' END AS doubt
    FROM received.list_read
    LEFT JOIN loaded ON loaded.file = list_read.file AND loaded.list = list_read.list
    LEFT JOIN turned_away ON turned_away.file = list_read.file AND turned_away.list = list_read.list
)
SELECT * FROM judged WHERE doubt IS NOT NULL ORDER BY file, list;
