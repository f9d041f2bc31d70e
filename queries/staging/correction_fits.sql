-- The rows of a file of corrections (received.correction) whose row of the extract $file still is as it was when it was refused:
-- with the same mark, which is made of all its cells, or of its text if it did not fit the header.
SELECT new.number, 'row' AS found
FROM received.correction AS new
JOIN received.{list} AS own ON own.file = $file AND own.row_number = new.corrects_row AND {mark} = new.corrects_mark
WHERE new.corrects_file = $file
UNION ALL
SELECT new.number, 'text'
FROM received.correction AS new
JOIN received.refused AS own ON own.list = '{list}' AND own.file = $file AND own.row_number = new.corrects_row
    AND md5(own.received) = new.corrects_mark
WHERE new.corrects_file = $file
