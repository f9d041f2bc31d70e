/*
title         = "Closures with a date or a reason, and not both"
question      = "Is this child's episode closed, and why?"
why           = "A closing date without a reason hides whether the child was safe. A reason without a date leaves a closed episode open."
numerator     = "Episodes with a closing date and no reason, or a reason and no closing date"
denominator   = "All episodes of need with a closing date or a reason"
groups        = "Primary need"
timing        = "during"
shown_as      = "percentage"
polarity      = "low is good"
order         = 16
needs_history = "0 months"
settles       = "14 days"
counts_from   = ["cin_episode", "cin_episode_end_date", "cin_episode_closure_reason", "cin_episode_case_status"]
source        = "Children in need census rules 8805, 8810 and 8640"
caveats       = [
    "Counted on the closing date; without one, on the day the episode began.",
    "An episode that was last seen open and has disappeared from the lists is no longer open, but has no closing date. Only one with a reason is at fault here: list 6 need not name what closed after assessment.",
    "A closing date or reason that could not be read counts as missing.",
    "If the newest list leaves out the closing dates or the reasons, months in which episodes without them began are not available.",
]
*/
WITH recorded AS (
    SELECT cin_episode.*, end_date < DATE '9999-12-31' AND NOT end_is_inferred AS has_date,
           file IN (SELECT file FROM unsaid WHERE detail = 'cin_episode_end_date') AS lacks_dates,
           file IN (SELECT file FROM unsaid WHERE detail = 'cin_episode_closure_reason') AS lacks_reasons
    FROM cin_episode
)
SELECT cin_episode_id AS record_id, child_id, CASE WHEN has_date THEN end_date ELSE start_date END AS event_date,
       team AS latest_team, primary_need AS category,
       CASE WHEN has_date AND closure_reason IS NOT NULL THEN 0
            WHEN lacks_dates AND NOT has_date OR lacks_reasons AND closure_reason IS NULL THEN NULL ELSE 1 END AS numerator
FROM recorded
WHERE closure_reason IS NOT NULL OR has_date OR lacks_reasons
/*
[[example]]
says        = "a date and a reason are in order, one without the other is not, and an open episode has neither"
cin_episode = [
    { cin_episode_id = "E1", child_id = "A", start_date = 2026-01-10, end_date = 2026-08-10, closure_reason = "RC7" },
    { cin_episode_id = "E2", child_id = "B", start_date = 2026-01-10, end_date = 2026-08-10 },
    { cin_episode_id = "E3", child_id = "C", start_date = 2026-01-10, closure_reason = "RC7" },
    { cin_episode_id = "E4", child_id = "D", start_date = 2026-01-10 },
]
counts      = { E1 = 0, E2 = 1, E3 = 1 }

[[example]]
says        = "an episode that closed the day it began has a closing date"
cin_episode = [
    { cin_episode_id = "E1", child_id = "A", start_date = 2026-08-10, end_date = 2026-08-10, closure_reason = "RC8" },
    { cin_episode_id = "E2", child_id = "B", start_date = 2026-08-10, end_date = 2026-08-10, case_status = "Closed episode" },
]
counts      = { E1 = 0, E2 = 1 }

[[example]]
says        = "an episode that disappeared from the lists has no recorded end: it counts here only if it has a closure reason"
cin_episode = [
    { cin_episode_id = "E1", child_id = "A", start_date = 2026-05-10, end_date = 2026-08-01, end_is_inferred = true, case_status = "Open assessment" },
    { cin_episode_id = "E2", child_id = "B", start_date = 2026-05-10, end_date = 2026-08-01, end_is_inferred = true, closure_reason = "RC7" },
    { cin_episode_id = "E3", child_id = "C", start_date = 2026-05-10, end_date = 2026-08-01, case_status = "Open assessment" },
]
counts      = { E2 = 1, E3 = 1 }
*/
