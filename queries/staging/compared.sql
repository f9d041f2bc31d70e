-- The records of one list in the files of one day, with every column as it is read, so that a date as text equals an Excel date.
SELECT version.file, version.row_number, version.record_id, {values}
FROM staging.version
JOIN received.{list} AS received ON received.file = version.file AND received.row_number = version.row_number
WHERE version.list = '{list}' AND version.extract_date = $day
ORDER BY version.file, version.row_number
