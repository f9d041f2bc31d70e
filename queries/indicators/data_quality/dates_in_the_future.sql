/*
title         = "Dates in the future"
question      = "Has this really happened yet?"
why           = "A date after the day of the extract cannot have happened. It is a slip of a key, or a plan entered as if it were done."
numerator     = "Records with a date after the last day our extracts cover"
denominator   = "All referrals, assessments, section 47 enquiries, conferences, episodes of need and plans"
groups        = "Kind of record"
timing        = "during"
shown_as      = "percentage"
polarity      = "low is good"
order         = 5
needs_history = "0 months"
settles       = "14 days"
counts_from   = [
    "referral", "assessment", "section_47", "cin_episode", "cp_plan", "conference", "conference_date", "assessment_end_date",
    "cin_episode_end_date", "cin_episode_last_seen_date", "cin_episode_case_status", "cp_plan_end_date",
    "cp_plan_last_visit_date", "cp_plan_last_review_date",
]
source        = "Children in need census: no date may be after the period of the return"
caveats       = [
    "Counted on the day the record begins. A record that itself begins in the future is listed in the last whole month before the extracts end.",
    "A conference that is booked and not yet held is listed too: the lists ask for the day it was held.",
    "A date that was in the future when it was typed and has passed since cannot be told from a true one.",
]
*/
WITH dated AS (
    SELECT 'Referral' AS kind, referral_id AS id, child_id, team, referral_date AS first_date,
           referral_date AS last_date
    FROM referral
    UNION ALL
    SELECT 'Assessment', assessment_id, child_id, team, start_date,
           GREATEST(start_date, CASE WHEN end_date < DATE '9999-12-31' AND NOT end_is_inferred THEN end_date END) FROM assessment
    UNION ALL
    SELECT 'Section 47 enquiry', section_47_id, child_id, team, start_date, start_date FROM section_47
    UNION ALL
    SELECT 'Conference', conference_id, child_id, team, conference_date, conference_date FROM conference
    UNION ALL
    SELECT 'Episode of need', cin_episode_id, child_id, team, start_date,
           GREATEST(start_date, last_seen_date, CASE WHEN end_date < DATE '9999-12-31' AND NOT end_is_inferred THEN end_date END) FROM cin_episode
    UNION ALL
    SELECT 'Plan', cp_plan_id, child_id, team, start_date,
           GREATEST(start_date, last_visit_date, last_review_date, CASE WHEN end_date < DATE '9999-12-31' AND NOT end_is_inferred THEN end_date END)
    FROM cp_plan
), known AS (  -- of all lists together: a list that was cut short covers less, and its own dates are no slips then
    SELECT MAX(covered_to) AS last_day FROM covered
), placed AS (
    SELECT known.last_day, MAX(month_end.month_end) AS last_month_end
    FROM known
    LEFT JOIN month_end ON month_end.month_end <= known.last_day
    GROUP BY known.last_day
)
SELECT kind || ': ' || id AS record_id, child_id,
       CASE WHEN first_date > last_day THEN last_month_end ELSE first_date END AS event_date, team AS latest_team,
       kind AS category, CASE WHEN last_date > last_day THEN 1 ELSE 0 END AS numerator
FROM dated
CROSS JOIN placed
/*
[[example]]
says       = "the day of the extract is not the future, the day after is; an open end is no date at all"
coverage   = [ { model_table = "referral", covered_from = 2026-01-01, covered_to = 2026-08-31 }, { model_table = "assessment", covered_from = 2026-01-01, covered_to = 2026-08-31 } ]
referral   = [
    { referral_id = "R1", child_id = "A", referral_date = 2026-08-31 },
    { referral_id = "R2", child_id = "B", referral_date = 2026-09-01 },
]
assessment = [
    { assessment_id = "A1", child_id = "A", start_date = 2026-08-03, end_date = 2026-09-14 },
    { assessment_id = "A2", child_id = "B", start_date = 2026-08-03 },
]
counts     = { "Referral: R1" = 0, "Referral: R2" = 1, "Assessment: A1" = 1, "Assessment: A2" = 0 }

[[example]]
says     = "a review decades ahead or a visit the day after the extract is found, though the plan began long ago"
coverage = [ { model_table = "cp_plan", covered_from = 2025-01-01, covered_to = 2026-08-31 } ]
cp_plan  = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2025-08-03, last_review_date = 2062-05-01 },
    { cp_plan_id = "P2", child_id = "B", start_date = 2025-08-03, end_date = 2026-03-01 },
    { cp_plan_id = "P3", child_id = "C", start_date = 2025-08-03, last_visit_date = 2026-09-01 },
]
counts   = { "Plan: P1" = 1, "Plan: P2" = 0, "Plan: P3" = 1 }
*/
