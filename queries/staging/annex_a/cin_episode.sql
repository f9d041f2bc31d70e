-- Annex A list 6 → cin_episode. A child's earlier episodes come from earlier extracts (see staging/kept.sql).
SELECT kept.record_id, kept.subject, kept.event_date, kept.end_date, kept.end_is_inferred, read_need(received.primary_need),
       read_closure_reason(received.closure_reason), read_case_status(received.case_status),
       read_date(received.last_seen_date), read_text(received.team), read_text(received.worker_id),
       kept.file, kept.row_number
FROM staging.kept
JOIN received.annex_a_list_6 AS received USING (file, row_number)
WHERE kept.list = 'annex_a_list_6';
