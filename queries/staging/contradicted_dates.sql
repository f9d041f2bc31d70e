-- The files in which the days of one column, {field}, contradict the records they stand in: perhaps it is under the header of another
-- column. A day cannot be more than 366 days before the start of its record. If it is the day of an event ({has_happened}), it
-- cannot be more than a month after the day of the extract either; days from 2090 on are a system's way to say "not yet".
-- One row for each file in which more than `most_refused` of [belief] are so, and at least five days, or two if that is a third: two
-- mistakes in a short list do not show that its columns are exchanged.
WITH cell AS (
    SELECT file, extract_date, read_date({field}) AS day, read_date({starts}) AS start_date
    FROM received.{list}
), counted AS (
    SELECT file, COUNT(*) AS filled,
           COUNT(*) FILTER (WHERE day < start_date - 366
                            OR {has_happened} AND day > extract_date + 31 AND day < DATE '2090-01-01') AS impossible
    FROM cell
    WHERE day IS NOT NULL
    GROUP BY file
)
SELECT file, 'date' AS kind, filled, impossible, FALSE AS is_needed
FROM counted
CROSS JOIN received.belief
WHERE impossible * 100 > filled * most_refused AND (impossible >= 5 OR impossible >= 2 AND impossible * 3 > filled)
ORDER BY file
