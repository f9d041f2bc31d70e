-- What each list of each file brought, one row per file and list, for the preview of a build (data/preview.py): rows read, loaded
-- and refused; `fresh`, the loaded rows whose record no earlier extract of the list had; `withdrawn`, the records of the extract
-- before that this day's extract no longer has, of the `due` records that it should contain; and the days it covers, NULL if the
-- list gives no figures. Needs the tables of staging, and stays in the file with records.
CREATE TABLE list_account AS
WITH version AS (
    SELECT file, list, COUNT(*) AS loaded, SUM(CASE WHEN extract_date = first_date THEN 1 ELSE 0 END) AS fresh
    FROM (SELECT file, list, extract_date, MIN(extract_date) OVER (PARTITION BY list, record_id) AS first_date
          FROM staging.version) AS dated
    GROUP BY file, list
), turned_away AS (
    SELECT file, list, COUNT(DISTINCT row_number) AS n FROM rejected WHERE scope = 'row' GROUP BY file, list
), covers AS (
    SELECT file, list, MIN(covered_from) AS covered_from, MAX(covered_to) AS covered_to FROM staging.covering GROUP BY file, list
), gone AS (
    SELECT list, missed_on, COUNT(*) AS n FROM received.withdrawn GROUP BY list, missed_on
), asked AS (  -- an extract that lacks too many records, until a person says yes: what it would withdraw or end
    SELECT file, list, MAX(missing + unseen) AS n, MAX(due + open_due) AS due
    FROM missing_records
    WHERE kind IS NOT NULL AND NOT is_agreed
    GROUP BY file, list
), due AS (
    SELECT following.list, following.missed_on, COUNT(*) AS n
    FROM staging.following
    JOIN staging.daily ON daily.list = following.list AND daily.extract_date = following.extract_date
    WHERE NOT daily.may_vanish AND (daily.event_date >= following.surely_from OR daily.end_date = DATE '9999-12-31')
    GROUP BY following.list, following.missed_on
)
SELECT list_read.file, list_read.list, list_read.extract_date, covers.covered_from, covers.covered_to, list_read.read,
       COALESCE(version.loaded, 0) AS loaded, COALESCE(turned_away.n, 0) AS refused,
       CAST(COALESCE(version.fresh, 0) AS BIGINT) AS fresh, COALESCE(asked.n, gone.n, 0) AS withdrawn,
       COALESCE(asked.due, GREATEST(COALESCE(due.n, 0), COALESCE(gone.n, 0))) AS due
FROM received.list_read
LEFT JOIN version ON version.file = list_read.file AND version.list = list_read.list
LEFT JOIN turned_away ON turned_away.file = list_read.file AND turned_away.list = list_read.list
LEFT JOIN covers ON covers.file = list_read.file AND covers.list = list_read.list
LEFT JOIN gone ON gone.list = list_read.list AND gone.missed_on = list_read.extract_date
LEFT JOIN due ON due.list = list_read.list AND due.missed_on = list_read.extract_date
LEFT JOIN asked ON asked.file = list_read.file AND asked.list = list_read.list
ORDER BY list_read.file, list_read.list;
