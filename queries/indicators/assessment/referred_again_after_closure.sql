/*
title         = "Help ended, then referred again within 6 months"
question      = "Did we stop helping before things were better for good?"
why           = "Help that stops at the first sign of progress brings the child back. Ofsted found just that: work with children in need that ended before the improvement had lasted."
ask           = [
    "Had things been better for long enough when we stopped?",
    "Who stayed in touch with the families after we had stopped?",
]
numerator     = "Of those, the child was referred again in the 6 months after"
denominator   = "Episodes of need that ended after help, other than by death or a move to another authority or to adult services"
groups        = "Primary need"
timing        = "during"
shown_as      = "percentage"
polarity      = "low is good"
order         = 4
needs_history = "0 months"
settles       = "184 days"
counts_from   = ["cin_episode", "referral", "cin_episode_end_date", "cin_episode_closure_reason", "cin_episode_case_status"]
source        = "Local measure; children in need census for closures and their reasons"
caveats       = [
    "Counted in the month of the closure, so it looks forward: the newest six months are still filling and are not shown yet.",
    "Children closed after an assessment that found no need (RC8, RC9) had no help that could end; they have a figure of their own.",
    "A closure without a reason counts, unless the record was last seen in assessment: then no help had begun.",
    "An episode that left the lists without a closing date was closed on no day we know. It is not counted.",
    "A referral on the very day of the closure is not a return. A child who moved away without our knowing cannot be seen to return.",
]
*/
SELECT cin_episode_id AS record_id, child_id, end_date AS event_date, team AS latest_team, primary_need AS category,
       CASE WHEN EXISTS (
                SELECT 1 FROM referral AS later
                WHERE later.child_id = closed.child_id AND later.referral_date > closed.end_date
                  AND closed.end_date >= later.referral_date - INTERVAL 6 MONTH
            ) THEN 1 ELSE 0 END AS numerator
FROM cin_episode AS closed
WHERE end_date < DATE '9999-12-31' AND NOT end_is_inferred
  AND CASE WHEN closure_reason IS NULL THEN COALESCE(case_status, '') <> 'Open assessment'
           ELSE closure_reason NOT IN ('RC2', 'RC5', 'RC6', 'RC8', 'RC9') END
/*
[[example]]
says        = "six months from the closure to the day counts, a day more does not; an open episode is not in it"
cin_episode = [
    { cin_episode_id = "E1", child_id = "A", start_date = 2024-01-05, end_date = 2025-02-20, closure_reason = "RC7" },
    { cin_episode_id = "E2", child_id = "B", start_date = 2024-01-05, end_date = 2025-02-20, closure_reason = "RC7" },
    { cin_episode_id = "E3", child_id = "C", start_date = 2024-01-05 },
]
referral    = [
    { referral_id = "R1", child_id = "A", referral_date = 2025-08-20 },
    { referral_id = "R2", child_id = "B", referral_date = 2025-08-21 },
]
counts      = { E1 = 1, E2 = 0 }

[[example]]
says        = "assessed as not in need, died, moved or grown up: no help ended that the child could come back for"
cin_episode = [
    { cin_episode_id = "E1", child_id = "A", start_date = 2024-01-05, end_date = 2025-02-20, closure_reason = "RC8" },
    { cin_episode_id = "E2", child_id = "B", start_date = 2024-01-05, end_date = 2025-02-20, closure_reason = "RC2" },
    { cin_episode_id = "E3", child_id = "C", start_date = 2024-01-05, end_date = 2025-02-20, closure_reason = "RC5" },
    { cin_episode_id = "E4", child_id = "D", start_date = 2024-01-05, end_date = 2025-02-20, closure_reason = "RC4" },
]
counts      = { E4 = 0 }

[[example]]
says        = "without a reason it counts, unless it was last seen in assessment; a referral on the closing day is no return"
cin_episode = [
    { cin_episode_id = "E1", child_id = "A", start_date = 2024-01-05, end_date = 2025-02-20, case_status = "Child in need plan" },
    { cin_episode_id = "E2", child_id = "B", start_date = 2025-01-05, end_date = 2025-02-20, case_status = "Open assessment" },
]
referral    = [ { referral_id = "R1", child_id = "A", referral_date = 2025-02-20 } ]
counts      = { E1 = 0 }

[[example]]
says        = "an episode that left the lists without a closing date is no closure; the same with a date is"
cin_episode = [
    { cin_episode_id = "E1", child_id = "A", start_date = 2024-01-05, end_date = 2025-03-01, end_is_inferred = true, case_status = "Child in need plan" },
    { cin_episode_id = "E2", child_id = "B", start_date = 2024-01-05, end_date = 2025-03-01, case_status = "Child in need plan" },
]
referral    = [
    { referral_id = "R1", child_id = "A", referral_date = 2025-06-20 },
    { referral_id = "R2", child_id = "B", referral_date = 2025-06-20 },
]
counts      = { E2 = 1 }
*/
