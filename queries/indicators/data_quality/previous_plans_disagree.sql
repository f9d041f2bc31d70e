/*
title         = "Previous plans recorded too low"
question      = "Can we trust the count of second plans?"
why           = "The number of earlier plans is typed in by hand. Where we hold an earlier plan for the child that the record does not mention, the share of second plans is too low."
numerator     = "Plans that started with fewer previous plans recorded than we hold for the child"
denominator   = "All child protection plans that started"
groups        = "Initial category of abuse"
timing        = "during"
shown_as      = "percentage"
polarity      = "low is good"
needs_history = "0 months"
settles       = "14 days"
counts_from   = ["cp_plan", "cp_plan_previous_plans"]
source        = "A check of the recorded number against the plans in the extracts"
caveats       = [
    "A recorded number higher than what we hold is usual and right: earlier plans may be older than our extracts.",
    "A blank number is not counted here as too low.",
]
*/
SELECT cp_plan_id AS record_id, child_id, start_date AS event_date, team AS latest_team, initial_category AS category,
       CASE WHEN previous_plans < earlier_plans THEN 1
            WHEN previous_plans IS NULL AND earlier_plans > 0
                 AND file IN (SELECT file FROM unsaid WHERE detail = 'cp_plan_previous_plans') THEN NULL
            ELSE 0 END AS numerator
FROM (
    SELECT this.*, (SELECT COUNT(*) FROM cp_plan AS earlier
                    WHERE earlier.child_id = this.child_id AND earlier.start_date < this.start_date) AS earlier_plans
    FROM cp_plan AS this
) AS plan
/*
[[example]]
says    = "a second plan recorded as the first is found"
cp_plan = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2024-01-10, end_date = 2024-09-01, previous_plans = 0 },
    { cp_plan_id = "P2", child_id = "A", start_date = 2026-01-10, previous_plans = 0 },
]
counts  = { P1 = 0, P2 = 1 }

[[example]]
says    = "more recorded than held is right, and a blank is not too low"
cp_plan = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2024-01-10, end_date = 2024-09-01, previous_plans = 1 },
    { cp_plan_id = "P2", child_id = "A", start_date = 2026-01-10 },
]
counts  = { P1 = 0, P2 = 0 }
*/
