/*
title         = "Children on a child protection plan, per 10,000 children"
question      = "Do we protect more or fewer children by a plan than places like ours?"
why           = "The rate makes places of different sizes comparable. Very low can mean that children in danger have no plan; very high, that plans are used where other help would do."
ask           = [
    "Are there children in danger here who have no plan, and how would we know?",
    "Would other help be enough for some of the children who have one?",
]
numerator     = "Children on a child protection plan on the last day of the period"
denominator   = "Children aged 0 to 17 who live in the area, in ten thousands"
groups        = "Category of abuse"
timing        = "at end"
shown_as      = "rate per 10,000"
polarity      = "neither"
order         = 1
published     = "plans_per_10000"
needs_history = "0 months"
settles       = "14 days"
counts_from   = ["cp_plan", "cp_plan_end_date"]
source        = "Children in need census: children who were the subject of a plan at 31 March, per 10,000 children"
caveats       = [
    "The published figure is for 31 March only; ours is for the last day of any month.",
    "A child with two open plans by mistake counts once here; the published figure counts plans.",
    "The number of children who live here is estimated once a year, so the rate can move when the estimate does.",
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
]
counts    = { "P1 2026-08-31" = 1 }

[[example]]
says      = "a child counts again at every month end on a plan; two open plans by mistake are one child"
month_end = [2026-07-31, 2026-08-31]
cp_plan   = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2026-01-10 },
    { cp_plan_id = "P2", child_id = "A", start_date = 2026-08-10 },
]
counts    = { "P1 2026-07-31" = 1, "P2 2026-08-31" = 1 }
*/
