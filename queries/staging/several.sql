-- The lists that several files of one day have: each file, with the columns that it has and the rows of it that were refused.
SELECT list_read.list, list_read.extract_date AS day, list_read.file,
       (SELECT LIST(field ORDER BY field) FROM received.column_read
        WHERE column_read.file = list_read.file AND column_read.list = list_read.list) AS fields,
       list_read.read - (SELECT COUNT(*) FROM staging.version
                         WHERE version.file = list_read.file AND version.list = list_read.list) AS refused
FROM received.list_read
WHERE (list_read.list, list_read.extract_date) IN (
    SELECT (list, extract_date) FROM received.list_read WHERE extract_date IS NOT NULL
    GROUP BY list, extract_date HAVING COUNT(DISTINCT file) > 1)
ORDER BY list, day, file
