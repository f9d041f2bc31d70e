/*
title         = "Repeat contacts for the same reason, all closed with no further action"
question      = "Is the same worry reported again and again, and nothing done?"
why           = "One report that a child went missing, or that there was violence at home, may rightly be closed. When the same report comes back within weeks and is closed again, each decision looks sound alone and nobody sees the pattern."
ask           = [
    "Does anyone look at all the contacts about one child, or just at the latest?",
    "Who looked again at a sample of these decisions, and what did they find?",
]
numerator     = "Of those, the same child had another contact for the same reason, also closed with no further action, in the three months before"
denominator   = "Contacts closed with no further action, with a reason for the contact recorded"
groups        = "Reason for contact"
timing        = "during"
shown_as      = "percentage"
polarity      = "low is good"
order         = 22
needs_history = "3 months"
settles       = "14 days"
counts_from   = ["contact_outcome", "contact_reason"]
source        = "Local measure; Ofsted found repeat missing episodes and repeat domestic abuse closed without action (Blackpool 2012)"
caveats       = [
    "Three months is the authority's own setting, in calendar months.",
    "A contact whose reason was not recorded cannot be matched, so it is left out of both numbers; another figure counts those.",
    "Two reports of one incident on one day are not a repeat; two on following days are, even if they are about the same incident.",
    "Reasons are matched as written: a reason that is spelt in two ways hides a repeat.",
]
*/
WITH closed AS (
    SELECT * FROM contact WHERE outcome = 'no further action' AND reason IS NOT NULL
)
SELECT contact_id AS record_id, child_id, contact_date AS event_date, team, reason AS category,
       CASE WHEN EXISTS (
                SELECT 1 FROM closed AS earlier
                WHERE earlier.child_id = this.child_id AND earlier.reason = this.reason
                  AND earlier.contact_date < this.contact_date
                  AND earlier.contact_date >= this.contact_date - $contact_repeat_months * INTERVAL 1 MONTH
            ) THEN 1 ELSE 0 END AS numerator
FROM closed AS this
WHERE EXISTS (
    SELECT 1 FROM covered
    WHERE model_table = 'contact_outcome' AND this.contact_date <= covered_to
      AND covered_from <= date_trunc('month', this.contact_date) - $contact_repeat_months * INTERVAL 1 MONTH
)
/*
[[example]]
says     = "three months to the day counts; a day more does not"
coverage = [ { model_table = "contact", file = "f", covered_from = 2025-01-01, covered_to = 2026-12-31 } ]
contact  = [
    { file = "f", contact_id = "C1", child_id = "A", contact_date = 2026-01-05, outcome = "no further action", reason = "Missing" },
    { file = "f", contact_id = "C2", child_id = "A", contact_date = 2026-04-05, outcome = "no further action", reason = "Missing" },
    { file = "f", contact_id = "C3", child_id = "A", contact_date = 2026-07-06, outcome = "no further action", reason = "Missing" },
]
counts   = { C1 = 0, C2 = 1, C3 = 0 }

[[example]]
says     = "another reason, another child, and an earlier contact that led to help are not repeats"
coverage = [ { model_table = "contact", file = "f", covered_from = 2025-01-01, covered_to = 2026-12-31 } ]
contact  = [
    { file = "f", contact_id = "C1", child_id = "A", contact_date = 2026-01-05, outcome = "no further action", reason = "Missing" },
    { file = "f", contact_id = "C2", child_id = "A", contact_date = 2026-01-20, outcome = "no further action", reason = "Domestic abuse" },
    { file = "f", contact_id = "C3", child_id = "B", contact_date = 2026-01-20, outcome = "no further action", reason = "Missing" },
    { file = "f", contact_id = "C4", child_id = "C", contact_date = 2026-01-05, outcome = "early help", reason = "Missing" },
    { file = "f", contact_id = "C5", child_id = "C", contact_date = 2026-01-20, outcome = "no further action", reason = "Missing" },
]
counts   = { C1 = 0, C2 = 0, C3 = 0, C5 = 0 }

[[example]]
says     = "two reports on one day are one incident; without a reason a contact is left out"
coverage = [ { model_table = "contact", file = "f", covered_from = 2025-01-01, covered_to = 2026-12-31 } ]
contact  = [
    { file = "f", contact_id = "C1", child_id = "A", contact_date = 2026-01-05, outcome = "no further action", reason = "Missing" },
    { file = "f", contact_id = "C2", child_id = "A", contact_date = 2026-01-05, outcome = "no further action", reason = "Missing" },
    { file = "f", contact_id = "C3", child_id = "A", contact_date = 2026-01-06, outcome = "no further action" },
]
counts   = { C1 = 0, C2 = 0 }

[[example]]
says     = "a contact without three months of contacts before its month cannot be judged"
coverage = [ { model_table = "contact", file = "f", covered_from = 2026-01-01, covered_to = 2026-06-30 } ]
contact  = [
    { file = "f", contact_id = "C1", child_id = "A", contact_date = 2026-03-31, outcome = "no further action", reason = "Missing" },
    { file = "f", contact_id = "C2", child_id = "A", contact_date = 2026-04-01, outcome = "no further action", reason = "Missing" },
]
counts   = { C2 = 1 }
*/
