/*
title         = "Child protection plans ended"
question      = "How many children are thought safe enough to come off a plan?"
why           = "Read it with the plans that started: when fewer end than start, the work grows. A sudden rise asks whether children came off because they were safe."
ask           = [
    "What had changed for these children when their plan ended?",
    "What help do they have now, and who would notice if things got worse?",
]
numerator     = "Child protection plans that ended"
denominator   = "None: this is a number, and each child of a family is a plan"
groups        = "Category of abuse"
timing        = "during"
shown_as      = "number"
polarity      = "neither"
order         = 3
published     = "plans_ended"
needs_history = "0 months"
settles       = "14 days"
counts_from   = ["cp_plan", "cp_plan_end_date"]
source        = "Children in need census: child protection plans ended in the year"
caveats       = [
    "Counts plans, not children.",
    "A plan that left the lists without an end is no longer open, and its end is not counted here: the day is not known. So plans at the start, plus started, less ended, can be more than plans at the end.",
    "A plan ends for many reasons: the child is safer, has come into care, has moved away or has become an adult. The extracts do not say which.",
]
*/
SELECT cp_plan_id AS record_id, child_id, end_date AS event_date, team AS latest_team, latest_category AS category,
       1 AS numerator
FROM cp_plan
WHERE end_date < DATE '9999-12-31' AND NOT end_is_inferred
/*
[[example]]
says    = "a plan counts on the day it ended; one still open does not"
cp_plan = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2025-01-10, end_date = 2025-09-01 },
    { cp_plan_id = "P2", child_id = "B", start_date = 2025-01-10 },
]
counts  = { P1 = 1 }

[[example]]
says    = "two plans of one child that ended are two"
cp_plan = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2024-01-10, end_date = 2024-09-01 },
    { cp_plan_id = "P2", child_id = "A", start_date = 2025-01-10, end_date = 2025-09-01 },
]
counts  = { P1 = 1, P2 = 1 }

[[example]]
says    = "a plan that left the lists while it was open ended on no day we know"
cp_plan = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2025-01-10, end_date = 2025-09-01, end_is_inferred = true },
    { cp_plan_id = "P2", child_id = "B", start_date = 2025-01-10, end_date = 2025-09-01 },
]
counts  = { P2 = 1 }
*/
