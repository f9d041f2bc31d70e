-- The open gaps of one kind, the longest first.
SELECT * FROM gap_now WHERE kind = $kind ORDER BY gap_days DESC, due_date, child_id, worker_id
