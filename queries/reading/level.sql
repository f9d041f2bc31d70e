-- Every indicator's figures at one grain and breakdown, in order.
SELECT series.* FROM series
JOIN indicator ON indicator.indicator = series.indicator
WHERE grain = $grain AND breakdown = $breakdown
ORDER BY indicator.position, category, period_start
