-- The rows and cells read for one indicator and left out: rows read from the lists that fill its tables (counted once for each
-- extract), rows left out, and cells that could not be read in the rows kept.
WITH wanted AS (
    SELECT DISTINCT filled_from.list FROM filled_from
    JOIN indicator_source AS source ON source.model_table = filled_from.model_table
    WHERE source.indicator = $indicator AND filled_from.takes <> 'the latest'
)
SELECT (SELECT CAST(COALESCE(SUM(read), 0) AS BIGINT) FROM list_read WHERE list IN (SELECT list FROM wanted)) AS read,
       CAST(COUNT(CASE WHEN scope = 'row' THEN 1 END) AS BIGINT) AS rows_left_out,
       CAST(COUNT(CASE WHEN scope = 'cell' THEN 1 END) AS BIGINT) AS cells_not_read
FROM rejected WHERE list IN (SELECT list FROM wanted)
