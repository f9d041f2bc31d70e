-- Annex A list 3 → referral. The number of earlier referrals speaks of the child's latest referral and stands on all its rows
-- (Ofsted's rule), so a referral keeps the number it had in the latest extract in which it was the child's latest.
INSERT INTO referral
WITH recorded AS (
    SELECT version.record_id, read_count(received.previous_referrals) AS previous_referrals,
           ROW_NUMBER() OVER (PARTITION BY version.record_id
                              ORDER BY version.extract_date DESC, version.file DESC) AS place
    FROM (
        SELECT version.*, MAX(event_date) OVER (PARTITION BY file, subject) AS latest_date
        FROM staging.version
        WHERE list = 'annex_a_list_3'
    ) AS version
    JOIN received.annex_a_list_3 AS received USING (file, row_number)
    WHERE version.event_date = version.latest_date
)
SELECT kept.record_id, kept.subject, kept.event_date, read_code(received.referral_source),
       read_no_further_action(received.no_further_action), recorded.previous_referrals,
       read_text(received.team), read_text(received.worker_id), 'annex_a', kept.file, kept.row_number
FROM staging.kept
JOIN received.annex_a_list_3 AS received USING (file, row_number)
LEFT JOIN recorded ON recorded.record_id = kept.record_id AND recorded.place = 1
WHERE kept.list = 'annex_a_list_3';
