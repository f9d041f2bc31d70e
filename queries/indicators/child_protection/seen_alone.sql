/*
title         = "Children on plans seen alone at their last visit"
question      = "Could the child speak freely?"
why           = "A child who is only ever seen with a parent cannot say what happens at home."
ask           = [
    "Why were some children not seen alone, and is the reason written down?",
    "What did the children say when they were seen alone?",
]
numerator     = "Of those, the last visit at which the child was seen was made to the child alone"
denominator   = "Children on a child protection plan on the last day of the month, from the age the authority sets"
groups        = "Category of abuse"
timing        = "at end"
shown_as      = "percentage"
polarity      = "high is good"
order         = 12
needs_history = "3 months"
settles       = "14 days"
counts_from   = ["cp_visit", "cp_plan", "cp_plan_end_date", "cp_visit_seen", "cp_visit_seen_alone", "cp_plan_birth_date"]
source        = "Local measure; the age from which children are to be seen alone is the authority's own setting"
caveats       = [
    "A child whom nobody has seen since the plan began counts as not seen alone.",
    "Where only Annex A tells of visits, this is known for the days of its extracts alone: each names the last visit to every child. Whether a visit counts that does not say if the child was seen is the authority's own setting.",
    "A visit that does not say whether the child was alone counts as not alone.",
    "A child whose date of birth is not known is left out.",
    "Not every visit needs to be alone, so 100% is not the aim.",
]
*/
SELECT gap.record_id, gap.child_id, gap.month_end AS event_date, gap.team AS latest_team, gap.latest_category AS category,
       CASE WHEN EXISTS (
                SELECT 1 FROM cp_visit AS visit
                WHERE visit.child_id = gap.child_id AND visit.visit_date = gap.seen_date AND gap.seen_date >= gap.start_date
                  AND visit.seen AND visit.seen_alone = 'Yes'
            ) THEN 1 ELSE 0 END AS numerator
FROM visit_gap AS gap
WHERE EXISTS (
    SELECT 1 FROM child
    WHERE child.child_id = gap.child_id AND child.birth_date + $visit_alone_from_age * INTERVAL 1 YEAR <= gap.month_end
)
/*
[[example]]
says      = "the last visit decides; a child not yet four, or without a date of birth, is left out"
month_end = [2026-08-31]
child     = [
    { child_id = "A", birth_date = 2022-08-31 }, { child_id = "B", birth_date = 2022-09-01 }, { child_id = "C" },
]
cp_plan   = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2026-01-10 },
    { cp_plan_id = "P2", child_id = "B", start_date = 2026-01-10 },
    { cp_plan_id = "P3", child_id = "C", start_date = 2026-01-10 },
]
cp_visit  = [
    { child_id = "A", visit_date = 2026-07-01, seen = true, seen_alone = "No" },
    { child_id = "A", visit_date = 2026-08-01, seen = true, seen_alone = "Yes" },
    { child_id = "B", visit_date = 2026-08-01, seen = true, seen_alone = "Yes" },
    { child_id = "C", visit_date = 2026-08-01, seen = true, seen_alone = "Yes" },
]
counts    = { "P1 2026-08-31" = 1 }

[[example]]
says      = "an unknown, a visit before this plan, and no visit at all are not seen alone; a visit without the child is passed over"
month_end = [2026-08-31]
child     = [
    { child_id = "A", birth_date = 2016-01-01 }, { child_id = "B", birth_date = 2016-01-01 },
    { child_id = "C", birth_date = 2016-01-01 }, { child_id = "D", birth_date = 2016-01-01 },
]
cp_plan   = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2026-01-10 },
    { cp_plan_id = "P2", child_id = "B", start_date = 2026-08-10 },
    { cp_plan_id = "P3", child_id = "C", start_date = 2026-01-10 },
    { cp_plan_id = "P4", child_id = "D", start_date = 2026-01-10 },
]
cp_visit  = [
    { child_id = "A", visit_date = 2026-08-01, seen = true, seen_alone = "Unknown" },
    { child_id = "B", visit_date = 2026-08-01, seen = true, seen_alone = "Yes" },
    { child_id = "D", visit_date = 2026-08-01, seen = true, seen_alone = "Yes" },
    { child_id = "D", visit_date = 2026-08-20, seen = false, seen_alone = "No" },
]
counts    = { "P1 2026-08-31" = 0, "P2 2026-08-31" = 0, "P3 2026-08-31" = 0, "P4 2026-08-31" = 1 }
*/
