-- The lists whose ends cannot be. Either they contradict the extract before ('end'): of the spells that it had as open and that this one says ended, more than half
-- (and at least five) ended before the day of that extract. Some ends are recorded late, but not half of them; perhaps the column
-- is under the header of another. Or more than a fifth of all ends (and at least five) are the day of the extract ('today'): a query
-- has filled the blanks of open spells. Needs staging.version. One row for each such file.
WITH told AS (
    SELECT list, file, extract_date, end_date,
           LAG(end_date) OVER earlier AS was, LAG(extract_date) OVER earlier AS seen_on
    FROM staging.version
    WHERE end_date IS NOT NULL
    WINDOW earlier AS (PARTITION BY list, record_id ORDER BY extract_date, file)
)
SELECT extent.list, described.ends AS field, file, 'today' AS kind, COUNT(*) AS filled,
       COUNT(*) FILTER (WHERE end_date = extract_date) AS impossible, FALSE AS is_needed
FROM staging.version AS extent
JOIN received.described ON described.list = extent.list
WHERE end_date < DATE '9999-12-31'
GROUP BY extent.list, described.ends, file
HAVING COUNT(*) FILTER (WHERE end_date = extract_date) >= 5 AND COUNT(*) FILTER (WHERE end_date = extract_date) * 5 > COUNT(*)
UNION
SELECT told.list, described.ends, file, 'end', COUNT(*) AS filled, COUNT(*) FILTER (WHERE end_date < seen_on) AS impossible,
       FALSE AS is_needed
FROM told
JOIN received.described ON described.list = told.list
WHERE was = DATE '9999-12-31' AND end_date < DATE '9999-12-31' AND seen_on < extract_date
GROUP BY told.list, described.ends, file
HAVING COUNT(*) FILTER (WHERE end_date < seen_on) >= 5 AND COUNT(*) FILTER (WHERE end_date < seen_on) * 2 > COUNT(*)
ORDER BY 1, 3
