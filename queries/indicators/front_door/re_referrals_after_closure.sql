/*
title         = "Re-referrals within 12 months of closing"
question      = "Once we had stepped away, how soon were we needed again?"
why           = "A child helped for ten months and back three months later is not a re-referral within 12 months by the national count, because that runs from the first referral. Counted from the day help ended, such a child is seen."
ask           = [
    "Who decided that we could stop, and what did they check first?",
    "What help did these families still have after we had stopped?",
]
numerator     = "Referrals of a child whose earlier referral had been closed in the 12 months before"
denominator   = "All referrals received"
groups        = "Referral source"
timing        = "during"
shown_as      = "percentage"
polarity      = "low is good"
order         = 14
needs_history = "12 months"
settles       = "14 days"
counts_from   = ["referral", "cin_episode", "cin_episode_end_date", "cin_episode_case_status", "referral_no_further_action"]
source        = "Local variant of the national measure, as Darlington counts it: within 12 months of the last referral ending"
caveats       = [
    "The clock starts when the child's earlier episode of need ended. A referral closed with no further action ended on the day it was made, unless the authority's settings say that it does not count.",
    "The national measure starts its clock on the day of the earlier referral. This one finds children who were helped for long; it leaves out a referral made while an earlier episode is still open.",
    "An episode that left the lists without a closing date was closed on no day we know, and starts no clock.",
    "A referral on the very day of closing is not counted as a return.",
]
*/
WITH ended AS (
    SELECT child_id, end_date AS day FROM cin_episode WHERE NOT end_is_inferred
    UNION ALL
    SELECT child_id, referral_date FROM referral WHERE no_further_action AND $re_referral_after_no_further_action
)
SELECT referral_id AS record_id, child_id, referral_date AS event_date, team, referral_source AS category,
       CASE WHEN EXISTS (
                SELECT 1 FROM ended
                WHERE ended.child_id = this.child_id AND ended.day < this.referral_date
                  AND ended.day >= this.referral_date - $re_referral_months * INTERVAL 1 MONTH
            ) THEN 1 ELSE 0 END AS numerator
FROM referral AS this
WHERE (
    SELECT COUNT(DISTINCT model_table) FROM covered
    WHERE model_table IN ('cin_episode_end_date', 'referral_no_further_action') AND this.referral_date <= covered_to
      AND covered_from <= date_trunc('month', this.referral_date) - $re_referral_months * INTERVAL 1 MONTH
) = 2
/*
[[example]]
says        = "a year after closing counts, though the earlier referral was long before; a day more does not"
cin_episode = [
    { cin_episode_id = "E1", child_id = "A", start_date = 2023-01-10, end_date = 2025-03-01 },
    { cin_episode_id = "E2", child_id = "B", start_date = 2023-01-10, end_date = 2025-03-01 },
]
referral    = [
    { referral_id = "R1", child_id = "A", referral_date = 2026-03-01 },
    { referral_id = "R2", child_id = "B", referral_date = 2026-03-02 },
]
counts      = { R1 = 1, R2 = 0 }

[[example]]
says        = "an episode still open is no earlier one that ended, and neither is one closed that same day"
cin_episode = [
    { cin_episode_id = "E1", child_id = "A", start_date = 2025-01-10 },
    { cin_episode_id = "E2", child_id = "B", start_date = 2025-01-10, end_date = 2025-03-01 },
]
referral    = [
    { referral_id = "R1", child_id = "A", referral_date = 2025-03-01 },
    { referral_id = "R2", child_id = "B", referral_date = 2025-03-01 },
]
counts      = { R1 = 0, R2 = 0 }

[[example]]
says     = "a referral closed with no further action ended at once"
referral = [
    { referral_id = "R1", child_id = "A", referral_date = 2025-01-10, no_further_action = true },
    { referral_id = "R2", child_id = "A", referral_date = 2025-12-10 },
]
counts   = { R1 = 0, R2 = 1 }

[[example]]
says     = "with the authority's setting, a referral closed with no further action does not count as an earlier one"
settings = { re_referral_after_no_further_action = false }
referral = [
    { referral_id = "R1", child_id = "A", referral_date = 2025-01-10, no_further_action = true },
    { referral_id = "R2", child_id = "A", referral_date = 2025-12-10 },
]
counts   = { R1 = 0, R2 = 0 }

[[example]]
says        = "an episode that left the lists without a closing date starts no clock"
cin_episode = [
    { cin_episode_id = "E1", child_id = "A", start_date = 2023-01-10, end_date = 2025-03-01, end_is_inferred = true },
    { cin_episode_id = "E2", child_id = "B", start_date = 2023-01-10, end_date = 2025-03-01 },
]
referral    = [
    { referral_id = "R1", child_id = "A", referral_date = 2025-09-01 },
    { referral_id = "R2", child_id = "B", referral_date = 2025-09-01 },
]
counts      = { R1 = 0, R2 = 1 }
*/
