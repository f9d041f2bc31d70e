-- Writes the cells of a column as they are read, from received.read_as; a refused cell becomes NULL. The text that was received
-- is in the column written_{field}, for the reports of rows and cells.
UPDATE received.{list} AS own
SET written_{field} = COALESCE(own.written_{field}, own.{field}), {field} = read_as.text
FROM received.read_as AS read_as
WHERE read_as.list = '{list}' AND read_as.field = '{field}' AND read_as.file = own.file AND read_as.cell = own.{field};
