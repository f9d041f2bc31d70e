-- Inserts the rows of one source into one table of the model. Its SELECT (<source>/<table>.sql) gives every column but `source`.
-- Sources come in the order of their ranks, so a record that another source has already inserted stays. same.toml has the columns
-- that identify a record.
INSERT INTO {table}
WITH given({given}) AS (
{select}
), own AS (
    SELECT given.*, {same} FROM given
), held AS (
    SELECT DISTINCT {same} FROM {table} WHERE source <> '{source}'
)
SELECT {columns}
FROM own
WHERE NOT EXISTS (SELECT 1 FROM held WHERE {all_same});
