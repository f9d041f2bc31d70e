/*
title         = "Assessments completed on time"
question      = "Does a child wait too long to be understood?"
why           = "Help can be planned only after the assessment. Forty-five working days is the most it may take, and for many children it is too long."
numerator     = "Of those, authorised within 45 working days of the referral"
denominator   = "Assessments authorised"
groups        = "Referral source"
timing        = "during"
shown_as      = "percentage"
polarity      = "high is good"
order         = 0
published     = "assessment_45_days_percent"
needs_history = "6 months"
settles       = "14 days"
counts_from   = ["assessment", "referral", "assessment_end_date"]
source        = "Working Together to Safeguard Children; children in need census, table C2"
caveats       = [
    "The clock starts on the day of the referral, not on the day the assessment began. Weekends and England's bank holidays do not count.",
    "An assessment belongs to the child's latest referral on or before its start, if it starts within the days set by the authority. One with no such referral, as of a child we already help, runs from its own start.",
    "The national count takes the referral that the authority linked to the assessment; extracts hold no link, so this one goes by dates.",
    "An assessment last seen open that has since left the lists, or whose day of authorisation lies before its start, was authorised on no day we know. It is not counted.",
    "It says nothing of the assessments that are still open: when many old ones are finished at last, this figure falls. Read it with those overdue.",
]
*/
WITH linked AS (
    SELECT assessment.*, referral.referral_date, referral.referral_source,
           ROW_NUMBER() OVER (PARTITION BY assessment.assessment_id
                              ORDER BY referral.referral_date DESC NULLS LAST, referral.referral_id DESC) AS place
    FROM assessment
    LEFT JOIN referral ON referral.child_id = assessment.child_id AND referral.referral_date <= assessment.start_date
         AND assessment.start_date <= referral.referral_date + CAST($assessment_link_days AS INTEGER)
)
SELECT assessment_id AS record_id, child_id, end_date AS event_date, team, end_date - began.day AS days,
       CASE WHEN referral_date IS NULL THEN 'No referral shortly before' ELSE referral_source END AS category,
       CASE WHEN authorised.working_day - began.working_day <= $assessment_working_days THEN 1 ELSE 0 END AS numerator
FROM linked
JOIN calendar AS began ON began.day = COALESCE(referral_date, start_date)
JOIN calendar AS authorised ON authorised.day = end_date
WHERE place = 1 AND NOT end_is_inferred AND EXISTS (  -- an assessment longer than this is late whether or not we hold its referral
    SELECT 1 FROM covered
    WHERE model_table = 'referral' AND end_date <= covered_to
      AND covered_from <= date_trunc('month', end_date) - INTERVAL 6 MONTH
)
/*
[[example]]
says       = "45 working days after the referral is in time, the next working day is not, whenever the assessment began"
referral   = [
    { referral_id = "R1", child_id = "A", referral_date = 2026-06-01 },
    { referral_id = "R2", child_id = "B", referral_date = 2026-06-01 },
]
assessment = [
    { assessment_id = "S1", child_id = "A", start_date = 2026-06-01, end_date = 2026-08-03 },
    { assessment_id = "S2", child_id = "B", start_date = 2026-06-30, end_date = 2026-08-04 },
]
counts     = { S1 = 1, S2 = 0 }

[[example]]
says       = "the clock starts at the latest referral before the assessment; one too long before starts no clock"
referral   = [
    { referral_id = "R1", child_id = "A", referral_date = 2026-05-01 },
    { referral_id = "R2", child_id = "A", referral_date = 2026-06-01 },
    { referral_id = "R3", child_id = "B", referral_date = 2026-01-05 },
]
assessment = [
    { assessment_id = "S1", child_id = "A", start_date = 2026-06-02, end_date = 2026-07-31 },
    { assessment_id = "S2", child_id = "B", start_date = 2026-06-02, end_date = 2026-07-31 },
]
counts     = { S1 = 1, S2 = 1 }

[[example]]
says       = "a referral during the assessment does not start its clock again; an assessment still open is not in it"
referral   = [
    { referral_id = "R1", child_id = "A", referral_date = 2026-05-01 },
    { referral_id = "R2", child_id = "A", referral_date = 2026-07-01 },
]
assessment = [
    { assessment_id = "S1", child_id = "A", start_date = 2026-05-05, end_date = 2026-07-31 },
    { assessment_id = "S2", child_id = "B", start_date = 2026-05-05 },
]
counts     = { S1 = 0 }

[[example]]
says       = "an assessment that left the lists while it was open was authorised on no day we know: it is neither on time nor late"
assessment = [
    { assessment_id = "S1", child_id = "A", start_date = 2026-05-05, end_date = 2026-07-31, end_is_inferred = true },
    { assessment_id = "S2", child_id = "B", start_date = 2026-05-05, end_date = 2026-07-31 },
    { assessment_id = "S3", child_id = "C", start_date = 2026-07-01, end_date = 2026-07-31, end_is_inferred = true },
]
counts     = { S2 = 0 }
*/
