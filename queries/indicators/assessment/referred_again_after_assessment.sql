/*
title         = "Assessed, closed as not in need, then referred again within 6 months"
question      = "When an assessment found no need, was it right?"
why           = "The case was looked at in full and closed. A child who is back within half a year asks whether the assessment saw what was there."
ask           = [
    "Who read a sample of these assessments, and what had they missed?",
    "What did we offer the families when we closed?",
]
numerator     = "Of those, the child was referred again in the 6 months after"
denominator   = "Episodes closed because the assessment found no need for social care support (RC8, RC9)"
groups        = "Primary need"
timing        = "during"
shown_as      = "percentage"
polarity      = "low is good"
order         = 3
needs_history = "0 months"
settles       = "184 days"
counts_from   = ["cin_episode", "referral", "cin_episode_end_date", "cin_episode_closure_reason", "cin_episode_case_status"]
source        = "Local measure; named by the department as wanted, not published"
caveats       = [
    "Counted in the month of the closure, so it looks forward: the newest six months are still filling and are not shown yet.",
    "RC9 (closed to early help) exists since 2022-23; before, all of these were RC8.",
    "A list of children in need may leave out those closed after an assessment (Ofsted's guidance expects none with RC8), so an authority whose list does so has few here.",
    "An episode that left the lists without a closing date was closed on no day we know. It is not counted.",
    "A child who moved away cannot be seen to return.",
]
*/
SELECT cin_episode_id AS record_id, child_id, end_date AS event_date, team AS latest_team, primary_need AS category,
       CASE WHEN EXISTS (
                SELECT 1 FROM referral AS later
                WHERE later.child_id = closed.child_id AND later.referral_date > closed.end_date
                  AND closed.end_date >= later.referral_date - INTERVAL 6 MONTH
            ) THEN 1 ELSE 0 END AS numerator
FROM cin_episode AS closed
WHERE end_date < DATE '9999-12-31' AND NOT end_is_inferred AND closure_reason IN ('RC8', 'RC9')
/*
[[example]]
says        = "six months from the closure to the day counts, a day more does not"
cin_episode = [
    { cin_episode_id = "E1", child_id = "A", start_date = 2025-01-05, end_date = 2025-02-20, closure_reason = "RC8" },
    { cin_episode_id = "E2", child_id = "B", start_date = 2025-01-05, end_date = 2025-02-20, closure_reason = "RC9" },
]
referral    = [
    { referral_id = "R1", child_id = "A", referral_date = 2025-08-20 },
    { referral_id = "R2", child_id = "B", referral_date = 2025-08-21 },
]
counts      = { E1 = 1, E2 = 0 }

[[example]]
says        = "a closure after help is not in it, nor a reason without a date; the referral that began it is no return"
cin_episode = [
    { cin_episode_id = "E3", child_id = "C", start_date = 2025-01-05, closure_reason = "RC8" },
    { cin_episode_id = "E1", child_id = "A", start_date = 2025-01-05, end_date = 2025-02-20, closure_reason = "RC7" },
    { cin_episode_id = "E2", child_id = "B", start_date = 2025-01-05, end_date = 2025-02-20, closure_reason = "RC8" },
]
referral    = [
    { referral_id = "R1", child_id = "A", referral_date = 2025-03-20 },
    { referral_id = "R2", child_id = "B", referral_date = 2025-01-05 },
]
counts      = { E2 = 0 }

[[example]]
says        = "a reason without a closing date is no closure on a day we know, though the episode has since left the lists"
cin_episode = [
    { cin_episode_id = "E1", child_id = "A", start_date = 2025-01-05, end_date = 2025-03-01, end_is_inferred = true, closure_reason = "RC8" },
    { cin_episode_id = "E2", child_id = "B", start_date = 2025-01-05, end_date = 2025-03-01, closure_reason = "RC8" },
]
referral    = [
    { referral_id = "R1", child_id = "A", referral_date = 2025-06-20 },
    { referral_id = "R2", child_id = "B", referral_date = 2025-06-20 },
]
counts      = { E2 = 1 }
*/
