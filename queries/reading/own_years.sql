-- Our own figure for each financial year, by the year it ends in, where it was counted in full.
SELECT CAST(year(period_end) AS BIGINT) AS year, numerator, denominator, value, symbol FROM series
WHERE indicator = $indicator AND grain = 'year' AND breakdown = 'all' AND NOT short_history AND NOT provisional
