-- The breakdowns this audience's file holds of one indicator, at each grain, where they tell at least two groups apart.
SELECT grain, breakdown FROM series
WHERE indicator = $indicator AND breakdown <> 'all'
GROUP BY grain, breakdown
HAVING COUNT(DISTINCT category) > 1
ORDER BY grain, breakdown
