/*
title         = "Assessed and closed: no social care support needed"
question      = "How much assessment ends in nothing?"
why           = "An assessment is an intrusion and costs weeks of work. A high share that ends with no support asks whether the right children are assessed, and whether any closed too soon."
numerator     = "Referrals whose assessment found no need for social care support, or whose episode closed for that reason (RC8, RC9)"
denominator   = "All referrals received"
groups        = "Referral source"
timing        = "during"
shown_as      = "percentage"
polarity      = "neither"
order         = 40
published     = "not_in_need_percent"
needs_history = "0 months"
settles       = "100 days"
counts_from   = [
    "referral", "assessment", "cin_episode", "assessment_needs_support", "cin_episode_closure_reason",
    "cin_episode_case_status",
]
source        = "Children in need census: assessed as not in need, closure reasons RC8 and RC9"
caveats       = [
    "An assessment belongs to the child's latest referral on or before its start, if it starts within the days set by the authority.",
    "A recent referral may still be waiting for its assessment to end, so the newest months are not shown yet.",
    "RC9 (closed to early help) exists since 2022-23; the national series has a break there.",
]
*/
WITH referral_to_next AS (
    SELECT referral.*, COALESCE(LEAD(referral_date) OVER (PARTITION BY child_id ORDER BY referral_date, referral_id),
                                DATE '9999-12-31') AS next_referral_date
    FROM referral
)
SELECT referral_id AS record_id, child_id, referral_date AS event_date, team, referral_source AS category,
       CASE WHEN EXISTS (
                SELECT 1 FROM assessment
                WHERE assessment.child_id = this.child_id AND NOT assessment.needs_support
                  AND assessment.start_date >= this.referral_date AND assessment.start_date < this.next_referral_date
                  AND assessment.start_date <= this.referral_date + CAST($assessment_link_days AS INTEGER)
            ) OR EXISTS (
                SELECT 1 FROM cin_episode AS episode
                WHERE episode.child_id = this.child_id AND episode.start_date = this.referral_date
                  AND episode.closure_reason IN ('RC8', 'RC9')
            ) THEN 1 ELSE 0 END AS numerator
FROM referral_to_next AS this
/*
[[example]]
says       = "an assessment soon after the referral that found no need counts; one that found need does not"
referral   = [
    { referral_id = "R1", child_id = "A", referral_date = 2026-01-05 },
    { referral_id = "R2", child_id = "B", referral_date = 2026-01-05 },
]
assessment = [
    { assessment_id = "S1", child_id = "A", start_date = 2026-01-07, end_date = 2026-02-20, needs_support = false },
    { assessment_id = "S2", child_id = "B", start_date = 2026-01-07, end_date = 2026-02-20, needs_support = true },
]
counts     = { R1 = 1, R2 = 0 }

[[example]]
says       = "the assessment belongs to the latest referral before it, not to the earlier one too"
referral   = [
    { referral_id = "R1", child_id = "A", referral_date = 2026-01-05 },
    { referral_id = "R2", child_id = "A", referral_date = 2026-01-20 },
]
assessment = [ { assessment_id = "S1", child_id = "A", start_date = 2026-01-21, end_date = 2026-02-20, needs_support = false } ]
counts     = { R1 = 0, R2 = 1 }

[[example]]
says        = "a closure with RC8 counts without the assessment; an assessment still open does not count yet"
referral    = [
    { referral_id = "R1", child_id = "A", referral_date = 2026-01-05 },
    { referral_id = "R2", child_id = "B", referral_date = 2026-01-05 },
]
cin_episode = [ { cin_episode_id = "E1", child_id = "A", start_date = 2026-01-05, end_date = 2026-02-20, closure_reason = "RC8" } ]
assessment  = [ { assessment_id = "S1", child_id = "B", start_date = 2026-01-07 } ]
counts      = { R1 = 1, R2 = 0 }
*/
