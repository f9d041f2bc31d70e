/*
title         = "Second or subsequent child protection plans"
question      = "Did the first plan make the child safe for good?"
why           = "A child who needs a second plan was thought safe once before. Very low can also be a worry: it may mean that children who need a plan again do not get one."
ask           = [
    "Why did the first plan not last, and what is different this time?",
    "Was the first plan ended too soon, and who decided that?",
]
numerator     = "Plans that started for a child who had been on a plan before, at any time, in this authority"
denominator   = "All child protection plans that started"
groups        = "Initial category of abuse"
timing        = "during"
shown_as      = "percentage"
polarity      = "neither"
order         = 4
published     = "subsequent_plan_percent"
needs_history = "0 months"
settles       = "14 days"
counts_from   = ["cp_plan", "cp_plan_previous_plans"]
source        = "Children in need census: number of previous child protection plans"
caveats       = [
    "Counts plans that started, not children.",
    "Earlier plans are as recorded with the plan, because no extract reaches back far enough to count them all. Where the number is blank, plans we hold are counted instead.",
    "Plans in other authorities do not count.",
    "A few families can move this figure: a family of four children is four plans.",
]
*/
SELECT cp_plan_id AS record_id, child_id, start_date AS event_date, team AS latest_team, initial_category AS category,
       CASE WHEN previous_plans > 0 OR previous_plans IS NULL AND earlier_plans > 0 THEN 1
            WHEN previous_plans IS NULL AND file IN (SELECT file FROM unsaid WHERE detail = 'cp_plan_previous_plans') THEN NULL
            ELSE 0 END AS numerator
FROM (
    SELECT this.*, (SELECT COUNT(*) FROM cp_plan AS earlier
                    WHERE earlier.child_id = this.child_id AND earlier.start_date < this.start_date) AS earlier_plans
    FROM cp_plan AS this
) AS plan
/*
[[example]]
says    = "the recorded number decides, however long ago the earlier plan was"
cp_plan = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2026-01-10, previous_plans = 0 },
    { cp_plan_id = "P2", child_id = "B", start_date = 2026-01-10, previous_plans = 2 },
]
counts  = { P1 = 0, P2 = 1 }

[[example]]
says    = "where the number is blank, an earlier plan we hold counts"
cp_plan = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2024-01-10, end_date = 2024-09-01 },
    { cp_plan_id = "P2", child_id = "A", start_date = 2026-01-10 },
]
counts  = { P1 = 0, P2 = 1 }
*/
