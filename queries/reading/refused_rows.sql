-- Every refused row, and every refused cell of the other rows, of the lists of a build: the day of its extract, the row's mark, why
-- it was refused and, if the row did not fit the header, its text.
SELECT rejected_row.list, list_read.extract_date, rejected_row.file, rejected_row.row_number, rejected_row.mark,
       rejected.reason || CASE WHEN rejected.scope = 'cell' THEN ' (' || rejected.field || ')' ELSE '' END AS reason,
       CASE WHEN rejected.rule = 'fits the header' THEN rejected.received END AS received
FROM rejected_row
JOIN list_read ON list_read.list = rejected_row.list AND list_read.file = rejected_row.file
JOIN rejected ON rejected.list = rejected_row.list AND rejected.file = rejected_row.file
    AND rejected.row_number = rejected_row.row_number
ORDER BY rejected_row.list, list_read.extract_date, rejected_row.file, rejected_row.row_number, rejected.scope DESC,
         rejected.field
