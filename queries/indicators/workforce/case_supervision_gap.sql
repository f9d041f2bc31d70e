/*
title         = "Days since children on plans were last discussed in supervision"
question      = "How long has each child waited to be thought about?"
why           = "The share on time says how many children are waiting; this says how long."
numerator     = "Days since the child was last discussed, added up over the children"
denominator   = "Children on a child protection plan on the last day of the month"
groups        = "Category of abuse"
waits         = "case_supervision"
timing        = "at end"
shown_as      = "average days"
polarity      = "low is good"
order         = 4
needs_history = "3 months"
settles       = "14 days"
counts_from   = ["case_supervision", "cp_plan", "cp_plan_end_date", "case_supervision_type", "case_supervision_status"]
source        = "Local measure; no national definition"
caveats       = ["A mean of open gaps. A few very long gaps hide in it: the records behind the number list the longest first."]
*/
SELECT cp_plan_id || ' ' || CAST(month_end AS STRING) AS record_id, child_id, month_end AS event_date, team AS latest_team,
       latest_category AS category, gap_days AS days, gap_days AS numerator
FROM case_gap
/*
[[example]]
says             = "days run from the last session held, or from the start of the plan if that is later"
month_end        = [2026-08-31]
cp_plan          = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2026-01-10 },
    { cp_plan_id = "P2", child_id = "B", start_date = 2026-08-21 },
]
case_supervision = [
    { child_id = "A", supervision_date = 2026-06-01, supervision_type = "CASE", status = "HELD" },
    { child_id = "B", supervision_date = 2026-02-01, supervision_type = "CASE", status = "HELD" },
]
counts           = { "P1 2026-08-31" = 91, "P2 2026-08-31" = 10 }

[[example]]
says             = "a planned session closes nothing, and the clock of a new plan does not start with the old one"
month_end        = [2026-08-31]
cp_plan          = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2025-01-10, end_date = 2025-06-01 },
    { cp_plan_id = "P2", child_id = "A", start_date = 2026-08-01 },
]
case_supervision = [ { child_id = "A", supervision_date = 2026-08-25, supervision_type = "CASE", status = "PLANNED" } ]
counts           = { "P2 2026-08-31" = 30 }
*/
