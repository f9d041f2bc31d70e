-- The records that newer extracts lack, where they are too many to be left out without a person's yes: the newer file, the list,
-- and the file and row of the older extract.
SELECT missing_records.file AS newer_file, lacked.list, lacked.file, lacked.row_number AS row, lacked.subject AS id,
       lacked.event_date AS day
FROM staging.lacked
JOIN missing_records ON missing_records.list = lacked.list AND missing_records.extract_date = lacked.missed_on
ORDER BY newer_file, list, file, row
