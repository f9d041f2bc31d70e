-- The visits or sessions, in the last year, of all children or workers with an open gap of one kind; `closes` says whether one
-- ended a gap.
SELECT DISTINCT gap_now.child_id, gap_now.worker_id, event.day, event.closes
FROM gap_now
JOIN gap_event AS event ON event.kind = gap_now.kind AND event.day <= gap_now.day AND event.day >= gap_now.first_day
     AND event.day > gap_now.day - 365
     AND COALESCE(event.child_id, event.worker_id) = COALESCE(gap_now.child_id, gap_now.worker_id)
WHERE gap_now.kind = $kind
ORDER BY 1, 2, 3, 4
