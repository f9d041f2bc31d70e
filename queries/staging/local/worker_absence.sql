-- The authority's extract of absences → worker_absence.
SELECT kept.subject, kept.event_date, kept.end_date, kept.end_is_inferred, read_text(received.absence_type), kept.file, kept.row_number
FROM staging.kept
JOIN received.local_worker_absence AS received USING (file, row_number)
WHERE kept.list = 'local_worker_absence';
