-- The tables with rows about children or workers, and the column that identifies the person. The catalogue is this engine's own.
SELECT table_name, column_name FROM information_schema.columns
WHERE table_schema = 'main' AND column_name IN ({columns})
ORDER BY table_name, column_name
