/*
title         = "Plans open for more than 15 months"
question      = "Which children has the plan not made safer?"
why           = "A plan should change things. After 15 months it has been reviewed at least three times, and there is still time to act before two years have passed."
ask           = [
    "What has to change for these children, and by when?",
    "Has anyone asked a lawyer if the plan is still enough?",
]
numerator     = "Children whose plan had been open for more than 15 months on the last day of the month"
denominator   = "Children on a child protection plan on the last day of the month"
groups        = "Category of abuse"
timing        = "at end"
shown_as      = "percentage"
polarity      = "low is good"
order         = 8
needs_history = "0 months"
settles       = "14 days"
counts_from   = ["cp_plan", "cp_plan_end_date"]
source        = "Local measure; an early warning of plans of two years or more, which are published"
caveats       = [
    "A child with several plans is counted by the plan that is open, not by all of them together.",
    "The day a plan started comes with the plan, so this can be told for plans older than our extracts.",
]
*/
SELECT record_id, child_id, month_end AS event_date, team AS latest_team, latest_category AS category,
       month_end - start_date AS days,
       CASE WHEN start_date + INTERVAL 15 MONTH < month_end THEN 1 ELSE 0 END AS numerator
FROM plan_at_month_end
/*
[[example]]
says      = "15 months to the day is not more than 15 months; a day longer is"
month_end = [2026-08-31]
cp_plan   = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2025-05-31 },
    { cp_plan_id = "P2", child_id = "B", start_date = 2025-05-30 },
    { cp_plan_id = "P3", child_id = "C", start_date = 2026-08-01 },
]
counts    = { "P1 2026-08-31" = 0, "P2 2026-08-31" = 1, "P3 2026-08-31" = 0 }

[[example]]
says      = "an earlier plan of the child does not make the new one longer"
month_end = [2026-08-31]
cp_plan   = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2024-01-10, end_date = 2026-01-10 },
    { cp_plan_id = "P2", child_id = "A", start_date = 2026-01-10 },
]
counts    = { "P2 2026-08-31" = 0 }
*/
