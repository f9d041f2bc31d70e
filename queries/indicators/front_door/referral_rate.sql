/*
title         = "Referrals for every 10,000 children"
question      = "Are we asked for help more often than places like us?"
why           = "A bigger place has more referrals. Set against the number of children who live here, the figure can stand beside other authorities and beside our own years."
ask           = [
    "Do people here know when and how to tell us about a child?",
    "Who sends us more or fewer children than before, and do we know why?",
]
numerator     = "Referrals received"
denominator   = "Children aged 0 to 17 who live in the authority, by the national mid-year estimate"
groups        = "Referral source"
timing        = "during"
shown_as      = "rate per 10,000"
polarity      = "neither"
order         = 5
published     = "referrals_per_10000"
needs_history = "0 months"
settles       = "14 days"
counts_from   = ["referral"]
source        = "Children in need census: referrals in the year per 10,000 children"
caveats       = [
    "Each referral counts, so a child can count more than once; brothers and sisters referred together each count.",
    "A month's rate is for that month alone. Only the year's rate, April to March, can be set beside the published one.",
    "Much moving in and out makes the estimate of the children who live here less sure.",
]
*/
SELECT referral_id AS record_id, child_id, referral_date AS event_date, team, referral_source AS category, 1 AS numerator
FROM referral
/*
[[example]]
says     = "every referral counts, also a second one of the same child and one closed with no further action"
referral = [
    { referral_id = "R1", child_id = "A", referral_date = 2024-01-10 },
    { referral_id = "R2", child_id = "A", referral_date = 2024-02-11, no_further_action = true },
]
counts   = { R1 = 1, R2 = 1 }

[[example]]
says     = "a contact that did not become a referral is not in it"
contact  = [ { contact_id = "C1", child_id = "B", contact_date = 2024-01-10, outcome = "advice" } ]
referral = [ { referral_id = "R1", child_id = "A", referral_date = 2024-01-10 } ]
counts   = { R1 = 1 }
*/
