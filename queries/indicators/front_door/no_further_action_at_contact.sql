/*
title         = "Contacts closed with no further action"
question      = "Are we turning children away too early?"
why           = "Most contacts rightly need no social worker. If more are closed and the same children return, the door may be closing too soon."
numerator     = "Contacts whose outcome was no further action"
denominator   = "All contacts with an outcome recorded"
groups        = "Reason for contact"
timing        = "during"
shown_as      = "percentage"
polarity      = "neither"
order         = 20
needs_history = "0 months"
settles       = "14 days"
counts_from   = ["contact_outcome"]
source        = "Local measure; no national definition"
caveats       = [
    "Only where the source holds the outcome of a contact. Ofsted's list of contacts does not.",
    "Neither high nor low is good in itself: read it with re-referrals.",
]
*/
SELECT contact_id AS record_id, child_id, contact_date AS event_date, team, reason AS category,
       CASE WHEN outcome = 'no further action' THEN 1 ELSE 0 END AS numerator
FROM contact
WHERE outcome IS NOT NULL
/*
[[example]]
says    = "an outcome of no further action counts; advice is a different outcome"
contact = [
    { contact_id = "C1", child_id = "A", contact_date = 2026-01-05, outcome = "no further action" },
    { contact_id = "C2", child_id = "B", contact_date = 2026-01-05, outcome = "advice" },
]
counts  = { C1 = 1, C2 = 0 }

[[example]]
says    = "a contact without a recorded outcome is left out, not counted as closed"
contact = [
    { contact_id = "C1", child_id = "A", contact_date = 2026-01-05 },
    { contact_id = "C2", child_id = "A", contact_date = 2026-01-06, outcome = "referral" },
]
counts  = { C2 = 0 }
*/
