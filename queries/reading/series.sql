-- One indicator's figures at one grain and breakdown, in order of category and time.
SELECT * FROM series
WHERE indicator = $indicator AND grain = $grain AND breakdown = $breakdown
ORDER BY category, period_start
