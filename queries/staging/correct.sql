-- Puts the corrected rows into the extract $file: their cells take the place of the row's cells, in the columns that both have.
-- A row that did not fit the header is now a row of the list. Needs received.correction with a row for each that fits.
UPDATE received.{list} AS own
SET {assigned}
FROM received.correction AS new
WHERE new.corrects_file = $file AND new.found = 'row' AND own.file = $file AND own.row_number = new.corrects_row;

INSERT INTO received.{list} BY NAME
SELECT list_read.file, list_read.sheet, new.corrects_row AS row_number, list_read.extract_date, {columns}
FROM received.correction AS new
JOIN received.list_read ON list_read.file = $file AND list_read.list = '{list}'
WHERE new.corrects_file = $file AND new.found = 'text';

DELETE FROM received.refused
WHERE list = '{list}' AND file = $file AND row_number IN (
    SELECT corrects_row FROM received.correction AS new WHERE new.corrects_file = $file AND new.found = 'text');
