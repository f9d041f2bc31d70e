-- A small public table, whole.
SELECT * FROM {table}
