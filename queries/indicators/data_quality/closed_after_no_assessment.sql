/*
title         = "Closed after assessment, without an assessment"
question      = "What was this closure based on?"
why           = "Reasons RC8 and RC9 say that an assessment found no need for children's social care. Without an assessment there was no such finding."
numerator     = "Episodes during which no assessment of the child was started"
denominator   = "All episodes of need closed with reason RC8 or RC9"
groups        = "Closure reason"
timing        = "during"
shown_as      = "percentage"
polarity      = "low is good"
order         = 17
needs_history = "3 months"
settles       = "14 days"
counts_from   = ["cin_episode", "assessment", "cin_episode_end_date", "cin_episode_closure_reason", "cin_episode_case_status"]
source        = "Children in need census rule 8825"
caveats       = [
    "Any assessment that started on a day from the start of the episode to its closing date will do, finished or not.",
    "RC9, closed after assessment and passed to early help, exists since 2022-23.",
]
*/
SELECT cin_episode_id AS record_id, child_id, end_date AS event_date, team AS latest_team, closure_reason AS category,
       CASE WHEN EXISTS (
                SELECT 1 FROM assessment
                WHERE assessment.child_id = episode.child_id AND assessment.start_date >= episode.start_date
                  AND assessment.start_date <= episode.end_date)
            THEN 0 ELSE 1 END AS numerator
FROM cin_episode AS episode
WHERE closure_reason IN ('RC8', 'RC9') AND end_date < DATE '9999-12-31' AND NOT end_is_inferred
/*
[[example]]
says        = "an assessment on the first or the last day is one of the episode; the day after it closed is too late"
cin_episode = [
    { cin_episode_id = "E1", child_id = "A", start_date = 2026-07-10, end_date = 2026-08-10, closure_reason = "RC8" },
    { cin_episode_id = "E2", child_id = "B", start_date = 2026-07-10, end_date = 2026-08-10, closure_reason = "RC9" },
    { cin_episode_id = "E3", child_id = "C", start_date = 2026-07-10, end_date = 2026-08-10, closure_reason = "RC8" },
]
assessment  = [
    { assessment_id = "A1", child_id = "A", start_date = 2026-07-10 },
    { assessment_id = "A2", child_id = "B", start_date = 2026-08-10 },
    { assessment_id = "A3", child_id = "C", start_date = 2026-08-11 },
]
counts      = { E1 = 0, E2 = 0, E3 = 1 }

[[example]]
says        = "other reasons rest on other things, and an open episode has not been closed"
cin_episode = [
    { cin_episode_id = "E1", child_id = "A", start_date = 2026-07-10, end_date = 2026-08-10, closure_reason = "RC7" },
    { cin_episode_id = "E2", child_id = "B", start_date = 2026-07-10, closure_reason = "RC8" },
    { cin_episode_id = "E3", child_id = "C", start_date = 2026-07-10, end_date = 2026-08-10, closure_reason = "RC8" },
]
counts      = { E3 = 1 }

[[example]]
says        = "a reason without a closing date is no closure on a day we know, though the episode has since left the lists"
cin_episode = [
    { cin_episode_id = "E1", child_id = "A", start_date = 2026-01-10, end_date = 2026-03-01, end_is_inferred = true, closure_reason = "RC8" },
    { cin_episode_id = "E2", child_id = "B", start_date = 2026-01-10, end_date = 2026-03-01, closure_reason = "RC8" },
]
counts      = { E2 = 1 }
*/
