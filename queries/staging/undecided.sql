-- The files in which it is not known which answers of a column of free words, {field}, mean {answer}: other words of the authority's
-- own (those with {is_own}) may mean it. They can be believed as other answers if the column also says {answer} plainly, in a twentieth
-- of its cells: then the authority has its word for it. Otherwise own words in over a twentieth are too many. A column of a hundred
-- or more answers ({is_frequent}) that never says it has another word for it, or was cut: if only one contact in fifteen had that
-- outcome, a hundred without it would be a chance of one in a thousand.
WITH text AS (
    SELECT file, {field} AS cell, COUNT(*) AS n FROM received.{list} WHERE read_text({field}) IS NOT NULL GROUP BY file, {field}
), counted AS (
    SELECT file, CAST(SUM(n) AS BIGINT) AS filled, CAST(SUM(CASE WHEN {is_own} THEN n ELSE 0 END) AS BIGINT) AS own,
           CAST(SUM(CASE WHEN {value} = '{answer}' THEN n ELSE 0 END) AS BIGINT) AS plain
    FROM (SELECT file, cell AS {field}, n FROM text) AS cell
    GROUP BY file
)
SELECT file, CASE WHEN own * 20 > filled THEN 'own words' ELSE 'never' END AS kind, filled,
       CASE WHEN own * 20 > filled THEN own ELSE filled END AS impossible, FALSE AS is_needed, '{answer}' AS shown
FROM counted
WHERE own * 20 > filled AND plain * 20 < filled OR {is_frequent} AND plain = 0 AND filled >= 100
ORDER BY file
