/*
title         = "Plans that ended within 3 months"
question      = "Did these children need a plan, or did it end too soon?"
why           = "A plan that ends at its first review either was not needed or was stopped before anything could change. Both deserve a look."
ask           = [
    "Did these children need a plan at all, or was it ended too soon?",
    "How many of them have come back to us since?",
]
numerator     = "Plans that ended no more than 3 months after they started"
denominator   = "All child protection plans that ended"
groups        = "Category of abuse"
timing        = "during"
shown_as      = "percentage"
polarity      = "neither"
order         = 7
published     = "plans_ended_within_3_months_percent"
needs_history = "0 months"
settles       = "14 days"
counts_from   = ["cp_plan", "cp_plan_end_date"]
source        = "Children in need census: plans that ended, by how long they had lasted (3 months or less)"
caveats       = [
    "A plan can also end early for a good reason: the child came into care or moved to another authority.",
    "Counted by the month in which the plan ended.",
    "A plan that disappeared from the lists without an end lasted for an unknown time. It is not counted.",
]
*/
SELECT cp_plan_id AS record_id, child_id, end_date AS event_date, team AS latest_team, latest_category AS category,
       end_date - start_date AS days,
       CASE WHEN end_date <= start_date + INTERVAL 3 MONTH THEN 1 ELSE 0 END AS numerator
FROM cp_plan
WHERE end_date < DATE '9999-12-31' AND NOT end_is_inferred
/*
[[example]]
says    = "three months to the day is within; a day more is not; a plan still open is not in it"
cp_plan = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2026-01-10, end_date = 2026-04-10 },
    { cp_plan_id = "P2", child_id = "B", start_date = 2026-01-10, end_date = 2026-04-11 },
    { cp_plan_id = "P3", child_id = "C", start_date = 2026-01-10 },
]
counts  = { P1 = 1, P2 = 0 }

[[example]]
says    = "three months after the last of November is the last of February"
cp_plan = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2025-11-30, end_date = 2026-02-28 },
    { cp_plan_id = "P2", child_id = "B", start_date = 2025-11-30, end_date = 2026-03-01 },
]
counts  = { P1 = 1, P2 = 0 }

[[example]]
says    = "a plan that left the lists while it was open is neither short nor long"
cp_plan = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2026-01-10, end_date = 2026-03-01, end_is_inferred = true },
    { cp_plan_id = "P2", child_id = "B", start_date = 2026-01-10, end_date = 2026-09-01, end_is_inferred = true },
    { cp_plan_id = "P3", child_id = "C", start_date = 2026-01-10, end_date = 2026-03-01 },
]
counts  = { P3 = 1 }
*/
