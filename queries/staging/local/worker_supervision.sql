-- The authority's extract of the supervision of workers → worker_supervision.
SELECT read_text(received.supervision_id), kept.subject, read_text(received.supervisor_id), read_text(received.team),
       kept.event_date, read_date(received.recorded_date), read_worker_supervision_type(received.supervision_type),
       read_supervision_status(received.status), kept.file, kept.row_number
FROM staging.kept
JOIN received.local_worker_supervision AS received USING (file, row_number)
WHERE kept.list = 'local_worker_supervision';
