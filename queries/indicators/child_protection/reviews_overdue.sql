/*
title         = "Children on plans whose review is overdue"
question      = "Which children's plans were not reviewed in time?"
why           = "A plan that is not reviewed runs on, whether or not it works. Reviews on time looks back over the whole plan; this says which reviews are missing today."
ask           = [
    "Which reviews are longest overdue, and when will they be held?",
    "Who is seeing these children until their review?",
]
numerator     = "Of those, the next review was due before that day"
denominator   = "Children on a child protection plan on the last day of the month"
groups        = "Category of abuse"
timing        = "at end"
shown_as      = "percentage"
polarity      = "low is good"
order         = 13
needs_history = "5 months"
settles       = "14 days"
counts_from   = ["cp_plan", "cp_review", "cp_plan_end_date"]
source        = "Working Together to Safeguard Children: the first review within three months, each later one within six"
caveats       = [
    "The first review is due three months after the plan started, each later one six months after the last. Months are calendar months, and a review on the day it is due is in time.",
    "Says nothing of reviews that were late and have been held since: reviews on time does.",
    "Reviews are taken from the record of meetings. Where there is none, this is known for the days of the extracts of Annex A alone: each names the latest review of every plan.",
    "Of a plan that began before our record of meetings, earlier reviews are not known: its clock starts on the first day of the record.",
]
*/
WITH record AS (
    SELECT MIN(covered_from) AS begins FROM covered WHERE model_table = 'cp_review'
), review AS (
    SELECT child_id, review_date AS day FROM cp_review
    UNION
    SELECT child_id, meeting_date FROM meeting WHERE meeting_type = 'REVIEW CONFERENCE'
), latest AS (
    SELECT plan.record_id, plan.child_id, plan.month_end, plan.start_date, plan.team, plan.latest_category,
           GREATEST(MAX(review.day), CASE WHEN stated_day.day IS NULL AND record.begins > plan.start_date
                                          THEN record.begins END) AS day
    FROM plan_at_month_end AS plan
    CROSS JOIN record
    LEFT JOIN stated_day ON stated_day.model_table = 'cp_review' AND stated_day.day = plan.month_end
    LEFT JOIN review ON review.child_id = plan.child_id AND review.day > plan.start_date AND review.day <= plan.month_end
    WHERE stated_day.day IS NOT NULL OR record.begins <= plan.month_end
    GROUP BY plan.record_id, plan.child_id, plan.month_end, plan.start_date, plan.team, plan.latest_category, record.begins,
             stated_day.day
)
SELECT record_id, child_id, month_end AS event_date, team AS latest_team, latest_category AS category,
       month_end - COALESCE(day, start_date) AS days,
       CASE WHEN month_end > COALESCE(day + $plan_review_months * INTERVAL 1 MONTH,
                                      start_date + $plan_review_first_months * INTERVAL 1 MONTH) THEN 1 ELSE 0 END AS numerator
FROM latest
/*
[[example]]
says      = "the first review is due three months after the start and the next six months after the last; on its day it is not overdue yet"
month_end = [2026-08-31]
cp_plan   = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2026-05-31 },
    { cp_plan_id = "P2", child_id = "B", start_date = 2026-05-30 },
    { cp_plan_id = "P3", child_id = "C", start_date = 2025-11-01 },
    { cp_plan_id = "P4", child_id = "D", start_date = 2025-11-01 },
]
meeting   = [
    { meeting_id = "M1", child_id = "C", meeting_type = "REVIEW CONFERENCE", meeting_date = 2026-02-28, agency = "Police" },
    { meeting_id = "M2", child_id = "D", meeting_type = "REVIEW CONFERENCE", meeting_date = 2026-02-27, agency = "Police" },
    { meeting_id = "M3", child_id = "B", meeting_type = "CORE GROUP", meeting_date = 2026-08-27, agency = "Police" },
]
counts    = { "P1 2026-08-31" = 0, "P2 2026-08-31" = 1, "P3 2026-08-31" = 1, "P4 2026-08-31" = 1 }

[[example]]
says      = "an extract that names each plan's latest review is enough for its own day; a review before the plan is not this plan's"
month_end = [2026-07-31, 2026-08-31]
coverage  = [ { model_table = "cp_plan", covered_from = 2026-03-01, covered_to = 2026-08-31 } ]
stated    = [ { model_table = "cp_review", stated_on = 2026-08-31 } ]
cp_plan   = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2024-05-31 },
    { cp_plan_id = "P2", child_id = "B", start_date = 2024-05-31 },
    { cp_plan_id = "P3", child_id = "C", start_date = 2026-04-30 },
]
cp_review = [
    { child_id = "A", review_date = 2026-03-31 },
    { child_id = "B", review_date = 2025-03-31 },
    { child_id = "C", review_date = 2026-04-29 },
]
counts    = { "P1 2026-08-31" = 0, "P2 2026-08-31" = 1, "P3 2026-08-31" = 1 }

[[example]]
says      = "before our record of meetings we cannot know: the clock of an older plan starts with the record"
month_end = [2026-06-30, 2026-07-31]
coverage  = [ { model_table = "meeting", covered_from = 2026-01-10, covered_to = 2026-12-31, file = "f" } ]
cp_plan   = [ { cp_plan_id = "P1", child_id = "A", start_date = 2024-03-01 } ]
meeting   = [ { meeting_id = "M1", child_id = "B", meeting_type = "REVIEW CONFERENCE", meeting_date = 2026-02-01, agency = "GP", file = "f" } ]
counts    = { "P1 2026-06-30" = 0, "P1 2026-07-31" = 1 }
*/
