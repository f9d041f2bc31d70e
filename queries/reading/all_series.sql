-- Every figure, in order.
SELECT * FROM series ORDER BY indicator, grain, breakdown, category, period_start
