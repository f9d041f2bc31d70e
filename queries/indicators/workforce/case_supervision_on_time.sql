/*
title         = "Children on plans discussed in supervision on time"
question      = "Is every child on a plan being thought about?"
why           = "A child on a protection plan whose case nobody has discussed with the worker can drift unseen."
numerator     = "Children on a plan discussed in supervision within the authority's standard on the last day of the month"
denominator   = "Children on a child protection plan on the last day of the month"
groups        = "Category of abuse"
waits         = "case_supervision"
timing        = "at end"
shown_as      = "percentage"
polarity      = "high is good"
order         = 3
needs_history = "3 months"
settles       = "14 days"
counts_from   = ["case_supervision", "cp_plan", "cp_plan_end_date", "case_supervision_type", "case_supervision_status"]
source        = "Local standard; authorities set monthly or two-monthly intervals for children on plans"
caveats       = [
    "A change or an absence of the worker does not stop the child's clock: the child is still waiting.",
    "Which kinds of session count is the authority's own setting.",
]
*/
SELECT cp_plan_id || ' ' || CAST(month_end AS STRING) AS record_id, child_id, month_end AS event_date, team AS latest_team,
       latest_category AS category, gap_days AS days,
       CASE WHEN gap_days <= $supervision_case_days THEN 1 ELSE 0 END AS numerator
FROM case_gap
/*
[[example]]
says             = "a child discussed 31 days ago is in time; discussed 32 days ago is not; a new plan has its first month"
month_end        = [2026-08-31]
cp_plan          = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2026-01-10 },
    { cp_plan_id = "P2", child_id = "B", start_date = 2026-01-10 },
    { cp_plan_id = "P3", child_id = "C", start_date = 2026-08-10 },
]
case_supervision = [
    { child_id = "A", supervision_date = 2026-07-31, supervision_type = "CASE", status = "HELD" },
    { child_id = "B", supervision_date = 2026-07-30, supervision_type = "CASE", status = "HELD" },
]
counts           = { "P1 2026-08-31" = 1, "P2 2026-08-31" = 0, "P3 2026-08-31" = 1 }

[[example]]
says             = "a manager's oversight does not count unless the authority says so; a plan that ended that day is not open"
month_end        = [2026-08-31]
cp_plan          = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2026-01-10 },
    { cp_plan_id = "P2", child_id = "B", start_date = 2026-01-10, end_date = 2026-08-31 },
]
case_supervision = [ { child_id = "A", supervision_date = 2026-08-20, supervision_type = "OVERSIGHT", status = "HELD" } ]
counts           = { "P1 2026-08-31" = 0 }
*/
