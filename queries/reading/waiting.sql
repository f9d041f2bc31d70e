-- How long waits of one kind last: every figure this audience holds, in order.
SELECT * FROM waiting
WHERE kind = $kind
ORDER BY grain, breakdown, category, standard_days, period_start
