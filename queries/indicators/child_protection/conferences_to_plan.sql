/*
title         = "Initial conferences that led to a plan"
question      = "Do the right children come to a conference?"
why           = "If nearly every conference ends in a plan, children may be coming too late. If few do, families may be coming too soon."
ask           = [
    "What help do children get who come to a conference and have no plan after it?",
    "Do some families come too late, or when other help would be enough?",
]
numerator     = "Of those, the conference decided that the child needs a child protection plan"
denominator   = "Initial child protection conferences held whose decision is recorded"
groups        = "Primary need"
timing        = "during"
shown_as      = "percentage"
polarity      = "neither"
order         = 23
needs_history = "0 months"
settles       = "45 days"
counts_from   = ["conference", "conference_date", "conference_led_to_plan"]
source        = "Local measure, as regional analysts count it"
caveats       = [
    "The decision is recorded after the conference, so conferences of the last 45 days are too new to judge and their periods are not shown yet.",
    "The first two months of the extracts are not shown, because they lack the enquiries before some of their conferences.",
    "A conference whose decision is not recorded is left out.",
]
*/
SELECT conference_id AS record_id, child_id, conference_date AS event_date, team,
       (SELECT MAX(primary_need) FROM cin_episode AS episode
        WHERE episode.child_id = this.child_id AND episode.start_date <= this.conference_date
          AND this.conference_date < episode.end_date) AS category,
       CASE WHEN led_to_plan THEN 1 ELSE 0 END AS numerator
FROM conference AS this
WHERE led_to_plan IS NOT NULL
/*
[[example]]
says       = "the decision counts; a conference whose decision is not recorded is left out"
conference = [
    { conference_id = "C1", child_id = "A", conference_date = 2026-06-22, led_to_plan = true },
    { conference_id = "C2", child_id = "B", conference_date = 2026-06-22, led_to_plan = false },
    { conference_id = "C3", child_id = "C", conference_date = 2026-06-22 },
]
counts     = { C1 = 1, C2 = 0 }

[[example]]
says       = "a plan that started that day does not speak for a conference that decided against one"
conference = [ { conference_id = "C1", child_id = "A", conference_date = 2026-06-22, led_to_plan = false } ]
cp_plan    = [ { cp_plan_id = "P1", child_id = "A", start_date = 2026-06-22 } ]
counts     = { C1 = 0 }
*/
