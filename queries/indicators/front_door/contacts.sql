/*
title         = "Contacts received"
question      = "How often does somebody tell us about a child?"
why           = "Every judgement at the front door begins with a contact. More contacts with the same staff means less time for each, and a fall can mean that people have stopped telling us."
ask           = [
    "Who tells us about children more or less often than before?",
    "How long does a contact wait before somebody reads it?",
]
numerator     = "Contacts received"
denominator   = "None: this is a number, and each child named in a contact counts"
groups        = "Contact source"
timing        = "during"
shown_as      = "number"
polarity      = "neither"
order         = 18
needs_history = "0 months"
settles       = "14 days"
counts_from   = ["contact", "contact_source"]
source        = "Local measure; Ofsted's list of contacts (Annex A, list 1) holds one row for each child"
caveats       = [
    "A contact is not a referral: many ask for advice, or pass on news of a child we already help.",
    "Where an extract holds no identity for a contact, several on one day from one source about one child are one.",
    "Authorities differ in what they write down as a contact, so numbers cannot be compared between them.",
]
*/
SELECT contact_id AS record_id, child_id, contact_date AS event_date, team, contact_source AS category, 1 AS numerator
FROM contact
/*
[[example]]
says    = "each contact counts, with any outcome and without one"
contact = [
    { contact_id = "C1", child_id = "A", contact_date = 2026-01-05, outcome = "referral" },
    { contact_id = "C2", child_id = "A", contact_date = 2026-01-09, outcome = "no further action" },
    { contact_id = "C3", child_id = "A", contact_date = 2026-01-12 },
]
counts  = { C1 = 1, C2 = 1, C3 = 1 }

[[example]]
says    = "one call about two brothers is two contacts"
contact = [
    { contact_id = "C1", child_id = "A", contact_date = 2026-01-05 },
    { contact_id = "C2", child_id = "B", contact_date = 2026-01-05 },
]
counts  = { C1 = 1, C2 = 1 }
*/
