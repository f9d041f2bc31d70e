-- The cells of a column that is refused as a whole; rows that are rejected say so already.
INSERT INTO rejected
SELECT own.file, '{list}', own.row_number, 'cell', '{field}', 'readable', 'Its column is not read; left blank.',
       own.written_{field}
FROM received.{list} AS own
JOIN staging.column_refused AS refused ON refused.list = '{list}' AND refused.field = '{field}' AND refused.file = own.file
    AND refused.is_emptied
WHERE read_text(own.written_{field}) IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM staging.fault WHERE fault.list = '{list}' AND fault.file = own.file AND fault.row_number = own.row_number);
