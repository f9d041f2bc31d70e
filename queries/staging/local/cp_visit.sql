-- The authority's extract of visits → cp_visit.
SELECT read_text(received.visit_id), kept.subject, kept.event_date, read_date(received.recorded_date),
       read_yes_no(received.seen), read_seen_alone(received.seen_alone), kept.file, kept.row_number
FROM staging.kept
JOIN received.local_visit AS received USING (file, row_number)
WHERE kept.list = 'local_visit';
