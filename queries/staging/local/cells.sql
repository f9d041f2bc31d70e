-- The cells of the local extracts that hold more than plain text, and what kind of thing each should hold; `begins` is the start of
-- the spell that a cell ends. Those that cannot be read are found in staging/cells.sql.
CREATE VIEW staging.local_cell AS
SELECT 'local_case_supervision' AS list, file, row_number, 'recorded_date' AS field, 'date' AS kind,
       recorded_date AS received, NULL AS begins FROM received.local_case_supervision
UNION ALL SELECT 'local_case_supervision', file, row_number, 'supervision_type', 'type of case supervision',
       supervision_type, NULL FROM received.local_case_supervision
UNION ALL SELECT 'local_case_supervision', file, row_number, 'status', 'status of supervision',
       status, NULL FROM received.local_case_supervision
UNION ALL SELECT 'local_worker_supervision', file, row_number, 'recorded_date', 'date',
       recorded_date, NULL FROM received.local_worker_supervision
UNION ALL SELECT 'local_worker_supervision', file, row_number, 'supervision_type', 'type of worker supervision',
       supervision_type, NULL FROM received.local_worker_supervision
UNION ALL SELECT 'local_worker_supervision', file, row_number, 'status', 'status of supervision',
       status, NULL FROM received.local_worker_supervision
UNION ALL SELECT 'local_worker', file, row_number, 'end_date', 'end',
       end_date, start_date FROM received.local_worker
UNION ALL SELECT 'local_worker', file, row_number, 'newly_qualified_until', 'date',
       newly_qualified_until, NULL FROM received.local_worker
UNION ALL SELECT 'local_worker', file, row_number, 'full_time_equivalent', 'number',
       full_time_equivalent, NULL FROM received.local_worker
UNION ALL SELECT 'local_worker', file, row_number, 'agency', 'yes or no',
       agency, NULL FROM received.local_worker
UNION ALL SELECT 'local_worker_absence', file, row_number, 'end_date', 'end',
       end_date, start_date FROM received.local_worker_absence
UNION ALL SELECT 'local_allocation', file, row_number, 'end_date', 'end',
       end_date, start_date FROM received.local_allocation
UNION ALL SELECT 'local_visit', file, row_number, 'recorded_date', 'date',
       recorded_date, NULL FROM received.local_visit
UNION ALL SELECT 'local_visit', file, row_number, 'seen', 'yes or no',
       seen, NULL FROM received.local_visit
UNION ALL SELECT 'local_visit', file, row_number, 'seen_alone', 'seen alone',
       seen_alone, NULL FROM received.local_visit
UNION ALL SELECT 'local_meeting', file, row_number, 'meeting_type', 'type of meeting',
       meeting_type, NULL FROM received.local_meeting
UNION ALL SELECT 'local_meeting', file, row_number, 'attended', 'attendance',
       attended, NULL FROM received.local_meeting
UNION ALL SELECT 'local_meeting', file, row_number, 'report_received', 'yes or no',
       report_received, NULL FROM received.local_meeting
UNION ALL SELECT 'local_audit', file, row_number, 'completed_date', 'date',
       completed_date, NULL FROM received.local_audit
UNION ALL SELECT 'local_audit', file, row_number, 'grade', 'grade',
       grade, NULL FROM received.local_audit
UNION ALL SELECT 'local_audit', file, row_number, 'response_due_date', 'date',
       response_due_date, NULL FROM received.local_audit
UNION ALL SELECT 'local_audit', file, row_number, 'response_date', 'date',
       response_date, NULL FROM received.local_audit;
