/*
title         = "Audits graded good or better"
question      = "How good is the work when somebody looks?"
why           = "Figures say whether work was done on time. Only somebody who reads the file can say whether it was good."
ask           = [
    "What was missing in the work that was not good?",
    "Who put it right for these children, and who checked that?",
]
numerator     = "Audits graded good or outstanding"
denominator   = "Audits of children's files completed and graded in the period"
timing        = "during"
shown_as      = "percentage"
polarity      = "high is good"
order         = 2
needs_history = "0 months"
settles       = "14 days"
counts_from   = ["audit", "audit_completed_date", "audit_grade"]
source        = "Grades on Ofsted's four-point scale, given by the authority's own auditors"
caveats       = [
    "Auditors differ. A change of auditor or of the form can move this figure more than a change of the work.",
    "Files chosen for a theme are not a fair sample of all files, so this is not the share of all work that is good.",
    "A completed audit without a grade is not counted.",
]
*/
SELECT audit_id AS record_id, child_id, completed_date AS event_date, team,
       CASE WHEN grade IN ('Outstanding', 'Good') THEN 1 ELSE 0 END AS numerator
FROM audit
WHERE completed_date IS NOT NULL AND grade IS NOT NULL
/*
[[example]]
says   = "good and outstanding count, the other two grades do not"
audit  = [
    { audit_id = "A1", completed_date = 2026-08-14, grade = "Outstanding" },
    { audit_id = "A2", completed_date = 2026-08-14, grade = "Good" },
    { audit_id = "A3", completed_date = 2026-08-14, grade = "Requires improvement" },
    { audit_id = "A4", completed_date = 2026-08-14, grade = "Inadequate" },
]
counts = { A1 = 1, A2 = 1, A3 = 0, A4 = 0 }

[[example]]
says   = "an audit counts when it is completed, not when it was due, and only with a grade"
audit  = [
    { audit_id = "A1", due_date = 2026-07-31, completed_date = 2026-08-14, grade = "Good" },
    { audit_id = "A2", due_date = 2026-07-31, completed_date = 2026-08-14 },
    { audit_id = "A3", due_date = 2026-07-31 },
]
counts = { A1 = 1 }
*/
