-- The survival curve of one figure on waits: the share that lasts longer than each day.
SELECT day, share, lower, upper FROM waiting_curve
WHERE kind = $kind AND standard_days = $standard_days AND grain = $grain AND period_start = $period_start
  AND breakdown = $breakdown AND category = $category
ORDER BY day
