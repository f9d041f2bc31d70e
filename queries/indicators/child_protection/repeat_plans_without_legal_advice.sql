/*
title         = "Children on repeat plans without legal advice"
question      = "For which children has nobody asked what the law can do?"
why           = "Days to legal advice says nothing of the children for whom it was never asked. This does, and the records behind it list those who have waited longest first."
ask           = [
    "Who decided that these children need no legal advice, and is the reason written down?",
    "Which of them has been on a plan longest without it?",
]
numerator     = "Of those, no legal advice had been taken since the plan started"
denominator   = "Children on a second or subsequent plan on the last day of the month"
groups        = "Category of abuse"
timing        = "at end"
shown_as      = "percentage"
polarity      = "low is good"
order         = 17
needs_history = "12 months"
settles       = "14 days"
counts_from   = ["cp_plan", "cp_plan_previous_plans", "legal_advice", "cp_plan_end_date"]
source        = "Local measure; no national definition"
caveats       = [
    "Not every repeat plan needs legal advice, so 0% is not the aim. A new plan counts from its first day.",
    "Advice taken before the plan started is not advice on this plan.",
    "A plan that began before our record of legal advice is left out: an earlier advice may be out of our sight.",
]
*/
SELECT record_id, child_id, month_end AS event_date, team AS latest_team, latest_category AS category,
       month_end - start_date AS days,
       CASE WHEN EXISTS (
                SELECT 1 FROM legal_advice AS advice
                WHERE advice.child_id = this.child_id AND this.start_date <= advice.advice_date
                  AND advice.advice_date <= this.month_end
            ) THEN 0 ELSE 1 END AS numerator
FROM plan_at_month_end AS this
WHERE start_date >= (SELECT MIN(covered_from) FROM covered WHERE model_table = 'legal_advice')
  AND COALESCE(previous_plans, (SELECT COUNT(*) FROM cp_plan AS earlier
                                WHERE earlier.child_id = this.child_id AND earlier.start_date < this.start_date)) > 0
/*
[[example]]
says         = "advice on or after the first day of a second plan counts; a first plan is not in it"
month_end    = [2026-08-31]
cp_plan      = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2026-01-10, previous_plans = 1 },
    { cp_plan_id = "P2", child_id = "B", start_date = 2026-01-10, previous_plans = 2 },
    { cp_plan_id = "P3", child_id = "C", start_date = 2026-01-10, previous_plans = 0 },
]
legal_advice = [ { legal_advice_id = "L1", child_id = "A", advice_date = 2026-01-10 } ]
counts       = { "P1 2026-08-31" = 0, "P2 2026-08-31" = 1 }

[[example]]
says         = "advice on the plan before, or after the month end, is not there yet"
month_end    = [2026-08-31]
cp_plan      = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2024-01-10, end_date = 2024-09-01 },
    { cp_plan_id = "P2", child_id = "A", start_date = 2026-01-10 },
]
legal_advice = [
    { legal_advice_id = "L1", child_id = "A", advice_date = 2024-02-10 },
    { legal_advice_id = "L2", child_id = "A", advice_date = 2026-09-10 },
]
counts       = { "P2 2026-08-31" = 1 }
*/
