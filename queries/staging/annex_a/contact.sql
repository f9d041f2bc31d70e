-- Annex A list 1 → contact. The authority's own extract of contacts has the outcome, and has priority (source.toml).
SELECT kept.record_id, kept.subject, kept.event_date, read_code(received.contact_source), read_outcome(received.outcome),
       read_text(received.reason), read_text(received.team), kept.file, kept.row_number
FROM staging.kept
JOIN received.annex_a_list_1 AS received USING (file, row_number)
WHERE kept.list = 'annex_a_list_1';
