-- Every row of every local extract, and what makes its record the same from extract to extract: its id where it has one,
-- otherwise the worker or child and the day it starts. Brothers and sisters share a meeting, and each agency asked
-- has a row in it. A meeting of the board is about no child; any other without one cannot be placed.
CREATE VIEW staging.local_row AS
SELECT 'local_case_supervision' AS list, file, row_number, extract_date,
       child_id AS subject, 'supervision_date' AS event_field, supervision_date AS event, FALSE AS is_spell, NULL AS ends,
       TRUE AS has_id, supervision_id AS own_id, NULL AS qualifier,
       FALSE AS may_vanish,
       concat_ws(' | ', supervision_id, child_id, worker_id, supervisor_id, team, supervision_date,
                        recorded_date, supervision_type, status) AS received
FROM received.local_case_supervision
UNION ALL
SELECT 'local_worker_supervision' AS list, file, row_number, extract_date,
       worker_id AS subject, 'supervision_date' AS event_field, supervision_date AS event, FALSE AS is_spell, NULL AS ends,
       TRUE AS has_id, supervision_id AS own_id, NULL AS qualifier,
       FALSE AS may_vanish,
       concat_ws(' | ', supervision_id, worker_id, supervisor_id, team, supervision_date, recorded_date,
                        supervision_type, status) AS received
FROM received.local_worker_supervision
UNION ALL
SELECT 'local_worker' AS list, file, row_number, extract_date,
       worker_id AS subject, 'start_date' AS event_field, start_date AS event, TRUE AS is_spell, end_date AS ends,
       FALSE AS has_id, NULL AS own_id, NULL AS qualifier,
       FALSE AS may_vanish,
       concat_ws(' | ', worker_id, team, role, start_date, end_date, newly_qualified_until,
                        full_time_equivalent, agency) AS received
FROM received.local_worker
UNION ALL
SELECT 'local_worker_absence' AS list, file, row_number, extract_date,
       worker_id AS subject, 'start_date' AS event_field, start_date AS event, TRUE AS is_spell, end_date AS ends,
       FALSE AS has_id, NULL AS own_id, NULL AS qualifier,
       FALSE AS may_vanish,
       concat_ws(' | ', worker_id, start_date, end_date, absence_type) AS received
FROM received.local_worker_absence
UNION ALL
SELECT 'local_allocation' AS list, file, row_number, extract_date,
       child_id AS subject, 'start_date' AS event_field, start_date AS event, TRUE AS is_spell, end_date AS ends,
       FALSE AS has_id, NULL AS own_id, read_text(worker_id) AS qualifier,
       FALSE AS may_vanish,
       concat_ws(' | ', child_id, worker_id, team, start_date, end_date) AS received
FROM received.local_allocation
UNION ALL
SELECT 'local_visit' AS list, file, row_number, extract_date,
       child_id AS subject, 'visit_date' AS event_field, visit_date AS event, FALSE AS is_spell, NULL AS ends,
       TRUE AS has_id, visit_id AS own_id, NULL AS qualifier,
       FALSE AS may_vanish,
       concat_ws(' | ', visit_id, child_id, visit_date, recorded_date, seen, seen_alone) AS received
FROM received.local_visit
UNION ALL
SELECT 'local_contact' AS list, file, row_number, extract_date,
       child_id AS subject, 'contact_date' AS event_field, contact_date AS event, FALSE AS is_spell, NULL AS ends,
       TRUE AS has_id, contact_id AS own_id, NULL AS qualifier,
       FALSE AS may_vanish,
       concat_ws(' | ', contact_id, child_id, contact_date, contact_source, outcome, reason, team) AS received
FROM received.local_contact
UNION ALL
SELECT 'local_meeting' AS list, file, row_number, extract_date,
       CASE WHEN read_meeting_type(meeting_type) = 'BOARD' THEN 'board' ELSE child_id END AS subject,
       'meeting_date' AS event_field, meeting_date AS event, FALSE AS is_spell, NULL AS ends,
       TRUE AS has_id, meeting_id AS own_id, lower(read_code(agency)) AS qualifier,
       FALSE AS may_vanish,
       concat_ws(' | ', meeting_id, child_id, meeting_type, meeting_date, agency, attended, report_received, team) AS received
FROM received.local_meeting
UNION ALL
SELECT 'local_audit' AS list, file, row_number, extract_date,
       child_id AS subject, 'due_date' AS event_field, due_date AS event, FALSE AS is_spell, NULL AS ends,
       TRUE AS has_id, audit_id AS own_id, NULL AS qualifier,
       FALSE AS may_vanish,
       concat_ws(' | ', audit_id, child_id, due_date, completed_date, grade, response_due_date, response_date, team) AS received
FROM received.local_audit
UNION ALL
SELECT 'local_legal_advice' AS list, file, row_number, extract_date,
       child_id AS subject, 'advice_date' AS event_field, advice_date AS event, FALSE AS is_spell, NULL AS ends,
       TRUE AS has_id, legal_advice_id AS own_id, NULL AS qualifier,
       FALSE AS may_vanish,
       concat_ws(' | ', legal_advice_id, child_id, advice_date, advice_type) AS received
FROM received.local_legal_advice;
