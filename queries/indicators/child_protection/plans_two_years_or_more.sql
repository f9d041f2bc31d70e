/*
title         = "Plans open for two years or more"
question      = "How many children have lived in danger for two years with a plan?"
why           = "Two years is a long part of a childhood. If a plan has not made a child safe by then, members should ask what else was tried."
ask           = [
    "What has changed for these children in two years, and what has not?",
    "Who decides if a plan is still enough, and when did they last look?",
]
numerator     = "Children whose plan had been open for two years or more on the last day of the month"
denominator   = "Children on a child protection plan on the last day of the month"
groups        = "Category of abuse"
timing        = "at end"
shown_as      = "percentage"
polarity      = "low is good"
order         = 9
published     = "plans_two_years_percent"
needs_history = "0 months"
settles       = "14 days"
counts_from   = ["cp_plan", "cp_plan_end_date"]
source        = "Children in need census: plans at 31 March by how long they had been open (more than 729 days)"
caveats       = [
    "Counted in days as the national figure is: more than 729.",
    "The published figure is for 31 March only; ours is for the last day of any month.",
    "A child with two open plans by mistake counts once here; the published figure counts plans.",
    "Few children are ever in the numerator, so one family can move this figure.",
]
*/
SELECT record_id, child_id, month_end AS event_date, team AS latest_team, latest_category AS category,
       month_end - start_date AS days,
       CASE WHEN month_end > start_date + INTERVAL 729 DAY THEN 1 ELSE 0 END AS numerator
FROM plan_at_month_end
/*
[[example]]
says      = "730 days count and 729 do not"
month_end = [2026-08-31]
cp_plan   = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2024-08-31 },
    { cp_plan_id = "P2", child_id = "B", start_date = 2024-09-01 },
]
counts    = { "P1 2026-08-31" = 1, "P2 2026-08-31" = 0 }

[[example]]
says      = "a plan that ended that day is no longer open, however long it was"
month_end = [2026-08-31]
cp_plan   = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2023-01-10, end_date = 2026-08-31 },
    { cp_plan_id = "P2", child_id = "B", start_date = 2026-01-10 },
]
counts    = { "P2 2026-08-31" = 0 }
*/
