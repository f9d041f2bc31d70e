-- The list and file of which most answers about children in one column differ from those that other lists of the same day have: over a
-- quarter of ten or more. The column is under the header of another; the worst comes first, because it makes the others differ too.
WITH pair AS (
    SELECT own.list, own.file, own.field, own.said <> other.said AS differs
    FROM staging.told_of_child AS own
    JOIN staging.told_of_child AS other ON other.field = own.field AND other.subject = own.subject
        AND other.extract_date = own.extract_date AND other.list <> own.list
    WHERE NOT EXISTS (
        SELECT 1 FROM staging.column_refused AS refused
        WHERE refused.field = own.field
          AND (refused.list = own.list AND refused.file = own.file OR refused.list = other.list AND refused.file = other.file))
)
SELECT list, field, file, 'otherwise' AS kind, COUNT(*) AS filled, COUNT(*) FILTER (WHERE differs) AS impossible, FALSE AS is_needed
FROM pair
GROUP BY list, field, file
HAVING COUNT(*) >= 10 AND COUNT(*) FILTER (WHERE differs) * 4 > COUNT(*)
ORDER BY COUNT(*) FILTER (WHERE differs) / COUNT(*) DESC, list, file
LIMIT 1
