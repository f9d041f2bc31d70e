/*
title         = "Open assessments that are overdue"
question      = "Who is still waiting, and for longer than they should?"
why           = "Assessments on time counts only those that were finished. A child whose assessment is never finished is missing from that figure, and may be the one at risk."
ask           = [
    "Which assessment has been open longest, and who has seen that child?",
    "What stops these assessments from being finished?",
]
numerator     = "Of those, more than 45 working days have passed since the referral"
denominator   = "Assessments open on the last day of the month"
groups        = "Referral source"
timing        = "at end"
shown_as      = "percentage"
polarity      = "low is good"
order         = 1
needs_history = "4 months"
settles       = "14 days"
counts_from   = ["assessment", "referral", "assessment_end_date"]
source        = "Working Together to Safeguard Children: 45 working days; not in any national figure"
caveats       = [
    "The clock starts on the day of the referral. An assessment with no referral shortly before it runs from its own start. Weekends and England's bank holidays do not count.",
    "An assessment authorised on the last day of the month is no longer open.",
    "One extract of Annex A is enough for its own day: it names every open assessment, and the referrals of the six months before, in which the clock of any that may still be in time began.",
    "An assessment that was finished on paper but never authorised in the record counts as open: that is what this list is for.",
    "It can rise because fewer new assessments were begun, so read both numbers and not the percentage alone.",
]
*/
WITH open AS (
    SELECT assessment.*, month_end.month_end
    FROM month_end
    JOIN assessment ON assessment.start_date <= month_end.month_end
         AND month_end.month_end < COALESCE(assessment.end_date, DATE '9999-12-31')
), linked AS (
    SELECT open.*, referral.referral_date, referral.referral_source,
           ROW_NUMBER() OVER (PARTITION BY open.assessment_id, open.month_end
                              ORDER BY referral.referral_date DESC NULLS LAST, referral.referral_id DESC) AS place
    FROM open
    LEFT JOIN referral ON referral.child_id = open.child_id AND referral.referral_date <= open.start_date
         AND open.start_date <= referral.referral_date + CAST($assessment_link_days AS INTEGER)
)
SELECT assessment_id || ' ' || CAST(month_end AS STRING) AS record_id, child_id, month_end AS event_date, team,
       month_end - began.day AS days,
       CASE WHEN referral_date IS NULL THEN 'No referral shortly before' ELSE referral_source END AS category,
       CASE WHEN today.working_day - began.working_day > $assessment_working_days THEN 1 ELSE 0 END AS numerator
FROM linked
JOIN calendar AS began ON began.day = COALESCE(referral_date, start_date)
JOIN calendar AS today ON today.day = month_end
JOIN (SELECT working_day, MIN(day) AS first_day FROM calendar GROUP BY working_day) AS still
    ON still.working_day = today.working_day - $assessment_working_days
WHERE place = 1 AND EXISTS (  -- an assessment begun before `first_day` is overdue whether or not we hold its referral
    SELECT 1 FROM covered
    WHERE model_table = 'referral' AND month_end <= covered_to
      AND covered_from <= still.first_day - CAST($assessment_link_days AS INTEGER)
)
/*
[[example]]
says       = "on the 45th working day it is still in time, on the next it is overdue"
month_end  = [2026-07-31]
referral   = [
    { referral_id = "R1", child_id = "A", referral_date = 2026-05-29 },
    { referral_id = "R2", child_id = "B", referral_date = 2026-05-28 },
]
assessment = [
    { assessment_id = "S1", child_id = "A", start_date = 2026-06-02 },
    { assessment_id = "S2", child_id = "B", start_date = 2026-06-02 },
]
counts     = { "S1 2026-07-31" = 0, "S2 2026-07-31" = 1 }

[[example]]
says       = "authorised that day it is open no longer, and authorised later it was open then, however late it came to be"
month_end  = [2026-07-31]
assessment = [
    { assessment_id = "S1", child_id = "A", start_date = 2026-03-02, end_date = 2026-07-31 },
    { assessment_id = "S2", child_id = "B", start_date = 2026-03-02, end_date = 2026-08-01 },
    { assessment_id = "S3", child_id = "C", start_date = 2026-08-01 },
]
counts     = { "S2 2026-07-31" = 1 }

[[example]]
says       = "the same open assessment counts at each month end, and comes to be overdue"
month_end  = [2026-06-30, 2026-07-31, 2026-08-31]
referral   = [ { referral_id = "R1", child_id = "A", referral_date = 2026-06-01 } ]
assessment = [ { assessment_id = "S1", child_id = "A", start_date = 2026-06-02 } ]
counts     = { "S1 2026-06-30" = 0, "S1 2026-07-31" = 0, "S1 2026-08-31" = 1 }

[[example]]
says       = "an assessment that disappeared from the lists is no longer open, even without a recorded end"
month_end  = [2026-06-30, 2026-07-31]
assessment = [ { assessment_id = "S1", child_id = "A", start_date = 2026-03-02, end_date = 2026-07-01, end_is_inferred = true } ]
counts     = { "S1 2026-06-30" = 1 }

[[example]]
says       = "it needs the referrals of the days on which the clock of an assessment still in time can have begun, and no more"
month_end  = [2026-07-31]
coverage   = [
    { model_table = "assessment", covered_from = 2026-02-01, covered_to = 2026-07-31 },
    { model_table = "referral", covered_from = 2026-04-14, covered_to = 2026-07-31 },
]
assessment = [
    { assessment_id = "S1", child_id = "A", start_date = 2026-05-29 },
    { assessment_id = "S2", child_id = "B", start_date = 2025-05-29 },
]
counts     = { "S1 2026-07-31" = 0, "S2 2026-07-31" = 1 }

[[example]]
says       = "if an earlier referral may be missing from the extracts, the number overdue is not known"
month_end  = [2026-07-31]
coverage   = [
    { model_table = "assessment", covered_from = 2026-02-01, covered_to = 2026-07-31 },
    { model_table = "referral", covered_from = 2026-04-15, covered_to = 2026-07-31 },
]
assessment = [ { assessment_id = "S1", child_id = "A", start_date = 2026-05-29 } ]
counts     = {}
*/
