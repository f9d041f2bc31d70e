-- The authority's extract of meetings → meeting. If an agency has several rows in one meeting (such as two schools, which share a
-- name here), it came if one of them came; without an answer in any row it stays NULL.
WITH said AS (
    SELECT read_text(received.meeting_id) AS meeting_id, kept.subject, kept.event_date, kept.file, kept.row_number,
           read_meeting_type(received.meeting_type) AS meeting_type, read_agency(received.agency) AS agency,
           CASE read_attendance(received.attended) WHEN 'Yes' THEN TRUE WHEN 'No' THEN FALSE END AS attended,
           read_yes_no(received.report_received) AS report_received, read_text(received.team) AS team
    FROM staging.kept
    JOIN received.local_meeting AS received USING (file, row_number)
    WHERE kept.list = 'local_meeting'
), numbered AS (
    SELECT said.*, ROW_NUMBER() OVER agency_in_meeting AS place, MAX(attended) OVER agency_in_meeting AS anybody,
           MAX(report_received) OVER agency_in_meeting AS any_report
    FROM said
    WINDOW agency_in_meeting AS (PARTITION BY meeting_id, subject, agency ORDER BY file, row_number
                                 ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
)
SELECT meeting_id, CASE WHEN meeting_type = 'BOARD' THEN NULL ELSE subject END, meeting_type, event_date, agency, anybody,
       any_report, team, file, row_number
FROM numbered
WHERE place = 1;
