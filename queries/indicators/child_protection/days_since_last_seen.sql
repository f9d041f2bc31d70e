/*
title         = "Days since children on plans were last seen"
question      = "How long has each child waited for somebody to come?"
why           = "The share seen on time says how many children are waiting; this says how long."
ask           = [
    "Which children have not been seen for longest, and who will see them?",
    "Were visits not made, or made and not written down?",
]
numerator     = "Days since the child was last seen, added up over the children"
denominator   = "Children on a child protection plan on the last day of the month"
groups        = "Category of abuse"
waits         = "visit"
timing        = "at end"
shown_as      = "average days"
polarity      = "low is good"
order         = 11
needs_history = "3 months"
settles       = "14 days"
counts_from   = ["cp_visit", "cp_plan", "cp_plan_end_date", "cp_visit_seen"]
source        = "Local measure; no national definition"
caveats       = [
    "Days run from the last visit at which the child was seen, or from the start of the plan if that is later.",
    "Where only Annex A tells of visits, this is known for the days of its extracts alone: each names the last visit to every child. Whether a visit counts that does not say if the child was seen is the authority's own setting.",
    "A mean of open gaps. A few very long gaps hide in it: the records behind the number list the longest first.",
]
*/
SELECT record_id, child_id, month_end AS event_date, team AS latest_team, latest_category AS category, gap_days AS days,
       gap_days AS numerator
FROM visit_gap
/*
[[example]]
says      = "days run from the last visit, or from the start of the plan if that is later"
month_end = [2026-08-31]
cp_plan   = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2026-01-10 },
    { cp_plan_id = "P2", child_id = "B", start_date = 2026-08-21 },
]
cp_visit  = [
    { child_id = "A", visit_date = 2026-06-01, seen = true },
    { child_id = "B", visit_date = 2026-08-01, seen = true },
]
counts    = { "P1 2026-08-31" = 91, "P2 2026-08-31" = 10 }

[[example]]
says      = "a visit after the month end has not happened yet, and one at which the child was not seen does not end a wait"
month_end = [2026-08-31]
cp_plan   = [ { cp_plan_id = "P1", child_id = "A", start_date = 2026-01-10 } ]
cp_visit  = [
    { child_id = "A", visit_date = 2026-08-01, seen = true },
    { child_id = "A", visit_date = 2026-08-20, seen = false },
    { child_id = "A", visit_date = 2026-09-01, seen = true },
]
counts    = { "P1 2026-08-31" = 30 }
*/
