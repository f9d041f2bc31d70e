/*
title         = "Children on a child protection plan"
question      = "How many children are being protected by a plan today?"
why           = "The number turns slowly, because children stay for months. It says how much work there is, not whether it is done well."
ask           = [
    "Do we have enough workers for so many children on plans?",
    "When did the other agencies last check that the plans were working?",
]
numerator     = "Children on a child protection plan on the last day of the period"
denominator   = "None: this is a number"
groups        = "Category of abuse"
timing        = "at end"
shown_as      = "number"
polarity      = "neither"
order         = 0
published     = "plans_at_31_march"
needs_history = "0 months"
settles       = "14 days"
counts_from   = ["cp_plan", "cp_plan_end_date"]
source        = "Children in need census: children who were the subject of a plan at 31 March"
caveats       = [
    "A number at one day has no control limits: most of these children were counted a month before.",
    "The published figure is for 31 March only and counts plans; ours is for the last day of any month, and a child with two open plans by mistake counts once.",
]
*/
SELECT record_id, child_id, month_end AS event_date, team AS latest_team, latest_category AS category, 1 AS numerator
FROM plan_at_month_end
/*
[[example]]
says      = "a plan counts on the day it starts and no longer on the day it ends"
month_end = [2026-08-31]
cp_plan   = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2026-08-31 },
    { cp_plan_id = "P2", child_id = "B", start_date = 2026-01-10, end_date = 2026-08-31 },
    { cp_plan_id = "P3", child_id = "C", start_date = 2026-01-10, end_date = 2026-09-01 },
]
counts    = { "P1 2026-08-31" = 1, "P3 2026-08-31" = 1 }

[[example]]
says      = "a child with two open plans by mistake is one child"
month_end = [2026-08-31]
cp_plan   = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2026-01-10 },
    { cp_plan_id = "P2", child_id = "A", start_date = 2026-05-10 },
]
counts    = { "P2 2026-08-31" = 1 }

[[example]]
says      = "a plan that disappeared from the lists is no longer open, even without a recorded end"
month_end = [2026-07-31, 2026-08-31]
cp_plan   = [ { cp_plan_id = "P1", child_id = "A", start_date = 2026-01-10, end_date = 2026-08-01, end_is_inferred = true } ]
counts    = { "P1 2026-07-31" = 1 }
*/
