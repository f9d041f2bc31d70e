/*
title         = "Dates out of order"
question      = "Can these dates be true?"
why           = "A closure before its start is a typing slip, but every wait that is counted from it is wrong, and an open record may hide behind it."
numerator     = "Pairs of dates in the wrong order"
denominator   = "Pairs of dates checked: the ends of assessments, episodes and plans, conferences against their enquiries, reviews against their plans"
groups        = "What is out of order"
timing        = "during"
shown_as      = "percentage"
polarity      = "low is good"
order         = 4
needs_history = "0 months"
settles       = "14 days"
counts_from   = [
    "assessment", "cin_episode", "cp_plan", "conference", "conference_date", "assessment_end_date", "cin_episode_end_date",
    "cin_episode_case_status", "cp_plan_end_date", "cp_plan_last_review_date",
]
source        = "Children in need census rules 8608, 8630, 8925, 8615 and 8841"
caveats       = [
    "An end before its start was read as no end: the record is counted as open everywhere else until it is put right.",
    "A review on the day the plan began is out of order too: the conference that made the plan is not its review.",
    "Only the latest extract that holds a record is checked.",
    "If the newest list leaves out the ends or the reviews, months in which records without them began are not available.",
    "Counted on the day the record begins. Assessments before their referral are found among activity without a referral.",
]
*/
WITH turned AS (  -- ends that were read as open because they are before their start
    SELECT DISTINCT filled_from.model_table, filled_from.source, rejected.file, rejected.row_number
    FROM rejected
    JOIN filled_from ON filled_from.list = rejected.list AND filled_from.ends = rejected.field AND filled_from.takes = 'every row'
    WHERE rejected.scope = 'cell' AND rejected.rule = 'in order'
), spell AS (
    SELECT 'assessment' AS model_table, 'Assessment ends before it starts' AS kind, assessment_id AS id, child_id, start_date,
           end_date, team, source, file, row_number
    FROM assessment
    UNION ALL
    SELECT 'cin_episode', 'Episode closes before it begins', cin_episode_id, child_id, start_date, end_date, team, source, file,
           row_number
    FROM cin_episode
    UNION ALL
    SELECT 'cp_plan', 'Plan ends before it starts', cp_plan_id, child_id, start_date, end_date, team, source, file, row_number
    FROM cp_plan
), pair AS (
    SELECT spell.kind, spell.id, spell.child_id, spell.start_date, spell.team,
           CASE WHEN turned.file IS NOT NULL THEN 1
                WHEN end_date = DATE '9999-12-31' AND spell.file IN (
                    SELECT file FROM unsaid WHERE detail = spell.model_table || '_end_date') THEN NULL ELSE 0 END AS numerator
    FROM spell
    LEFT JOIN turned ON turned.model_table = spell.model_table AND turned.source = spell.source AND turned.file = spell.file
         AND turned.row_number = spell.row_number
    UNION ALL
    SELECT 'Conference before its enquiry', conference.conference_id, conference.child_id, conference.conference_date,
           conference.team, CASE WHEN conference.conference_date < section_47.start_date THEN 1 ELSE 0 END
    FROM conference
    JOIN section_47 ON section_47.section_47_id = conference.section_47_id AND section_47.child_id = conference.child_id
    UNION ALL
    SELECT 'Review not after the plan began', cp_plan_id, child_id, start_date, team,
           CASE WHEN last_review_date <= start_date THEN 1 WHEN last_review_date IS NOT NULL THEN 0 END
    FROM cp_plan
    WHERE last_review_date IS NOT NULL OR file IN (SELECT file FROM unsaid WHERE detail = 'cp_plan_last_review_date')
)
SELECT kind || ': ' || id AS record_id, child_id, start_date AS event_date, team AS latest_team, kind AS category, numerator
FROM pair
/*
[[example]]
says       = "a conference before its enquiry is out of order, on the same day it is not; a review on the first day of the plan is"
section_47 = [
    { section_47_id = "S1", child_id = "A", start_date = 2026-08-10 },
    { section_47_id = "S2", child_id = "B", start_date = 2026-08-10 },
]
conference = [
    { conference_id = "C1", child_id = "A", section_47_id = "S1", conference_date = 2026-08-09 },
    { conference_id = "C2", child_id = "B", section_47_id = "S2", conference_date = 2026-08-10 },
    { conference_id = "C3", child_id = "B", conference_date = 2026-08-10 },
]
cp_plan    = [ { cp_plan_id = "P1", child_id = "B", start_date = 2026-08-10, last_review_date = 2026-08-10 } ]
counts     = { "Conference before its enquiry: C1" = 1, "Conference before its enquiry: C2" = 0, "Plan ends before it starts: P1" = 0, "Review not after the plan began: P1" = 1 }

[[example]]
says        = "an end that was read as open because it is before the start is found again by its row"
assessment  = [
    { assessment_id = "A1", child_id = "A", start_date = 2026-08-10, source = "annex_a", file = "a.xlsx", row_number = 2 },
    { assessment_id = "A2", child_id = "B", start_date = 2026-08-10, source = "annex_a", file = "a.xlsx", row_number = 3 },
]
cin_episode = [ { cin_episode_id = "E1", child_id = "A", start_date = 2026-08-10, source = "annex_a", file = "a.xlsx", row_number = 2 } ]
rejected    = [
    { file = "a.xlsx", list = "annex_a_list_4", row_number = 2, scope = "cell", field = "end_date", rule = "in order", received = "10/07/2026" },
    { file = "a.xlsx", list = "annex_a_list_4", row_number = 3, scope = "cell", field = "end_date", rule = "readable", received = "soon" },
]
counts      = { "Assessment ends before it starts: A1" = 1, "Assessment ends before it starts: A2" = 0, "Episode closes before it begins: E1" = 0 }
*/
