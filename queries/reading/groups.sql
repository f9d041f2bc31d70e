-- The groups in one breakdown of an indicator.
SELECT DISTINCT category FROM series WHERE indicator = $indicator AND breakdown = $breakdown ORDER BY category
