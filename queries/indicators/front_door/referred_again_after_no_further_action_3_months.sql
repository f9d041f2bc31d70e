/*
title         = "Closed with no further action, then referred again within 3 months"
question      = "Were we wrong to close within weeks of doing so?"
why           = "A child who is back within three months comes back with the worry we closed. These are the first records to read when the door may be closing too soon."
ask           = [
    "What did we know when we closed, and what had changed when they came back?",
    "Who looked again at a sample of these decisions, and what did they find?",
]
numerator     = "Of those, the child was referred again in the 3 months after"
denominator   = "Referrals closed with no further action when first considered"
groups        = "Referral source"
timing        = "during"
shown_as      = "percentage"
polarity      = "low is good"
order         = 52
needs_history = "0 months"
settles       = "92 days"
counts_from   = ["referral", "referral_no_further_action"]
source        = "Local measure; named by the department as wanted, not published"
caveats       = [
    "Counted in the month of the referral that was closed, so it looks forward: the newest three months are still filling and are not shown yet.",
    "A child counts here and also in the figures for longer times: the three figures, for 3, 6 and 12 months, cannot be added up.",
    "A child who moved away cannot be seen to return.",
]
*/
SELECT referral_id AS record_id, child_id, referral_date AS event_date, team, referral_source AS category,
       CASE WHEN EXISTS (
                SELECT 1 FROM referral AS later
                WHERE later.child_id = closed.child_id AND later.referral_date > closed.referral_date
                  AND closed.referral_date >= later.referral_date - INTERVAL 3 MONTH
            ) THEN 1 ELSE 0 END AS numerator
FROM referral AS closed
WHERE no_further_action
/*
[[example]]
says     = "three months to the day counts; the day after does not"
referral = [
    { referral_id = "R1", child_id = "A", referral_date = 2025-01-10, no_further_action = true },
    { referral_id = "R2", child_id = "A", referral_date = 2025-04-10 },
    { referral_id = "R3", child_id = "B", referral_date = 2025-01-10, no_further_action = true },
    { referral_id = "R4", child_id = "B", referral_date = 2025-04-11 },
]
counts   = { R1 = 1, R3 = 0 }

[[example]]
says     = "three months back from the 31st of May is the last of February"
referral = [
    { referral_id = "R1", child_id = "A", referral_date = 2025-02-28, no_further_action = true },
    { referral_id = "R2", child_id = "A", referral_date = 2025-05-31 },
]
counts   = { R1 = 1 }

[[example]]
says     = "two referrals on one day are not a return, and neither is another child's"
referral = [
    { referral_id = "R1", child_id = "A", referral_date = 2025-01-10, no_further_action = true },
    { referral_id = "R2", child_id = "A", referral_date = 2025-01-10 },
    { referral_id = "R3", child_id = "B", referral_date = 2025-02-10 },
]
counts   = { R1 = 0 }
*/
