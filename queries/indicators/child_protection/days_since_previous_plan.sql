/*
title         = "Days off a plan, of children back on one within 24 months"
question      = "How long did the last plan hold?"
why           = "A child back after two months came off too soon. A child back after two years may have met something new."
ask           = [
    "Was the last plan ended too soon, and who decided that?",
    "What help did these children have between the two plans?",
]
numerator     = "Days from the end of the child's last plan to the start of the new one, added up over the plans"
denominator   = "Plans that started for a child whose previous plan had ended in the 24 months before"
groups        = "Initial category of abuse"
timing        = "during"
shown_as      = "average days"
polarity      = "neither"
order         = 6
needs_history = "24 months"
settles       = "14 days"
counts_from   = ["cp_plan", "cp_plan_end_date"]
source        = "Local measure; no national definition"
caveats       = [
    "Children who came back later than 24 months are in second or subsequent plans, not here: with them, the average would grow only because our extracts reach further back each year.",
    "A plan is left out if the child's last plan disappeared from the lists without an end: the days without a plan are not known.",
    "Few plans a month, so one family can move the average.",
]
*/
WITH repeat AS (
    SELECT this.cp_plan_id, this.child_id, this.start_date, this.team, this.initial_category,
           CAST(this.start_date - MAX(earlier.end_date) AS BIGINT) AS days
    FROM cp_plan AS this
    JOIN cp_plan AS earlier ON earlier.child_id = this.child_id AND earlier.start_date < this.start_date
         AND earlier.end_date <= this.start_date AND earlier.end_date >= this.start_date - INTERVAL 24 MONTH
    GROUP BY this.cp_plan_id, this.child_id, this.start_date, this.team, this.initial_category
    HAVING MAX(earlier.end_date) = MAX(CASE WHEN NOT earlier.end_is_inferred THEN earlier.end_date END)
)
SELECT cp_plan_id AS record_id, child_id, start_date AS event_date, team AS latest_team, initial_category AS category,
       days, days AS numerator
FROM repeat
WHERE EXISTS (
    SELECT 1 FROM covered
    WHERE model_table = 'cp_plan_end_date' AND repeat.start_date <= covered_to
      AND covered_from <= date_trunc('month', repeat.start_date) - INTERVAL 24 MONTH
)
/*
[[example]]
says    = "days run from the end of the latest plan before, not from its start and not from the first plan"
cp_plan = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2023-01-10, end_date = 2023-06-01 },
    { cp_plan_id = "P2", child_id = "A", start_date = 2023-09-01, end_date = 2024-02-01 },
    { cp_plan_id = "P3", child_id = "A", start_date = 2024-02-11 },
]
counts  = { P2 = 92, P3 = 10 }

[[example]]
says    = "a child back after more than 24 months is not in the average; a plan that starts the day the last one ends is, with 0 days"
cp_plan = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2021-01-10, end_date = 2021-06-01 },
    { cp_plan_id = "P2", child_id = "A", start_date = 2023-06-02, end_date = 2023-12-01 },
    { cp_plan_id = "P3", child_id = "A", start_date = 2023-12-01 },
]
counts  = { P3 = 0 }

[[example]]
says    = "if the end of the last plan is not recorded, the days are not known; an older plan does not replace it"
cp_plan = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2022-01-10, end_date = 2023-06-10 },
    { cp_plan_id = "P2", child_id = "A", start_date = 2023-09-10, end_date = 2024-02-01, end_is_inferred = true },
    { cp_plan_id = "P3", child_id = "A", start_date = 2025-01-10 },
]
counts  = { P2 = 92 }
*/
