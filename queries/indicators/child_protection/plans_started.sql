/*
title         = "Child protection plans started"
question      = "How many children begin to need protection?"
why           = "Plans that start are the decisions of the month. The number on plans moves only slowly; this shows a change first."
ask           = [
    "Do more children need a plan, or have we changed when we use one?",
    "Do we have enough workers to see each of these children on time?",
]
numerator     = "Child protection plans that started"
denominator   = "None: this is a number, and each child of a family is a plan"
groups        = "Initial category of abuse"
timing        = "during"
shown_as      = "number"
polarity      = "neither"
order         = 2
published     = "plans_started"
needs_history = "0 months"
settles       = "14 days"
counts_from   = ["cp_plan"]
source        = "Children in need census: child protection plans started in the year"
caveats       = [
    "Counts plans, not children: a child who starts two plans in a year counts twice.",
    "A few families can move this figure: a family of four children is four plans.",
]
*/
SELECT cp_plan_id AS record_id, child_id, start_date AS event_date, team AS latest_team, initial_category AS category,
       1 AS numerator
FROM cp_plan
/*
[[example]]
says    = "each plan counts in the month it starts, whether or not it has ended since"
cp_plan = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2025-01-10, end_date = 2025-02-01 },
    { cp_plan_id = "P2", child_id = "A", start_date = 2025-09-10 },
]
counts  = { P1 = 1, P2 = 1 }

[[example]]
says    = "two children of one family are two plans"
cp_plan = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2025-01-10 },
    { cp_plan_id = "P2", child_id = "B", start_date = 2025-01-10 },
]
counts  = { P1 = 1, P2 = 1 }
*/
