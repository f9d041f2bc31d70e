/*
title         = "Referrals received"
question      = "How many children are people worried enough about to ask for help?"
why           = "Every share at the front door is a share of these. A fall can mean fewer worries, or a door that has become harder to open."
ask           = [
    "Who sends us more or fewer children than before, and do we know why?",
    "Do we have enough staff to look at each referral in time?",
]
numerator     = "Referrals received"
denominator   = "None: this is a number, and brothers and sisters referred together each count"
groups        = "Referral source"
timing        = "during"
shown_as      = "number"
polarity      = "neither"
order         = 0
needs_history = "0 months"
settles       = "14 days"
counts_from   = ["referral"]
source        = "Children in need census: referrals in the year"
caveats       = [
    "Brothers and sisters referred together each count.",
    "Several requests for one child on one day are one referral.",
    "A month is judged by its days: February has room for fewer.",
]
*/
SELECT referral_id AS record_id, child_id, referral_date AS event_date, team, referral_source AS category, 1 AS numerator
FROM referral
/*
[[example]]
says     = "each referral counts once, for any child and with any outcome"
referral = [
    { referral_id = "R1", child_id = "A", referral_date = 2024-01-10 },
    { referral_id = "R2", child_id = "A", referral_date = 2024-01-11, no_further_action = true },
    { referral_id = "R3", child_id = "B", referral_date = 2024-01-10 },
]
counts   = { R1 = 1, R2 = 1, R3 = 1 }

[[example]]
says     = "brothers and sisters referred together each count"
referral = [
    { referral_id = "R1", child_id = "A", referral_date = 2024-03-29 },
    { referral_id = "R2", child_id = "B", referral_date = 2024-03-29 },
]
counts   = { R1 = 1, R2 = 1 }
*/
