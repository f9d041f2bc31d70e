/*
title         = "Re-referrals within 6 months"
question      = "Did the first response hold for half a year?"
why           = "A child who is back within six months came back to much the same worry. This figure moves sooner than the one for twelve months, so a change in practice is seen earlier."
ask           = [
    "What did we do for these children the first time, and why did it not last?",
    "Who read the records of some children who came back, and what did they find?",
]
numerator     = "Referrals of a child who had been referred in the 6 months before"
denominator   = "All referrals received"
groups        = "Referral source"
timing        = "during"
shown_as      = "percentage"
polarity      = "low is good"
order         = 12
needs_history = "6 months"
settles       = "14 days"
counts_from   = ["referral", "referral_earlier_no_further_action"]
source        = "Local variant of the national measure, which looks back 12 months; quoted to Blackpool's members in 2022"
caveats       = [
    "No authority publishes this one. It is always lower than the figure for 12 months: the two must not be set side by side as one.",
    "Counted from the date of the earlier referral, in calendar months, not from the day it was closed.",
    "An earlier referral counts even if it was closed with no further action, unless the authority's settings say otherwise.",
]
*/
SELECT referral_id AS record_id, child_id, referral_date AS event_date, team, referral_source AS category,
       CASE WHEN EXISTS (
                SELECT 1 FROM referral AS earlier
                WHERE earlier.child_id = this.child_id AND earlier.referral_date < this.referral_date
                  AND earlier.referral_date >= this.referral_date - INTERVAL 6 MONTH
                  AND ($re_referral_after_no_further_action OR NOT COALESCE(earlier.no_further_action, FALSE))
            ) THEN 1 ELSE 0 END AS numerator
FROM referral AS this
WHERE EXISTS (
    SELECT 1 FROM covered
    WHERE model_table = CASE WHEN $re_referral_after_no_further_action THEN 'referral' ELSE 'referral_earlier_no_further_action' END
      AND this.referral_date <= covered_to
      AND covered_from <= date_trunc('month', this.referral_date) - INTERVAL 6 MONTH
)
/*
[[example]]
says     = "six months to the day counts; seven months, which counts within 12 months, does not"
referral = [
    { referral_id = "R1", child_id = "A", referral_date = 2025-01-10 },
    { referral_id = "R2", child_id = "A", referral_date = 2025-07-10 },
    { referral_id = "R3", child_id = "A", referral_date = 2026-02-11 },
]
counts   = { R1 = 0, R2 = 1, R3 = 0 }

[[example]]
says     = "six months back from the 31st of August is the last of February"
referral = [
    { referral_id = "R1", child_id = "A", referral_date = 2025-02-28 },
    { referral_id = "R2", child_id = "A", referral_date = 2025-08-31 },
]
counts   = { R1 = 0, R2 = 1 }

[[example]]
says     = "without six months of referrals before its month a referral cannot be judged and is left out"
coverage = [ { model_table = "referral", covered_from = 2025-01-01, covered_to = 2025-12-31 } ]
referral = [
    { referral_id = "R1", child_id = "A", referral_date = 2025-06-30 },
    { referral_id = "R2", child_id = "A", referral_date = 2025-07-01 },
]
counts   = { R2 = 1 }
*/
