-- What one source has of one table of the model. Its SELECT (<source>/<table>.sql) gives every column but `source`; what another
-- source has put there already holds, for they come in the order of their ranks. Which columns make two records the same stands in
-- same.toml.
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
