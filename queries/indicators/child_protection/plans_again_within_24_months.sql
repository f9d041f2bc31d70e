/*
title         = "Plans that started within 24 months of the last one ending"
question      = "Did a plan end too soon?"
why           = "When a child is back on a plan within two years, the change at home did not last, or was never there. This is the sharper half of second or subsequent plans: what went wrong is recent enough to learn from."
ask           = [
    "Why did the last plan not last, and what is different this time?",
    "Was the last plan ended too soon, and who decided that?",
]
numerator     = "Plans that started for a child whose previous plan had ended in the 24 months before"
denominator   = "All child protection plans that started"
groups        = "Initial category of abuse"
timing        = "during"
shown_as      = "percentage"
polarity      = "neither"
order         = 5
needs_history = "24 months"
settles       = "14 days"
counts_from   = ["cp_plan", "cp_plan_end_date"]
source        = "Local measure; there is no national definition with a time limit"
caveats       = [
    "Counted from the plans in the extracts, so it can only be told for months with two years of extracts before them.",
    "Plans in other authorities do not count.",
    "A previous plan still open when the new one started is a mistake in the record, not a previous plan.",
    "A previous plan that left the lists without an end ended on no day we know, and does not count. One that the lists gave up for the new plan does: it must have ended shortly before, since a list names a child's latest plan only.",
    "Counts plans, not children: a family of four children is four plans.",
]
*/
SELECT cp_plan_id AS record_id, child_id, start_date AS event_date, team AS latest_team, initial_category AS category,
       CASE WHEN EXISTS (
                SELECT 1 FROM cp_plan AS earlier
                WHERE earlier.child_id = this.child_id AND earlier.start_date < this.start_date
                  AND earlier.end_date <= this.start_date
                  AND earlier.end_date >= this.start_date - INTERVAL 24 MONTH
                  AND (NOT earlier.end_is_inferred OR earlier.end_date = this.start_date)
            ) THEN 1 ELSE 0 END AS numerator
FROM cp_plan AS this
WHERE EXISTS (
    SELECT 1 FROM covered
    WHERE model_table = 'cp_plan_end_date' AND this.start_date <= covered_to
      AND covered_from <= date_trunc('month', this.start_date) - INTERVAL 24 MONTH
)
/*
[[example]]
says    = "the clock runs from the end of the last plan: 24 months to the day counts, a day more does not"
cp_plan = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2021-01-10, end_date = 2022-03-10 },
    { cp_plan_id = "P2", child_id = "A", start_date = 2024-03-10 },
    { cp_plan_id = "P3", child_id = "B", start_date = 2021-01-10, end_date = 2022-03-10 },
    { cp_plan_id = "P4", child_id = "B", start_date = 2024-03-11 },
]
counts  = { P1 = 0, P2 = 1, P3 = 0, P4 = 0 }

[[example]]
says    = "a plan still open when the next one starts is not a previous plan, nor is one recorded but not held"
cp_plan = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2025-01-10 },
    { cp_plan_id = "P2", child_id = "A", start_date = 2025-06-10 },
    { cp_plan_id = "P3", child_id = "B", start_date = 2025-06-10, previous_plans = 1 },
]
counts  = { P1 = 0, P2 = 0, P3 = 0 }

[[example]]
says     = "a plan without two years of extracts before it is left out"
coverage = [ { model_table = "cp_plan", covered_from = 2024-02-01, covered_to = 2026-08-31 } ]
cp_plan  = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2026-01-10 },
    { cp_plan_id = "P2", child_id = "B", start_date = 2026-02-01 },
]
counts   = { P2 = 0 }

[[example]]
says    = "a previous plan without a recorded end does not count, unless this plan replaced it in the list"
cp_plan = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2023-01-10, end_date = 2024-02-01, end_is_inferred = true },
    { cp_plan_id = "P2", child_id = "A", start_date = 2025-01-10 },
    { cp_plan_id = "P3", child_id = "B", start_date = 2023-01-10, end_date = 2025-01-10, end_is_inferred = true },
    { cp_plan_id = "P4", child_id = "B", start_date = 2025-01-10 },
]
counts  = { P1 = 0, P2 = 0, P3 = 0, P4 = 1 }
*/
