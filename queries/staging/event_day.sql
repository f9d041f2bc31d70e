-- The days up to its extract on which one column, {field}, of the rows taken in has events, and how many rows have each of them.
INSERT INTO staging.event_day
SELECT file, '{list}', '{field}', {is_start}, extract_date, day, CAST(SUM(n) AS BIGINT)
FROM (
    SELECT received.file, received.extract_date, read_date(received.{field}) AS day, COUNT(*) AS n
    FROM received.{list} AS received
    WHERE NOT EXISTS (
        SELECT 1 FROM staging.fault
        WHERE fault.list = '{list}' AND fault.file = received.file AND fault.row_number = received.row_number)
    GROUP BY received.file, received.extract_date, received.{field}
) AS text
WHERE day <= extract_date
GROUP BY file, extract_date, day;
