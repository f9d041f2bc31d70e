/*
title         = "Referrals closed with no further action"
question      = "Are referrals closed before anyone has looked?"
why           = "A referral closed without an assessment rests on one decision. If more are closed, members should ask who checked those decisions and how many of the children came back."
numerator     = "Referrals closed with no further action when first considered"
denominator   = "All referrals received"
groups        = "Referral source"
timing        = "during"
shown_as      = "percentage"
polarity      = "neither"
order         = 30
published     = "no_further_action_percent"
needs_history = "0 months"
settles       = "14 days"
counts_from   = ["referral", "referral_no_further_action"]
source        = "Children in need census: referral no further action flag"
caveats       = [
    "Authorities record this differently. One that opens a referral only when it will act reports none, and cannot be compared.",
    "A referral without the flag counts as not closed, as in the national figure.",
]
*/
SELECT referral_id AS record_id, child_id, referral_date AS event_date, team, referral_source AS category,
       CASE WHEN no_further_action THEN 1 ELSE 0 END AS numerator
FROM referral
/*
[[example]]
says     = "the flag decides"
referral = [
    { referral_id = "R1", child_id = "A", referral_date = 2026-01-05, no_further_action = true },
    { referral_id = "R2", child_id = "B", referral_date = 2026-01-05, no_further_action = false },
]
counts   = { R1 = 1, R2 = 0 }

[[example]]
says     = "a blank flag stays in the denominator"
referral = [ { referral_id = "R1", child_id = "A", referral_date = 2026-01-05 } ]
counts   = { R1 = 0 }
*/
