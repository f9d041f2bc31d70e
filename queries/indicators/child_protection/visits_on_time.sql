/*
title         = "Children on plans seen on time"
question      = "Has somebody seen every child on a plan?"
why           = "A plan cannot protect a child who is not seen. Children have come to harm while a plan said that they were visited."
ask           = [
    "Which children have not been seen for longest, and who will see them?",
    "Were visits not made, or made and not written down?",
]
numerator     = "Children on a plan who had been seen within the authority's standard on the last day of the month"
denominator   = "Children on a child protection plan on the last day of the month"
groups        = "Category of abuse"
waits         = "visit"
timing        = "at end"
shown_as      = "percentage"
polarity      = "high is good"
order         = 10
needs_history = "3 months"
settles       = "14 days"
counts_from   = ["cp_visit", "cp_plan", "cp_plan_end_date", "cp_visit_seen"]
source        = "Local standard; there is no national interval for visits to children on plans"
caveats       = [
    "Only a visit at which the child was seen counts. A visit without an answer, or to an empty home, does not count.",
    "Where only Annex A tells of visits, this is known for the days of its extracts alone: each names the last visit to every child. Whether a visit counts that does not say if the child was seen is the authority's own setting.",
    "A child newly on a plan has the whole interval to be seen for the first time.",
    "Authorities set different intervals and some leave out visits at school, so compare with care.",
]
*/
SELECT record_id, child_id, month_end AS event_date, team AS latest_team, latest_category AS category, gap_days AS days,
       CASE WHEN gap_days <= $visit_days THEN 1 ELSE 0 END AS numerator
FROM visit_gap
/*
[[example]]
says      = "seen 28 days ago is in time; 29 days ago is not; a new plan has its first 28 days"
month_end = [2026-08-31]
cp_plan   = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2026-01-10 },
    { cp_plan_id = "P2", child_id = "B", start_date = 2026-01-10 },
    { cp_plan_id = "P3", child_id = "C", start_date = 2026-08-10 },
]
cp_visit  = [
    { child_id = "A", visit_date = 2026-08-03, seen = true },
    { child_id = "B", visit_date = 2026-08-02, seen = true },
]
counts    = { "P1 2026-08-31" = 1, "P2 2026-08-31" = 0, "P3 2026-08-31" = 1 }

[[example]]
says      = "a visit at which the child was not seen, or that does not say, is no visit to the child"
month_end = [2026-08-31]
cp_plan   = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2026-01-10 },
    { cp_plan_id = "P2", child_id = "B", start_date = 2026-01-10 },
]
cp_visit  = [
    { child_id = "A", visit_date = 2026-08-20, seen = false },
    { child_id = "B", visit_date = 2026-08-20 },
]
counts    = { "P1 2026-08-31" = 0, "P2 2026-08-31" = 0 }

[[example]]
says      = "an extract that names each child's last visit is enough for its own day, however long ago the visit was; for other days it is not"
month_end = [2026-07-31, 2026-08-31]
coverage  = [ { model_table = "cp_plan", covered_from = 2026-03-01, covered_to = 2026-08-31 } ]
stated    = [ { model_table = "cp_visit", stated_on = 2026-08-31 } ]
cp_plan   = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2024-01-10 },
    { cp_plan_id = "P2", child_id = "B", start_date = 2024-01-10 },
    { cp_plan_id = "P3", child_id = "C", start_date = 2026-08-10 },
    { cp_plan_id = "P4", child_id = "D", start_date = 2026-08-01 },
]
cp_visit  = [
    { child_id = "A", visit_date = 2026-08-03, seen_alone = "No", source = "annex_a" },
    { child_id = "B", visit_date = 2024-08-03, seen = true, seen_alone = "Yes", source = "annex_a" },
    { child_id = "D", visit_date = 2026-08-10, seen = false, seen_alone = "No", source = "annex_a" },
]
counts    = { "P1 2026-08-31" = 1, "P2 2026-08-31" = 0, "P3 2026-08-31" = 1, "P4 2026-08-31" = 0 }

[[example]]
says      = "with the authority's setting, a visit that Annex A alone names counts only if the child was seen alone"
settings  = { visit_annex_a_visit_counts_as_seen = false }
month_end = [2026-08-31]
coverage  = [ { model_table = "cp_plan", covered_from = 2026-03-01, covered_to = 2026-08-31 } ]
stated    = [ { model_table = "cp_visit", stated_on = 2026-08-31 } ]
cp_plan   = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2024-01-10 },
    { cp_plan_id = "P2", child_id = "B", start_date = 2024-01-10 },
]
cp_visit  = [
    { child_id = "A", visit_date = 2026-08-03, seen_alone = "No", source = "annex_a" },
    { child_id = "B", visit_date = 2026-08-03, seen = true, seen_alone = "Yes", source = "annex_a" },
]
counts    = { "P1 2026-08-31" = 0, "P2 2026-08-31" = 1 }

[[example]]
says      = "on the days of the authority's own record of visits that record decides, and Annex A adds only what says that the child was seen"
month_end = [2026-08-31]
cp_plan   = [ { cp_plan_id = "P1", child_id = "A", start_date = 2024-01-10 } ]
stated    = [ { model_table = "cp_visit", stated_on = 2026-08-31 } ]
cp_visit  = [
    { child_id = "A", visit_date = 2026-07-01, seen = true, source = "local" },
    { child_id = "A", visit_date = 2026-08-20, seen_alone = "No", source = "annex_a" },
]
counts    = { "P1 2026-08-31" = 0 }
*/
