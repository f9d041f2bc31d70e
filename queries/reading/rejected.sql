-- The rows and cells that were refused, with the reason.
SELECT * FROM rejected ORDER BY file, list, row_number, field
