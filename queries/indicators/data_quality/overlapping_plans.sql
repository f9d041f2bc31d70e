/*
title         = "Overlapping plans"
question      = "Which plan is the child on?"
why           = "Two plans at once count one child twice, and the visits and reviews of one seem missed."
numerator     = "Plans that began while another child protection plan of the same child was open"
denominator   = "All child protection plans that began"
groups        = "Category of abuse"
timing        = "during"
shown_as      = "percentage"
polarity      = "low is good"
order         = 6
needs_history = "0 months"
settles       = "14 days"
counts_from   = ["cp_plan", "cp_plan_end_date"]
source        = "Children in need census rules 8935 and 8940"
caveats       = [
    "The later of the two is listed; of two that began on one day, the one whose id sorts last.",
    "Annex A list 7 names only a child's latest. Where an earlier one was never closed, it is taken to end the day the next one began, so it is not seen to overlap. What is seen is an end recorded after the next one began.",
]
*/
SELECT cp_plan_id AS record_id, child_id, start_date AS event_date, team AS latest_team, latest_category AS category,
       CASE WHEN EXISTS (
                SELECT 1 FROM cp_plan AS other
                WHERE other.child_id = this.child_id AND other.start_date <= this.start_date AND this.start_date < other.end_date
                  AND (other.start_date < this.start_date OR other.cp_plan_id < this.cp_plan_id))
            THEN 1 ELSE 0 END AS numerator
FROM cp_plan AS this
/*
[[example]]
says   = "the second begins before the first has ended; a first that ends that day does not overlap"
cp_plan = [
    { cp_plan_id = "1", child_id = "A", start_date = 2026-01-10, end_date = 2026-06-02 },
    { cp_plan_id = "2", child_id = "A", start_date = 2026-06-01 },
    { cp_plan_id = "3", child_id = "B", start_date = 2026-01-10, end_date = 2026-06-01 },
    { cp_plan_id = "4", child_id = "B", start_date = 2026-06-01 },
]
counts = { 1 = 0, 2 = 1, 3 = 0, 4 = 0 }

[[example]]
says   = "two open at once are found once, also when they began on one day; another child's is another matter"
cp_plan = [
    { cp_plan_id = "1", child_id = "A", start_date = 2026-01-10 },
    { cp_plan_id = "2", child_id = "A", start_date = 2026-01-10 },
    { cp_plan_id = "3", child_id = "B", start_date = 2026-02-10 },
]
counts = { 1 = 0, 2 = 1, 3 = 0 }
*/
