-- Annex A list 3 → referral. The number of earlier referrals is about the child's latest referral, and all rows of the child have
-- it (Ofsted's rule). So a referral gets the number from the latest extract in which it was the child's latest referral, or NULL.
-- A doubted list does not say it (kept.sql), because it may lack the child's latest referral.
WITH compared AS (
    SELECT daily.*, MAX(event_date) OVER (PARTITION BY extract_date, subject) AS latest_date
    FROM staging.daily
    WHERE list = 'annex_a_list_3'
), numbered AS (
    SELECT record_id, file, row_number, ROW_NUMBER() OVER (PARTITION BY record_id ORDER BY extract_date DESC) AS place
    FROM compared
    WHERE event_date = latest_date
), recorded AS (
    SELECT numbered.record_id, received.previous_referrals
    FROM numbered
    JOIN received.annex_a_list_3 AS received USING (file, row_number)
    WHERE numbered.place = 1
)
SELECT kept.record_id, kept.subject, kept.event_date, read_code(received.referral_source),
       read_no_further_action(received.no_further_action), read_count(recorded.previous_referrals),
       read_text(received.team), read_text(received.worker_id), kept.file, kept.row_number
FROM staging.kept
JOIN received.annex_a_list_3 AS received USING (file, row_number)
LEFT JOIN recorded ON recorded.record_id = kept.record_id
WHERE kept.list = 'annex_a_list_3';
