-- The refused rows of one list, and the rows with a refused cell, cell by cell in the columns that their file has, so that they can
-- be taken away, put right and loaded again. `mark` tells whether the row is still the same then (see correction_fits.sql).
INSERT INTO rejected_row
WITH wanted AS (
    SELECT DISTINCT file, row_number FROM rejected WHERE list = '{list}'
)
SELECT own.file, '{list}', own.row_number, {mark}
FROM received.{list} AS own
JOIN wanted ON wanted.file = own.file AND wanted.row_number = own.row_number
UNION ALL
SELECT file, list, row_number, md5(received) FROM received.refused WHERE list = '{list}';

INSERT INTO rejected_cell
WITH cell AS (
    SELECT own.file, own.row_number, UNNEST([{names}]) AS field, UNNEST([{columns}]) AS received
    FROM received.{list} AS own
    JOIN rejected_row ON rejected_row.list = '{list}' AND rejected_row.file = own.file
        AND rejected_row.row_number = own.row_number
)
SELECT cell.file, '{list}', cell.row_number, cell.field, cell.received
FROM cell
JOIN received.column_read ON column_read.list = '{list}' AND column_read.file = cell.file AND column_read.field = cell.field;
