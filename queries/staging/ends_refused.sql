-- Spells whose ends are refused after their rows were read are open, as if the column were blank.
UPDATE staging.version AS own
SET end_date = DATE '9999-12-31'
FROM staging.column_refused AS refused
JOIN received.described ON described.list = refused.list AND described.ends = refused.field
WHERE refused.list = own.list AND refused.file = own.file AND refused.is_emptied AND own.end_date IS NOT NULL;
