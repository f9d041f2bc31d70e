/*
title         = "Assessments, enquiries and plans without a referral"
question      = "How did this child come to us?"
why           = "Work on a child begins with a referral. Without a referral on record it is not known what was asked, who asked, or how long the answer took."
numerator     = "Assessments, section 47 enquiries and plans that began for a child with no referral and no episode of need on or before that day"
denominator   = "All assessments, section 47 enquiries and plans that began"
groups        = "Kind of record"
timing        = "during"
shown_as      = "percentage"
polarity      = "low is good"
order         = 9
needs_history = "12 months"
settles       = "14 days"
counts_from   = ["referral", "cin_episode", "assessment", "section_47", "cp_plan", "cin_episode_case_status"]
source        = "Children in need census rules 1103, 1105 and 2889: no activity before its referral"
caveats       = [
    "Any referral or episode of the child before will do, however old: the lists do not say which referral an assessment belongs to.",
    "A referral from before our extracts is not held. Where the child's episode began with it, the episode stands for it.",
]
*/
WITH activity AS (
    SELECT 'Assessment' AS kind, assessment_id AS id, child_id, start_date, team FROM assessment
    UNION ALL SELECT 'Section 47 enquiry', section_47_id, child_id, start_date, team FROM section_47
    UNION ALL SELECT 'Plan', cp_plan_id, child_id, start_date, team FROM cp_plan
), known AS (
    SELECT child_id, MIN(day) AS known_from
    FROM (SELECT child_id, referral_date AS day FROM referral UNION ALL SELECT child_id, start_date FROM cin_episode) AS every
    GROUP BY child_id
)
SELECT activity.kind || ': ' || activity.id AS record_id, activity.child_id, activity.start_date AS event_date,
       activity.team AS latest_team, activity.kind AS category,
       CASE WHEN known.known_from <= activity.start_date THEN 0 ELSE 1 END AS numerator
FROM activity
LEFT JOIN known ON known.child_id = activity.child_id
/*
[[example]]
says       = "a referral the same day is in time, the day after it is not; another child's referral is not this one's"
referral   = [ { referral_id = "R1", child_id = "A", referral_date = 2026-08-10 }, { referral_id = "R2", child_id = "B", referral_date = 2026-08-11 } ]
assessment = [
    { assessment_id = "A1", child_id = "A", start_date = 2026-08-10 },
    { assessment_id = "A2", child_id = "B", start_date = 2026-08-10 },
    { assessment_id = "A3", child_id = "C", start_date = 2026-08-10 },
]
counts     = { "Assessment: A1" = 0, "Assessment: A2" = 1, "Assessment: A3" = 1 }

[[example]]
says        = "an episode that is held stands for a referral too old to be held; plans and enquiries are checked as well"
cin_episode = [ { cin_episode_id = "E1", child_id = "A", start_date = 2019-08-10 } ]
cp_plan     = [ { cp_plan_id = "P1", child_id = "A", start_date = 2026-08-10 } ]
section_47  = [ { section_47_id = "S1", child_id = "B", start_date = 2026-08-10 } ]
counts      = { "Plan: P1" = 0, "Section 47 enquiry: S1" = 1 }
*/
