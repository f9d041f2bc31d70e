-- The absences, in the last year, of workers with an open gap, during which the clock stands still. Both days inclusive.
SELECT DISTINCT gap_now.worker_id, GREATEST(away.start_date, gap_now.day - 365) AS first_day,
       LEAST(away.end_date - 1, gap_now.day) AS last_day
FROM gap_now
JOIN worker_absence AS away ON away.worker_id = gap_now.worker_id AND away.start_date <= gap_now.day
     AND away.end_date > gap_now.day - 365
WHERE gap_now.kind = $kind AND gap_now.kind = 'worker_supervision'
ORDER BY 1, 2
