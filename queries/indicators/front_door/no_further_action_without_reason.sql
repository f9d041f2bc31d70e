/*
title         = "Contacts closed with no further action, no reason recorded"
question      = "Can anybody check why these children were turned away?"
why           = "A manager who closes a contact should leave a record that another person can test. Where no reason stands in the record, the decision cannot be checked, and the next worker cannot see that the same worry was raised before."
ask           = [
    "Who closes contacts without writing down why, and who checks?",
    "Could we explain these decisions to a family that asked us?",
]
numerator     = "Of those, no reason is recorded"
denominator   = "Contacts closed with no further action"
groups        = "Contact source"
timing        = "during"
shown_as      = "percentage"
polarity      = "low is good"
order         = 24
needs_history = "0 months"
settles       = "14 days"
counts_from   = ["contact_outcome", "contact_reason"]
source        = "Local measure; Ofsted found closures signed off without a reason (Blackpool 2012)"
caveats       = [
    "The reason is the one in the authority's own extract of contacts. It says why the contact was made or closed, as the authority fills it in; that it is there does not make it a good one.",
    "Contacts only. No list of referrals holds a reason for closing, so referrals closed with no further action are not in it.",
    "An extract that has no column for the reason would show every contact here: that is a gap in the extract, not in practice.",
]
*/
SELECT contact_id AS record_id, child_id, contact_date AS event_date, team, contact_source AS category,
       CASE WHEN reason IS NULL THEN 1 ELSE 0 END AS numerator
FROM contact
WHERE outcome = 'no further action'
/*
[[example]]
says    = "closed without a reason counts; closed with one does not"
contact = [
    { contact_id = "C1", child_id = "A", contact_date = 2026-01-05, outcome = "no further action" },
    { contact_id = "C2", child_id = "B", contact_date = 2026-01-05, outcome = "no further action", reason = "Neglect" },
]
counts  = { C1 = 1, C2 = 0 }

[[example]]
says    = "a contact with another outcome, or without a recorded outcome, is left out, with or without a reason"
contact = [
    { contact_id = "C1", child_id = "A", contact_date = 2026-01-05, outcome = "referral" },
    { contact_id = "C2", child_id = "B", contact_date = 2026-01-05 },
    { contact_id = "C3", child_id = "C", contact_date = 2026-01-05, outcome = "no further action", reason = "Neglect" },
]
counts  = { C3 = 0 }
*/
