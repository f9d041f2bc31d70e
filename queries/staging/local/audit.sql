-- The authority's extract of audits → audit.
SELECT read_text(received.audit_id), kept.subject, kept.event_date, read_date(received.completed_date),
       read_grade(received.grade), read_date(received.response_due_date), read_date(received.response_date),
       read_text(received.team), kept.file, kept.row_number
FROM staging.kept
JOIN received.local_audit AS received USING (file, row_number)
WHERE kept.list = 'local_audit';
