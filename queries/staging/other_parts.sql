-- Files that have a part of a list of which another part, in another file of the same day, is doubted: the list is not whole without
-- it. Run last of what judges a list by itself.
INSERT INTO doubted BY NAME
SELECT list_read.file, list_read.list, list_read.extract_date, 'part' AS doubt,
       STRING_AGG(doubted.file, ', ' ORDER BY doubted.file) AS reason
FROM received.list_read
JOIN doubted ON doubted.list = list_read.list AND doubted.extract_date = list_read.extract_date
WHERE NOT EXISTS (SELECT 1 FROM doubted AS own WHERE own.list = list_read.list AND own.file = list_read.file)
GROUP BY list_read.file, list_read.list, list_read.extract_date;
