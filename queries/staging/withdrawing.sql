-- The numbers of records that each extract lacks, and whether they are too many (kind). Run after each run of kept.sql.
--   * 'withdraws': at least two records, and more than the set share, of those that the extract should have: records that began in
--     its window, and open spells if it also has the ended spells of that time
--   * 'ends unseen': more than half of ten or more open spells, of a list that may leave out spells that have ended
-- Doubted extracts keep their row of an earlier run, because they are left out of the next one.
CREATE TABLE IF NOT EXISTS missing_records (
    file VARCHAR, list VARCHAR, extract_date DATE, sha256 VARCHAR, missing BIGINT, due BIGINT, unseen BIGINT, open_due BIGINT,
    most DOUBLE, kind VARCHAR, is_agreed BOOLEAN);
CREATE TABLE IF NOT EXISTS staging.lacked (
    list VARCHAR, missed_on DATE, file VARCHAR, row_number BIGINT, subject VARCHAR, event_date DATE, fate VARCHAR);

DELETE FROM missing_records WHERE kind IS NULL OR is_agreed;

INSERT INTO missing_records
WITH counted AS (
    SELECT list, missed_on, COUNT(*) FILTER (NOT may_end_unseen) AS due, COUNT(*) FILTER (may_end_unseen) AS open_due,
           COUNT(*) FILTER (NOT may_end_unseen AND is_missing AND fate <> 'succeeded') AS missing,
           COUNT(*) FILTER (may_end_unseen AND is_missing AND fate <> 'succeeded') AS unseen
    FROM staging.due
    WHERE is_due
    GROUP BY list, missed_on
), judged AS (
    SELECT counted.*, withdrawing.most, withdrawing.accepts,
           CASE WHEN missing >= 2 AND missing * 100 > due * withdrawing.most THEN 'withdraws'
                WHEN open_due >= 10 AND unseen * 2 > open_due THEN 'ends unseen' END AS kind
    FROM counted
    CROSS JOIN received.withdrawing
), asked AS (
    SELECT list_read.file, list_read.list, list_read.extract_date, file_order.sha256, judged.missing, judged.due, judged.unseen,
           judged.open_due, judged.most, judged.kind,
           judged.accepts OR EXISTS (
               SELECT 1 FROM received.agreed
               WHERE agreed.sha256 = file_order.sha256 AND agreed.list = list_read.list
                 AND agreed.missing >= judged.missing + judged.unseen) AS is_agreed
    FROM judged
    JOIN received.list_read ON list_read.list = judged.list AND list_read.extract_date = judged.missed_on
    JOIN received.file_order ON file_order.file = list_read.file
    WHERE judged.missing + judged.unseen > 0
      AND NOT EXISTS (SELECT 1 FROM doubted WHERE doubted.list = list_read.list AND doubted.file = list_read.file)
)
SELECT file, list, extract_date, sha256, missing, due, unseen, open_due, most, kind,
       BOOL_AND(is_agreed) OVER (PARTITION BY list, extract_date)
FROM asked;

INSERT INTO staging.lacked
SELECT due.list, due.missed_on, due.file, due.row_number, due.subject, due.event_date, due.fate
FROM staging.due
WHERE due.is_due AND due.is_missing AND due.fate <> 'succeeded' AND EXISTS (
    SELECT 1 FROM missing_records
    WHERE missing_records.list = due.list AND missing_records.extract_date = due.missed_on
      AND missing_records.kind IS NOT NULL
) AND NOT EXISTS (
    SELECT 1 FROM staging.lacked WHERE lacked.list = due.list AND lacked.missed_on = due.missed_on
      AND lacked.file = due.file AND lacked.row_number = due.row_number);

INSERT INTO doubted BY NAME
SELECT file, list, extract_date, kind AS doubt FROM missing_records AS missing
WHERE kind IS NOT NULL AND NOT is_agreed
  AND NOT EXISTS (SELECT 1 FROM doubted WHERE doubted.file = missing.file AND doubted.list = missing.list);
