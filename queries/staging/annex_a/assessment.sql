-- Annex A list 4 → assessment; it ends on the day it was authorised.
SELECT kept.record_id, kept.subject, kept.event_date, kept.end_date, kept.end_is_inferred, read_answer(received.child_seen),
       read_yes_no(received.needs_support), read_text(received.team), read_text(received.worker_id),
       kept.file, kept.row_number
FROM staging.kept
JOIN received.annex_a_list_4 AS received USING (file, row_number)
WHERE kept.list = 'annex_a_list_4';
