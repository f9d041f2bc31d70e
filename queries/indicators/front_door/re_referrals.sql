/*
title         = "Re-referrals within 12 months"
question      = "Did the first response hold?"
why           = "A child who is referred again within a year may not have had the help they needed the first time. Some return because something new has happened; a rise asks who checked."
ask           = [
    "What did we do for these children the first time, and why did it not last?",
    "Who read the records of some children who came back, and what did they find?",
]
numerator     = "Referrals of a child who had been referred in the 12 months before"
denominator   = "All referrals received"
groups        = "Referral source"
waits         = "closure"
timing        = "during"
shown_as      = "percentage"
polarity      = "low is good"
order         = 10
published     = "re_referral_percent"
needs_history = "12 months"
settles       = "14 days"
counts_from   = ["referral", "referral_previous_referrals", "referral_earlier_no_further_action"]
source        = "Children in need census: re-referrals within 12 months of a previous referral"
caveats       = [
    "Every referral counts, so one child can count more than once; brothers and sisters referred together each count.",
    "An earlier referral counts even if it was closed with no further action, unless the authority's settings say otherwise.",
    "Months without 12 months of referrals before them use the number the source recorded, for each child's latest referral only. They are marked as recorded and stay out of the limits.",
]
*/
WITH referral_with_history AS (
    SELECT referral.*, EXISTS (
        SELECT 1 FROM covered
        WHERE model_table = CASE WHEN $re_referral_after_no_further_action THEN 'referral' ELSE 'referral_earlier_no_further_action' END
          AND referral.referral_date <= covered_to
          AND covered_from <= date_trunc('month', referral.referral_date) - $re_referral_months * INTERVAL 1 MONTH
    ) AS has_history
    FROM referral
)
SELECT referral_id AS record_id, child_id, referral_date AS event_date, team, referral_source AS category,
       CASE WHEN has_history THEN 'counted' ELSE 'recorded' END AS basis,
       CASE WHEN NOT has_history THEN CASE WHEN recorded_previous_referrals > 0 THEN 1 ELSE 0 END
            WHEN EXISTS (
                SELECT 1 FROM referral AS earlier
                WHERE earlier.child_id = this.child_id AND earlier.referral_date < this.referral_date
                  AND earlier.referral_date >= this.referral_date - $re_referral_months * INTERVAL 1 MONTH
                  AND ($re_referral_after_no_further_action OR NOT COALESCE(earlier.no_further_action, FALSE))
            ) THEN 1 ELSE 0 END AS numerator
FROM referral_with_history AS this
WHERE has_history OR recorded_previous_referrals IS NOT NULL
/*
[[example]]
says     = "ten months later counts; thirteen months later does not; the same day a year later does"
referral = [
    { referral_id = "R1", child_id = "A", referral_date = 2024-01-10 },
    { referral_id = "R2", child_id = "A", referral_date = 2024-11-10 },
    { referral_id = "R3", child_id = "A", referral_date = 2025-12-11 },
    { referral_id = "R4", child_id = "A", referral_date = 2026-12-11 },
]
counts   = { R1 = 0, R2 = 1, R3 = 0, R4 = 1 }

[[example]]
says     = "another child's referral is not a previous one; an earlier referral closed with no further action is"
referral = [
    { referral_id = "R1", child_id = "A", referral_date = 2024-01-10, no_further_action = true },
    { referral_id = "R2", child_id = "B", referral_date = 2024-03-10 },
    { referral_id = "R3", child_id = "A", referral_date = 2024-03-10 },
]
counts   = { R1 = 0, R2 = 0, R3 = 1 }

[[example]]
says     = "with the authority's setting, an earlier referral closed with no further action does not count"
settings = { re_referral_after_no_further_action = false }
referral = [
    { referral_id = "R1", child_id = "A", referral_date = 2024-01-10, no_further_action = true },
    { referral_id = "R2", child_id = "A", referral_date = 2024-03-10 },
]
counts   = { R1 = 0, R2 = 0 }

[[example]]
says     = "without a year of history, only a child's latest referral counts, by the number recorded with it"
coverage = [ { model_table = "referral", covered_from = 2024-05-01, covered_to = 2025-06-30 } ]
referral = [
    { referral_id = "R1", child_id = "A", referral_date = 2024-05-10 },
    { referral_id = "R2", child_id = "A", referral_date = 2024-09-10, recorded_previous_referrals = 2 },
    { referral_id = "R3", child_id = "B", referral_date = 2024-09-10, recorded_previous_referrals = 0 },
    { referral_id = "R4", child_id = "A", referral_date = 2025-05-01, recorded_previous_referrals = 0 },
]
counts   = { R2 = 1, R3 = 0, R4 = 1 }
*/
