-- The lists that were read, with their files, and whether each is believed.
SELECT list_read.list, list_read.file, list_read.extract_date, MAX(CASE WHEN doubted.file IS NULL THEN 1 ELSE 0 END) = 1 AS believed
FROM list_read
LEFT JOIN doubted ON doubted.file = list_read.file AND doubted.list = list_read.list
GROUP BY list_read.list, list_read.file, list_read.extract_date
ORDER BY list_read.list, list_read.extract_date DESC, list_read.file
