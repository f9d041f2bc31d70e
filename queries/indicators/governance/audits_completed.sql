/*
title         = "Audits completed by their due date"
question      = "Do we look at our own work when we said we would?"
why           = "An audit that is asked for and not done tells nobody anything, and it is the first thing to slip."
ask           = [
    "Which audits were not done on time, and who was to do them?",
    "What did we learn from those that were done?",
]
numerator     = "Audits completed on or before the day they were due"
denominator   = "All audits of children's files due in the period"
timing        = "during"
shown_as      = "percentage"
polarity      = "high is good"
order         = 1
needs_history = "0 months"
settles       = "14 days"
counts_from   = ["audit", "audit_completed_date"]
source        = "Local programme of audits; no national definition"
caveats       = [
    "An audit completed late stays late. It is not counted again in the month it was completed.",
    "An audit without a due date cannot be placed and is not counted.",
]
*/
SELECT audit_id AS record_id, child_id, due_date AS event_date, team, completed_date - due_date AS days,
       CASE WHEN completed_date <= due_date THEN 1 ELSE 0 END AS numerator
FROM audit
WHERE due_date IS NOT NULL
/*
[[example]]
says   = "completed on the day it was due is on time, the day after is not, and not at all is not"
audit  = [
    { audit_id = "A1", child_id = "A", due_date = 2026-08-14, completed_date = 2026-08-14 },
    { audit_id = "A2", child_id = "B", due_date = 2026-08-14, completed_date = 2026-08-15 },
    { audit_id = "A3", child_id = "C", due_date = 2026-08-14 },
]
counts = { A1 = 1, A2 = 0, A3 = 0 }

[[example]]
says   = "an audit done before it was due counts in the month it was due; one without a due date does not count"
audit  = [
    { audit_id = "A1", child_id = "A", due_date = 2026-08-14, completed_date = 2026-07-01 },
    { audit_id = "A2", child_id = "B", completed_date = 2026-08-15 },
]
counts = { A1 = 1 }
*/
