/*
title         = "Closed with no further action, and yet there was action"
question      = "Was this referral really closed?"
why           = "A referral is closed with no further action only if nothing follows from it. Where an assessment or enquiry did, the flag is wrong, or the same worry came back and was not recorded as a new referral."
ask           = [
    "Were these referrals closed by mistake, or opened again for a reason?",
    "Which records are still to be put right, and who is doing it?",
]
numerator     = "Referrals that an assessment or section 47 enquiry of the child followed, before any new referral"
denominator   = "All referrals closed with no further action"
groups        = "Referral source"
timing        = "during"
shown_as      = "percentage"
polarity      = "low is good"
order         = 15
needs_history = "0 months"
settles       = "45 days"
counts_from   = ["referral", "referral_no_further_action", "assessment", "section_47"]
source        = "Children in need census rules 8831, 8832 and 4000: no activity on a referral with no further action"
caveats       = [
    "Annex A does not say which referral an assessment belongs to. One that starts within the authority's own number of days after a referral, and before the next one, is taken to belong to it.",
    "Newest months are shown only when there has been time for something to follow.",
]
*/
WITH activity AS (
    SELECT child_id, start_date FROM assessment UNION ALL SELECT child_id, start_date FROM section_47
), closed AS (
    SELECT referral.referral_id, referral.child_id, referral.referral_date, referral.referral_source, referral.team,
           MIN(later.referral_date) AS next_date
    FROM referral
    LEFT JOIN referral AS later ON later.child_id = referral.child_id AND later.referral_date > referral.referral_date
    WHERE referral.no_further_action
    GROUP BY referral.referral_id, referral.child_id, referral.referral_date, referral.referral_source, referral.team
), first_activity AS (  -- if the first that followed does not belong to the referral, none does
    SELECT closed.referral_id, MIN(activity.start_date) AS start_date
    FROM closed
    JOIN activity ON activity.child_id = closed.child_id AND activity.start_date >= closed.referral_date
    GROUP BY closed.referral_id
)
SELECT closed.referral_id AS record_id, closed.child_id, closed.referral_date AS event_date, closed.team,
       closed.referral_source AS category,
       CASE WHEN first_activity.start_date <= closed.referral_date + $assessment_link_days
             AND (closed.next_date IS NULL OR first_activity.start_date < closed.next_date) THEN 1 ELSE 0 END AS numerator
FROM closed
LEFT JOIN first_activity ON first_activity.referral_id = closed.referral_id
/*
[[example]]
says       = "an assessment on the day or within 45 days belongs to the referral, after 46 it does not; an enquiry counts as well"
referral   = [
    { referral_id = "R1", child_id = "A", referral_date = 2026-06-01, no_further_action = true },
    { referral_id = "R2", child_id = "B", referral_date = 2026-06-01, no_further_action = true },
    { referral_id = "R3", child_id = "C", referral_date = 2026-06-01, no_further_action = true },
    { referral_id = "R4", child_id = "D", referral_date = 2026-06-01, no_further_action = false },
]
assessment = [
    { assessment_id = "A1", child_id = "A", start_date = 2026-07-16 },
    { assessment_id = "A2", child_id = "B", start_date = 2026-07-17 },
    { assessment_id = "A3", child_id = "D", start_date = 2026-06-02 },
]
section_47 = [ { section_47_id = "S1", child_id = "C", start_date = 2026-06-01 } ]
counts     = { R1 = 1, R2 = 0, R3 = 1 }

[[example]]
says       = "what follows a new referral belongs to that one, and so does what starts on its day; not knowing is not no further action"
referral   = [
    { referral_id = "R1", child_id = "A", referral_date = 2026-06-01, no_further_action = true },
    { referral_id = "R2", child_id = "A", referral_date = 2026-06-10, no_further_action = false },
    { referral_id = "R3", child_id = "B", referral_date = 2026-06-01 },
]
assessment = [ { assessment_id = "A1", child_id = "A", start_date = 2026-06-10 } ]
counts     = { R1 = 0 }
*/
