/*
title         = "Closed with no further action, then on a protection plan within 12 months"
question      = "Did we turn away a child who was in danger?"
why           = "A child who needs a protection plan within a year of being turned away is the gravest test of the decision to close. The numbers are small, and each is a record to read."
ask           = [
    "What did we miss when we closed, and would we notice it now?",
    "Who looked again at each of these decisions, and what did they find?",
]
numerator     = "Of those, a child protection plan started for the child in the 12 months after"
denominator   = "Referrals closed with no further action when first considered"
groups        = "Referral source"
timing        = "during"
shown_as      = "percentage"
polarity      = "low is good"
order         = 56
needs_history = "0 months"
settles       = "366 days"
counts_from   = ["referral", "referral_no_further_action", "cp_plan"]
source        = "Local measure; no national definition"
caveats       = [
    "Counted in the month of the referral that was closed, so it looks forward a year: the newest twelve months are still filling and are not shown yet.",
    "Something new may have happened since: the figure says which records to read, not that the decision was wrong.",
    "Brothers and sisters often go on a plan together, so one family can move this figure.",
    "A plan that was already running when the referral was closed does not count, and neither does a plan in another authority.",
]
*/
SELECT referral_id AS record_id, child_id, referral_date AS event_date, team, referral_source AS category,
       CASE WHEN EXISTS (
                SELECT 1 FROM cp_plan AS plan
                WHERE plan.child_id = closed.child_id AND plan.start_date > closed.referral_date
                  AND closed.referral_date >= plan.start_date - INTERVAL 12 MONTH
            ) THEN 1 ELSE 0 END AS numerator
FROM referral AS closed
WHERE no_further_action
/*
[[example]]
says     = "a plan a year to the day later counts; a day more does not"
referral = [
    { referral_id = "R1", child_id = "A", referral_date = 2025-01-10, no_further_action = true },
    { referral_id = "R2", child_id = "B", referral_date = 2025-01-10, no_further_action = true },
]
cp_plan  = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2026-01-10 },
    { cp_plan_id = "P2", child_id = "B", start_date = 2026-01-11 },
]
counts   = { R1 = 1, R2 = 0 }

[[example]]
says     = "a plan that was running already is not an answer; a referral that was not closed is not in it"
referral = [
    { referral_id = "R1", child_id = "A", referral_date = 2025-01-10, no_further_action = true },
    { referral_id = "R2", child_id = "B", referral_date = 2025-01-10, no_further_action = false },
]
cp_plan  = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2024-12-10 },
    { cp_plan_id = "P2", child_id = "B", start_date = 2025-03-10 },
]
counts   = { R1 = 0 }

[[example]]
says     = "closed twice before the plan: both decisions count, and the plan answers each"
referral = [
    { referral_id = "R1", child_id = "A", referral_date = 2025-01-10, no_further_action = true },
    { referral_id = "R2", child_id = "A", referral_date = 2025-02-10, no_further_action = true },
]
cp_plan  = [ { cp_plan_id = "P1", child_id = "A", start_date = 2025-03-10 } ]
counts   = { R1 = 1, R2 = 1 }
*/
