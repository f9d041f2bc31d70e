-- Annex A list 5 → conference, for rows with a day of a conference; if two enquiries led to the same conference, it keeps the
-- later enquiry.
WITH held AS (
    SELECT kept.subject, kept.record_id, kept.event_date, kept.file, kept.row_number,
           read_date(received.conference_date) AS conference_date, read_yes_no(received.led_to_plan) AS led_to_plan,
           read_text(received.team) AS team
    FROM staging.kept
    JOIN received.annex_a_list_5 AS received USING (file, row_number)
    WHERE kept.list = 'annex_a_list_5' AND read_date(received.conference_date) IS NOT NULL
), compared AS (
    SELECT held.*, MAX(event_date) OVER (PARTITION BY subject, conference_date) AS latest_enquiry
    FROM held
)
SELECT subject || ' ' || conference_date, subject, record_id, conference_date, led_to_plan, team,
       file, row_number
FROM compared
WHERE event_date = latest_enquiry;
