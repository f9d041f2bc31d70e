-- The authority's extract of allocations → allocation.
SELECT kept.record_id, kept.subject, read_text(received.worker_id), read_text(received.team), kept.event_date,
       kept.end_date, kept.end_is_inferred, kept.file, kept.row_number
FROM staging.kept
JOIN received.local_allocation AS received USING (file, row_number)
WHERE kept.list = 'local_allocation';
