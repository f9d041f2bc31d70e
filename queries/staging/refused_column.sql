-- Empties a column in the files in which it is refused as a whole, because none of its cells can be believed.
UPDATE received.{list} AS own
SET written_{field} = COALESCE(own.written_{field}, own.{field}), {field} = NULL
FROM staging.column_refused AS refused
WHERE refused.list = '{list}' AND refused.field = '{field}' AND refused.file = own.file AND refused.is_emptied;
