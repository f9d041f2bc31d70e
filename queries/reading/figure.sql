-- The numerator and denominator of one figure, for comparing with the sum of its records.
SELECT numerator, denominator
FROM series
WHERE indicator = $indicator AND grain = $grain AND breakdown = $breakdown AND category = $category
  AND period_start = $period_start AND period_end = $period_end
