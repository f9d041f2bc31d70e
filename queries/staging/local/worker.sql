-- The authority's extract of workers → worker.
SELECT kept.subject, read_text(received.team), read_text(received.role), kept.event_date, kept.end_date, kept.end_is_inferred,
       read_date(received.newly_qualified_until), read_number(received.full_time_equivalent),
       read_yes_no(received.agency), kept.file, kept.row_number
FROM staging.kept
JOIN received.local_worker AS received USING (file, row_number)
WHERE kept.list = 'local_worker';
