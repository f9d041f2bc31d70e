-- The first extract of {list} in which the answers of one column, {field}, to records that the extract before has too are other
-- answers in more than a quarter of ten or more: the column was sorted, moved by a row or recoded, or has the header of another.
-- A few answers are put right from extract to extract; no column of the invented authority is refused.
WITH told AS (
    SELECT version.file, version.extract_date, version.record_id, {value} AS said
    FROM staging.version
    JOIN received.{list} AS received ON received.file = version.file AND received.row_number = version.row_number
    WHERE version.list = '{list}' AND NOT EXISTS (
        SELECT 1 FROM staging.column_refused AS refused
        WHERE refused.list = '{list}' AND refused.field = '{field}' AND refused.file = version.file)
), compared AS (
    SELECT file, extract_date, said, LAG(said) OVER earlier AS was, LAG(extract_date) OVER earlier AS seen_on
    FROM told
    WHERE NOT says_open(said)
    WINDOW earlier AS (PARTITION BY record_id ORDER BY extract_date, file)
)
SELECT file, 'rewritten' AS kind, COUNT(*) AS filled, COUNT(*) FILTER (WHERE said <> was) AS impossible, FALSE AS is_needed
FROM compared
WHERE seen_on < extract_date
GROUP BY file
HAVING COUNT(*) >= 10 AND COUNT(*) FILTER (WHERE said <> was) * 4 > COUNT(*)
ORDER BY MIN(extract_date), file
LIMIT 1
