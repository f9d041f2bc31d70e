-- Annex A list 5 → section_47.
SELECT kept.record_id, kept.subject, kept.event_date, read_yes_no(received.conference_unnecessary),
       read_text(received.team), read_text(received.worker_id), kept.file, kept.row_number
FROM staging.kept
JOIN received.annex_a_list_5 AS received USING (file, row_number)
WHERE kept.list = 'annex_a_list_5';
