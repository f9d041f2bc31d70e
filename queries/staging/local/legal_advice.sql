-- The authority's extract of legal advice → legal_advice.
SELECT read_text(received.legal_advice_id), kept.subject, kept.event_date, read_text(received.advice_type),
       kept.file, kept.row_number
FROM staging.kept
JOIN received.local_legal_advice AS received USING (file, row_number)
WHERE kept.list = 'local_legal_advice';
