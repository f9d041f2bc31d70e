-- What was refused, and why.
SELECT * FROM rejected ORDER BY file, list, row_number, field
