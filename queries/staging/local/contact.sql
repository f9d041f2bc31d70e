-- The authority's extract of contacts → contact; only this source has the outcome of a contact. A reason that says "not known" is none.
SELECT read_text(received.contact_id), kept.subject, kept.event_date, read_code(received.contact_source),
       read_outcome(received.outcome), CASE WHEN NOT says_unknown(received.reason) THEN read_text(received.reason) END, read_text(received.team),
       kept.file, kept.row_number
FROM staging.kept
JOIN received.local_contact AS received USING (file, row_number)
WHERE kept.list = 'local_contact';
