/*
title         = "Children on a child protection plan"
question      = "How many children are being protected by a plan today?"
why           = "The number turns slowly, because children stay for months. It says how much work there is, not whether it is done well."
numerator     = "Children on a child protection plan on the last day of the period"
denominator   = "None: this is a number"
timing        = "at end"
shown_as      = "number"
polarity      = "neither"
order         = 0
needs_history = "0 months"
settles       = "14 days"
counts_from   = ["cp_plan"]
source        = "Children in need census: children who were the subject of a plan at 31 March"
caveats       = ["A number at one day has no control limits: most of these children were counted a month before."]
*/
SELECT plan.cp_plan_id || ' ' || CAST(month_end.month_end AS VARCHAR) AS record_id, plan.child_id, month_end.month_end AS event_date,
       plan.team AS latest_team, plan.latest_category AS category, 1 AS numerator
FROM month_end
JOIN cp_plan AS plan ON plan.start_date <= month_end.month_end AND month_end.month_end < plan.end_date
WHERE NOT EXISTS (
    SELECT 1 FROM cp_plan AS later
    WHERE later.child_id = plan.child_id AND later.cp_plan_id > plan.cp_plan_id
      AND later.start_date <= month_end.month_end AND month_end.month_end < later.end_date
)
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
*/
