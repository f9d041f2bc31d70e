/*
title         = "Days from the start of a repeat plan to legal advice"
question      = "When a plan has failed before, how soon do we ask what the law can do?"
why           = "A second plan says that the first did not last. If legal advice comes late, the child waits through the same plan again."
ask           = [
    "What were we waiting for before we asked for legal advice?",
    "Who makes sure that it is asked for in time?",
]
numerator     = "Days from the start of the plan to the first legal advice on it, added up over the plans"
denominator   = "Second or subsequent plans on which legal advice was first taken"
groups        = "Initial category of abuse"
timing        = "during"
shown_as      = "average days"
polarity      = "low is good"
order         = 16
needs_history = "12 months"
settles       = "14 days"
counts_from   = ["cp_plan", "cp_plan_previous_plans", "legal_advice", "cp_plan_end_date"]
source        = "Local measure; no national definition"
caveats       = [
    "Counted in the month the advice was taken. Children without legal advice so far are left out: read this figure with repeat plans without legal advice.",
    "Advice taken before the plan started is not advice on this plan.",
    "A plan that began before our record of legal advice is left out: an earlier advice may be out of our sight.",
    "Few plans a month, so one family can move the average.",
]
*/
WITH first_advice AS (
    SELECT plan.cp_plan_id, plan.child_id, plan.start_date, plan.team, plan.initial_category, plan.previous_plans,
           MIN(advice.advice_date) AS advice_date
    FROM cp_plan AS plan
    JOIN legal_advice AS advice ON advice.child_id = plan.child_id AND plan.start_date <= advice.advice_date
         AND advice.advice_date < plan.end_date
    WHERE plan.start_date >= (SELECT MIN(covered_from) FROM covered WHERE model_table = 'legal_advice')
    GROUP BY plan.cp_plan_id, plan.child_id, plan.start_date, plan.team, plan.initial_category, plan.previous_plans
)
SELECT cp_plan_id AS record_id, child_id, advice_date AS event_date, team AS latest_team, initial_category AS category,
       advice_date - start_date AS days, advice_date - start_date AS numerator
FROM first_advice AS this
WHERE COALESCE(previous_plans, (SELECT COUNT(*) FROM cp_plan AS earlier
                                WHERE earlier.child_id = this.child_id AND earlier.start_date < this.start_date)) > 0
/*
[[example]]
says         = "the first advice on a second plan counts; advice on a first plan does not"
cp_plan      = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2026-01-10, previous_plans = 1 },
    { cp_plan_id = "P2", child_id = "B", start_date = 2026-01-10, previous_plans = 0 },
]
legal_advice = [
    { legal_advice_id = "L1", child_id = "A", advice_date = 2026-02-10 },
    { legal_advice_id = "L2", child_id = "A", advice_date = 2026-05-10 },
    { legal_advice_id = "L3", child_id = "B", advice_date = 2026-02-10 },
]
counts       = { P1 = 31 }

[[example]]
says         = "on the first day is 0 days; advice before the plan, or on the day it ended, is not advice on it"
cp_plan      = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2026-01-10, previous_plans = 1 },
    { cp_plan_id = "P2", child_id = "B", start_date = 2026-01-10, end_date = 2026-03-10, previous_plans = 1 },
]
legal_advice = [
    { legal_advice_id = "L1", child_id = "A", advice_date = 2026-01-09 },
    { legal_advice_id = "L2", child_id = "A", advice_date = 2026-01-10 },
    { legal_advice_id = "L3", child_id = "B", advice_date = 2026-03-10 },
]
counts       = { P1 = 0 }
*/
