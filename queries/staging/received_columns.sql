-- The columns of each list that a file with rows of it has.
SELECT DISTINCT column_read.list, column_read.field
FROM received.column_read
JOIN received.list_read ON list_read.file = column_read.file AND list_read.list = column_read.list
WHERE list_read.read > 0
