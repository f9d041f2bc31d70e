-- Annex A list 7 → cp_plan. A child's earlier plans come from earlier extracts (see staging/kept.sql).
SELECT kept.record_id, kept.subject, kept.event_date, kept.end_date, kept.end_is_inferred, read_abuse(received.initial_category),
       read_abuse(received.latest_category), read_count(received.previous_plans), read_date(received.last_visit_date),
       read_seen_alone(received.last_visit_seen_alone), read_date(received.last_review_date),
       read_text(received.team), read_text(received.worker_id), kept.file, kept.row_number
FROM staging.kept
JOIN received.annex_a_list_7 AS received USING (file, row_number)
WHERE kept.list = 'annex_a_list_7';
