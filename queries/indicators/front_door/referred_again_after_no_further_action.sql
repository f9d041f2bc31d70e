/*
title         = "Closed with no further action, then referred again"
question      = "Of the children we turned away, how many came back?"
why           = "This is the test of a decision to close. If many children return within a year, some were turned away too soon."
ask           = [
    "What did we know when we closed, and what had changed when they came back?",
    "Who looked again at a sample of these decisions, and what did they find?",
]
numerator     = "Of those, the child was referred again in the 12 months after"
denominator   = "Referrals closed with no further action when first considered"
groups        = "Referral source"
waits         = "no_further_action"
timing        = "during"
shown_as      = "percentage"
polarity      = "low is good"
order         = 50
needs_history = "0 months"
settles       = "366 days"
counts_from   = ["referral", "referral_no_further_action"]
source        = "Local measure; named by the department as wanted, not published"
caveats       = [
    "Counted in the month of the referral that was closed, so it looks forward a year: the newest twelve months are still filling and are not shown yet.",
    "Twelve calendar months, whatever the authority's own setting for re-referrals is, as the figures for 3 and 6 months are fixed too.",
    "A child who moved away cannot be seen to return.",
]
*/
SELECT referral_id AS record_id, child_id, referral_date AS event_date, team, referral_source AS category,
       CASE WHEN EXISTS (
                SELECT 1 FROM referral AS later
                WHERE later.child_id = closed.child_id AND later.referral_date > closed.referral_date
                  AND closed.referral_date >= later.referral_date - INTERVAL 12 MONTH
            ) THEN 1 ELSE 0 END AS numerator
FROM referral AS closed
WHERE no_further_action
/*
[[example]]
says     = "a year to the day counts; the day after does not; a referral that was not closed is not in it"
referral = [
    { referral_id = "R1", child_id = "A", referral_date = 2024-01-10, no_further_action = true },
    { referral_id = "R2", child_id = "A", referral_date = 2025-01-10, no_further_action = false },
    { referral_id = "R3", child_id = "B", referral_date = 2024-01-10, no_further_action = true },
    { referral_id = "R4", child_id = "B", referral_date = 2025-01-11, no_further_action = false },
]
counts   = { R1 = 1, R3 = 0 }

[[example]]
says     = "from the last of February to the 29th a year later is within twelve months, as re-referrals count it"
referral = [
    { referral_id = "R1", child_id = "A", referral_date = 2023-02-28, no_further_action = true },
    { referral_id = "R2", child_id = "A", referral_date = 2024-02-29, no_further_action = false },
]
counts   = { R1 = 1 }

[[example]]
says     = "closed, and closed again: the second is an answer to the first and a question of its own"
referral = [
    { referral_id = "R1", child_id = "A", referral_date = 2024-01-10, no_further_action = true },
    { referral_id = "R2", child_id = "A", referral_date = 2024-02-10, no_further_action = true },
]
counts   = { R1 = 1, R2 = 0 }
*/
