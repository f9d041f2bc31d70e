-- The breakdowns of one indicator in this audience's file, at each grain, if they have at least two groups.
SELECT grain, breakdown FROM series
WHERE indicator = $indicator AND breakdown <> 'all'
GROUP BY grain, breakdown
HAVING COUNT(DISTINCT category) > 1
ORDER BY grain, breakdown
