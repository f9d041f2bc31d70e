/*
title         = "Plans before or without their conference"
question      = "Who decided on this plan?"
why           = "A child protection plan is made by a conference of all agencies. A plan without one is a slip of recording, or was not made as the law asks."
numerator     = "Plans for which no initial conference is on record from the end of the child's previous plan up to the day the plan began"
denominator   = "All child protection plans that started"
groups        = "Initial category of abuse"
timing        = "during"
shown_as      = "percentage"
polarity      = "low is good"
order         = 8
needs_history = "3 months"
settles       = "14 days"
counts_from   = ["cp_plan", "conference", "cp_plan_end_date", "conference_date", "conference_led_to_plan"]
source        = "Children in need census rules 2885 and 2883: a plan begins with its initial conference, and there is one for each plan"
caveats       = [
    "A conference that is recorded as not having led to a plan does not count.",
    "A child who moved here while on a plan elsewhere may have no conference in the lists, and is listed. The census has a place for it; Annex A has not.",
    "The census rule asks for the same day. Here any day before the plan will do, so that only missing and later conferences are listed.",
]
*/
WITH previous AS (
    SELECT this.cp_plan_id, MAX(earlier.end_date) AS ended
    FROM cp_plan AS this
    JOIN cp_plan AS earlier ON earlier.child_id = this.child_id AND earlier.cp_plan_id <> this.cp_plan_id
         AND earlier.end_date <= this.start_date
    GROUP BY this.cp_plan_id
)
SELECT plan.cp_plan_id AS record_id, plan.child_id, plan.start_date AS event_date, plan.team AS latest_team,
       plan.initial_category AS category,
       CASE WHEN EXISTS (
                SELECT 1 FROM conference
                WHERE conference.child_id = plan.child_id AND conference.conference_date <= plan.start_date
                  AND conference.conference_date >= COALESCE(previous.ended, conference.conference_date)
                  AND COALESCE(conference.led_to_plan, TRUE))
            THEN 0 ELSE 1 END AS numerator
FROM cp_plan AS plan
LEFT JOIN previous ON previous.cp_plan_id = plan.cp_plan_id
/*
[[example]]
says       = "a conference on the day or before is in order, one the day after is not, and neither is none"
cp_plan    = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2026-08-10 },
    { cp_plan_id = "P2", child_id = "B", start_date = 2026-08-10 },
    { cp_plan_id = "P3", child_id = "C", start_date = 2026-08-10 },
]
conference = [
    { conference_id = "C1", child_id = "A", conference_date = 2026-08-10, led_to_plan = true },
    { conference_id = "C2", child_id = "B", conference_date = 2026-08-11, led_to_plan = true },
]
counts     = { P1 = 0, P2 = 1, P3 = 1 }

[[example]]
says       = "the conference of the first plan does not do for the second; one that led to no plan does for none"
cp_plan    = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2025-01-10, end_date = 2025-09-01 },
    { cp_plan_id = "P2", child_id = "A", start_date = 2026-08-10 },
    { cp_plan_id = "P3", child_id = "B", start_date = 2026-08-10 },
]
conference = [
    { conference_id = "C1", child_id = "A", conference_date = 2025-01-10, led_to_plan = true },
    { conference_id = "C2", child_id = "B", conference_date = 2026-08-10, led_to_plan = false },
]
counts     = { P1 = 0, P2 = 1, P3 = 1 }
*/
