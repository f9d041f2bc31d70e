-- The lists whose ends contradict the extract before: of the spells that it had as open and that this one says ended, more than half
-- (and at least five) ended before the day of that extract. Some ends are recorded late, but not half of them; perhaps the column
-- is under the header of another. Needs staging.version. One row for each such file.
WITH told AS (
    SELECT list, file, extract_date, end_date,
           LAG(end_date) OVER earlier AS was, LAG(extract_date) OVER earlier AS seen_on
    FROM staging.version
    WHERE end_date IS NOT NULL
    WINDOW earlier AS (PARTITION BY list, record_id ORDER BY extract_date, file)
)
SELECT told.list, described.ends AS field, file, 'end' AS kind, COUNT(*) AS filled, COUNT(*) FILTER (WHERE end_date < seen_on) AS impossible,
       FALSE AS is_needed
FROM told
JOIN received.described ON described.list = told.list
WHERE was = DATE '9999-12-31' AND end_date < DATE '9999-12-31' AND seen_on < extract_date
GROUP BY told.list, described.ends, file
HAVING COUNT(*) FILTER (WHERE end_date < seen_on) >= 5 AND COUNT(*) FILTER (WHERE end_date < seen_on) * 2 > COUNT(*)
ORDER BY told.list, file
