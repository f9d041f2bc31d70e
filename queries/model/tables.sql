-- Every table of a database with the meaning of its rows, and every column with its type and meaning, in the order they were
-- made.
-- The catalogue is this engine's own.
SELECT tables.table_name, COALESCE(tables.comment, '') AS a_row_is, columns.column_name, columns.data_type,
       COALESCE(columns.comment, '') AS meaning
FROM duckdb_tables() AS tables
JOIN duckdb_columns() AS columns ON columns.table_oid = tables.table_oid AND columns.database_oid = tables.database_oid
ORDER BY tables.table_oid, columns.column_index
