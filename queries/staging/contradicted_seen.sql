-- The files in which {field} contradicts another column: over a twentieth of the children seen alone, and at least five, were not
-- seen. Yes and No of one of the two are turned round, or one has the header of the other.
WITH answer AS (
    SELECT file, read_yes_no({seen}) AS seen FROM received.{list} WHERE read_seen_alone({alone}) = 'Yes'
)
SELECT file, 'seen' AS kind, COUNT(seen) AS filled, COUNT(*) FILTER (WHERE NOT seen) AS impossible, FALSE AS is_needed
FROM answer
GROUP BY file
HAVING COUNT(*) FILTER (WHERE NOT seen) >= 5 AND COUNT(*) FILTER (WHERE NOT seen) * 20 > COUNT(seen)
ORDER BY file
