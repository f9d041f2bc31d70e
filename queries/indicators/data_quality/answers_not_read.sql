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
    SELECT 'contact' AS model_table, source, file, row_number, child_id, CAST(NULL AS STRING) AS worker_id, contact_date AS day,
           team
    FROM contact
    UNION ALL SELECT 'early_help', source, file, row_number, child_id, NULL, start_date, NULL FROM early_help
    UNION ALL SELECT 'referral', source, file, row_number, child_id, NULL, referral_date, team FROM referral
    UNION ALL SELECT 'assessment', source, file, row_number, child_id, NULL, start_date, team FROM assessment
    UNION ALL SELECT 'section_47', source, file, row_number, child_id, NULL, start_date, team FROM section_47
    UNION ALL SELECT 'conference', source, file, row_number, child_id, NULL, conference_date, team FROM conference
    UNION ALL SELECT 'cin_episode', source, file, row_number, child_id, NULL, start_date, team FROM cin_episode
    UNION ALL SELECT 'cp_plan', source, file, row_number, child_id, NULL, start_date, team FROM cp_plan
    UNION ALL SELECT 'cp_visit', source, file, row_number, child_id, NULL, visit_date, NULL FROM cp_visit
    UNION ALL SELECT 'cp_review', source, file, row_number, child_id, NULL, review_date, NULL FROM cp_review
    UNION ALL SELECT 'child_seen', source, file, row_number, child_id, NULL, seen_date, NULL FROM child_seen
    UNION ALL SELECT 'allocation', source, file, row_number, child_id, worker_id, start_date, team FROM allocation
    UNION ALL SELECT 'worker', source, file, row_number, NULL, worker_id, start_date, team FROM worker
    UNION ALL SELECT 'worker_absence', source, file, row_number, NULL, worker_id, start_date, NULL FROM worker_absence
    UNION ALL SELECT 'case_supervision', source, file, row_number, child_id, worker_id, supervision_date, team
    FROM case_supervision
    UNION ALL SELECT 'worker_supervision', source, file, row_number, NULL, worker_id, supervision_date, team
    FROM worker_supervision
    UNION ALL SELECT 'meeting', source, file, row_number, child_id, NULL, meeting_date, team FROM meeting
    UNION ALL SELECT 'audit', source, file, row_number, child_id, NULL, COALESCE(due_date, completed_date), team FROM audit
    UNION ALL SELECT 'legal_advice', source, file, row_number, child_id, NULL, advice_date, NULL FROM legal_advice
)
SELECT cell.file || ', ' || cell.list || ', row ' || CAST(cell.row_number AS STRING) AS record_id, record.child_id,
       record.worker_id, record.day AS event_date, record.team, cell.field AS category, 1 AS numerator
FROM cell
JOIN filled_from ON filled_from.list = cell.list AND filled_from.takes = 'every row'
JOIN record ON record.model_table = filled_from.model_table AND record.source = filled_from.source AND record.file = cell.file
     AND record.row_number = cell.row_number
/*
[[example]]
says        = "a record with two such cells counts once, and the row of the same number in another list is another record"
referral    = [ { referral_id = "R1", child_id = "A", referral_date = 2026-08-10, source = "annex_a", file = "a.xlsx", row_number = 2 } ]
cin_episode = [ { cin_episode_id = "E1", child_id = "B", start_date = 2026-08-10, source = "annex_a", file = "a.xlsx", row_number = 2 } ]
rejected    = [
    { file = "a.xlsx", list = "annex_a_list_6", row_number = 2, scope = "cell", field = "primary_need", rule = "readable", received = "N?" },
    { file = "a.xlsx", list = "annex_a_list_6", row_number = 2, scope = "cell", field = "closure_reason", rule = "readable", received = "gone" },
]
counts      = { "a.xlsx, annex_a_list_6, row 2" = 1 }

[[example]]
says     = "an end before its start can be read; a row of an earlier extract that the latest put right is not listed"
referral = [ { referral_id = "R1", child_id = "A", referral_date = 2026-08-10, source = "annex_a", file = "b.xlsx", row_number = 2 } ]
cp_plan  = [ { cp_plan_id = "P1", child_id = "A", start_date = 2026-08-10, source = "annex_a", file = "b.xlsx", row_number = 2 } ]
rejected = [
    { file = "a.xlsx", list = "annex_a_list_3", row_number = 2, scope = "cell", field = "no_further_action", rule = "readable", received = "?" },
    { file = "b.xlsx", list = "annex_a_list_7", row_number = 2, scope = "cell", field = "end_date", rule = "in order", received = "01/01/2020" },
]
counts   = {}

[[example]]
says       = "a record that is held as another source gave it is not listed for what this source's row said"
contact    = [ { contact_id = "K1", child_id = "A", contact_date = 2026-08-10, source = "local", file = "a.xlsx", row_number = 2 } ]
conference = [ { conference_id = "C1", child_id = "B", conference_date = 2026-08-20, source = "annex_a", file = "a.xlsx", row_number = 2 } ]
section_47 = [ { section_47_id = "S1", child_id = "B", start_date = 2026-08-10, source = "annex_a", file = "a.xlsx", row_number = 2 } ]
rejected   = [
    { file = "a.xlsx", list = "annex_a_list_1", row_number = 2, scope = "cell", field = "birth_date", rule = "readable", received = "?" },
    { file = "a.xlsx", list = "annex_a_list_5", row_number = 2, scope = "cell", field = "led_to_plan", rule = "readable", received = "?" },
]
counts     = { "a.xlsx, annex_a_list_5, row 2" = 1 }
*/
