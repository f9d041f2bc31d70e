-- The columns that files lack, each with the detail that it would say; the newest file of a list first.
SELECT DISTINCT detail, list, field, file, has_column, covered_to
FROM unsaid
ORDER BY detail, list, field, covered_to DESC, file
