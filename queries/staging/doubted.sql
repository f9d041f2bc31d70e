-- Lists that cannot be believed: all rows were refused or there were none, more than a fifth of the rows was refused, the
-- form of its days or identifiers cannot be told, or the extract has a date in the future. Such a list does not prove that few events happened: it covers no days, and it neither ends
-- nor withdraws the records that it lacks. The build stops at it unless a person accepts it (data/belief.py).
-- Needs what rows.sql makes and received.clock (today).
CREATE TABLE doubted AS
WITH loaded AS (
    SELECT file, list, COUNT(*) AS n FROM staging.version GROUP BY file, list
), turned_away AS (
    SELECT file, list, COUNT(DISTINCT row_number) AS n FROM rejected WHERE scope = 'row' GROUP BY file, list
), form AS (  -- columns that every row needs and whose form cannot be told (data/reading/one_form.py)
    SELECT file, list, STRING_AGG(reason, ' ' ORDER BY field) AS reason
    FROM staging.column_refused WHERE is_needed GROUP BY file, list
), judged AS (
    SELECT list_read.file, list_read.list, list_read.extract_date, list_read.read, COALESCE(loaded.n, 0) AS loaded,
           COALESCE(turned_away.n, 0) AS refused,
           CASE WHEN list_read.extract_date > (SELECT today FROM received.clock) THEN 'later than today'
                WHEN form.reason IS NOT NULL THEN 'form'
                WHEN COALESCE(loaded.n, 0) = 0 THEN 'empty'
                WHEN COALESCE(turned_away.n, 0) * 5 > list_read.read THEN 'refused' END AS doubt, form.reason
    FROM received.list_read
    LEFT JOIN form ON form.file = list_read.file AND form.list = list_read.list
    LEFT JOIN loaded ON loaded.file = list_read.file AND loaded.list = list_read.list
    LEFT JOIN turned_away ON turned_away.file = list_read.file AND turned_away.list = list_read.list
)
SELECT * FROM judged WHERE doubt IS NOT NULL ORDER BY file, list;
