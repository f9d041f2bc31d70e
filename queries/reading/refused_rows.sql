-- Every refused row, and every row with a refused cell, of the lists of a build: the day of its extract, its mark, why it was
-- refused (field by field) and, if it did not fit the header, its text.
SELECT rejected_row.list, list_read.extract_date, rejected_row.file, rejected_row.row_number, rejected_row.mark,
       STRING_AGG(rejected.reason || CASE WHEN rejected.scope = 'cell' THEN ' (' || rejected.field || ')' ELSE '' END, ' '
                  ORDER BY rejected.scope DESC, rejected.field) AS reason,
       MAX(CASE WHEN rejected.rule = 'fits the header' THEN rejected.received END) AS received
FROM rejected_row
JOIN list_read ON list_read.list = rejected_row.list AND list_read.file = rejected_row.file
JOIN rejected ON rejected.list = rejected_row.list AND rejected.file = rejected_row.file
    AND rejected.row_number = rejected_row.row_number
GROUP BY ALL
ORDER BY rejected_row.list, list_read.extract_date, rejected_row.file, rejected_row.row_number
