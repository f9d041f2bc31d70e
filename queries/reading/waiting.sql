-- The figures on waits of one kind in this audience's file, in order.
SELECT * FROM waiting
WHERE kind = $kind
ORDER BY grain, breakdown, category, standard_days, period_start
