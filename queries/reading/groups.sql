-- The groups one breakdown of an indicator tells apart.
SELECT DISTINCT category FROM series WHERE indicator = $indicator AND breakdown = $breakdown ORDER BY category
