-- What one list, {list}, says of its children in one column, {field}; told_otherwise.sql compares the lists.
INSERT INTO staging.told_of_child
SELECT DISTINCT '{list}', version.file, version.extract_date, version.subject, '{field}', {said} AS said
FROM staging.version
JOIN received.{list} AS received ON received.file = version.file AND received.row_number = version.row_number
WHERE version.list = '{list}' AND {said} IS NOT NULL AND NOT says_unknown(received.{field}) AND {said} NOT IN ('NOBT', 'Not recorded');
