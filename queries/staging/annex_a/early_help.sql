-- Annex A list 2 → early_help.
SELECT kept.record_id, kept.subject, kept.event_date, read_end(received.end_date, kept.event_date),
       read_text(received.organisation), kept.file, kept.row_number
FROM staging.kept
JOIN received.annex_a_list_2 AS received USING (file, row_number)
WHERE kept.list = 'annex_a_list_2';
