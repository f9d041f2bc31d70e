-- Our own figure for each financial year (the year it ends in), if it is final and has its full history.
SELECT CAST(year(period_end) AS BIGINT) AS year, numerator, denominator, value, symbol FROM series
WHERE indicator = $indicator AND grain = 'year' AND breakdown = 'all' AND NOT short_history AND NOT provisional
