/*
title         = "Records with an answer that could not be read"
question      = "What does this cell say?"
why           = "A code or date that cannot be read is left out of every figure. The row still counts, but without it."
numerator     = "Records with at least one code, date or number that could not be read"
denominator   = "None: this is a number"
groups        = "Field"
timing        = "during"
shown_as      = "number"
polarity      = "low is good"
order         = 14
needs_history = "0 months"
settles       = "14 days"
counts_from   = ["referral", "every_answer"]
source        = "Children in need census rules for codes that are not in their list (4180, 8540, 8568, 8610, 8640, 8730, 8905, 8910)"
caveats       = [
    "A record is counted once, on its own day, by the first of its cells in order of the alphabet that could not be read. The load report lists every cell.",
    "Only the latest extract that holds a record is checked: one that was put right since is not listed.",
    "A row whose own date or child could not be read was not taken in at all. The load report lists those.",
]
*/
WITH cell AS (
    SELECT file, list, row_number, MIN(field) AS field FROM rejected WHERE scope = 'cell' AND rule = 'readable'
    GROUP BY file, list, row_number
), record AS (
    SELECT CASE WHEN source = 'local' THEN 'local_contact' ELSE 'annex_a_list_1' END AS list, file, row_number, child_id,
           CAST(NULL AS STRING) AS worker_id, contact_date AS day, team
    FROM contact
    UNION ALL SELECT 'annex_a_list_2', file, row_number, child_id, NULL, start_date, NULL FROM early_help
    UNION ALL SELECT 'annex_a_list_3', file, row_number, child_id, NULL, referral_date, team FROM referral
    UNION ALL SELECT 'annex_a_list_4', file, row_number, child_id, NULL, start_date, team FROM assessment
    UNION ALL SELECT 'annex_a_list_5', file, row_number, child_id, NULL, start_date, team FROM section_47
    UNION ALL SELECT 'annex_a_list_6', file, row_number, child_id, NULL, start_date, team FROM cin_episode
    UNION ALL SELECT 'annex_a_list_7', file, row_number, child_id, NULL, start_date, team FROM cp_plan
    UNION ALL SELECT 'local_visit', file, row_number, child_id, NULL, visit_date, NULL FROM cp_visit WHERE source = 'local'
    UNION ALL SELECT 'local_allocation', file, row_number, child_id, worker_id, start_date, team FROM allocation
    UNION ALL SELECT 'local_worker', file, row_number, NULL, worker_id, start_date, team FROM worker
    UNION ALL SELECT 'local_worker_absence', file, row_number, NULL, worker_id, start_date, NULL FROM worker_absence
    UNION ALL SELECT 'local_case_supervision', file, row_number, child_id, worker_id, supervision_date, team
    FROM case_supervision
    UNION ALL SELECT 'local_worker_supervision', file, row_number, NULL, worker_id, supervision_date, team
    FROM worker_supervision
    UNION ALL SELECT 'local_meeting', file, row_number, child_id, NULL, meeting_date, team FROM meeting
    UNION ALL SELECT 'local_audit', file, row_number, child_id, NULL, COALESCE(due_date, completed_date), team FROM audit
    UNION ALL SELECT 'local_legal_advice', file, row_number, child_id, NULL, advice_date, NULL FROM legal_advice
)
SELECT cell.file || ', ' || cell.list || ', row ' || CAST(cell.row_number AS STRING) AS record_id, record.child_id,
       record.worker_id, record.day AS event_date, record.team, cell.field AS category, 1 AS numerator
FROM cell
JOIN record ON record.list = cell.list AND record.file = cell.file AND record.row_number = cell.row_number
/*
[[example]]
says        = "a record with two such cells counts once, and the row of the same number in another list is another record"
referral    = [ { referral_id = "R1", child_id = "A", referral_date = 2026-08-10, file = "a.xlsx", row_number = 2 } ]
cin_episode = [ { cin_episode_id = "E1", child_id = "B", start_date = 2026-08-10, file = "a.xlsx", row_number = 2 } ]
rejected    = [
    { file = "a.xlsx", list = "annex_a_list_6", row_number = 2, scope = "cell", field = "primary_need", rule = "readable", received = "N?" },
    { file = "a.xlsx", list = "annex_a_list_6", row_number = 2, scope = "cell", field = "closure_reason", rule = "readable", received = "gone" },
]
counts      = { "a.xlsx, annex_a_list_6, row 2" = 1 }

[[example]]
says     = "an end before its start can be read; a row of an earlier extract that the latest put right is not listed"
referral = [ { referral_id = "R1", child_id = "A", referral_date = 2026-08-10, file = "b.xlsx", row_number = 2 } ]
cp_plan  = [ { cp_plan_id = "P1", child_id = "A", start_date = 2026-08-10, file = "b.xlsx", row_number = 2 } ]
rejected = [
    { file = "a.xlsx", list = "annex_a_list_3", row_number = 2, scope = "cell", field = "no_further_action", rule = "readable", received = "?" },
    { file = "b.xlsx", list = "annex_a_list_7", row_number = 2, scope = "cell", field = "end_date", rule = "in order", received = "01/01/2020" },
]
counts   = {}
*/
