/*
title         = "Children on plans with every review on time"
question      = "Does anybody stop to ask whether the plan works?"
why           = "The review conference is where the agencies ask together whether the child is safer. A review that slips leaves a plan running on its own."
ask           = [
    "Why were reviews late, and who kept an eye on the children until then?",
    "Do those who lead the reviews have enough time for them?",
]
numerator     = "Of those, every review that was due since the plan began was held by the day it was due"
denominator   = "Children whose plan had been open for at least three months on the last day of the month"
groups        = "Category of abuse"
timing        = "at end"
shown_as      = "percentage"
polarity      = "high is good"
order         = 13
published     = "reviews_on_time_percent"
needs_history = "12 months"
settles       = "14 days"
counts_from   = ["cp_plan", "meeting", "cp_plan_end_date"]
source        = "Children in need census: plans at 31 March reviewed within the required timescales; Working Together to Safeguard Children"
caveats       = [
    "The first review is due three months after the initial conference, which is the day the plan started; each later one six months after the last. Months are calendar months, and a review on the day it is due is on time.",
    "A plan that missed one review stays out of the numerator until it ends, as in the national figure.",
    "Of a plan that began before our record of meetings, earlier reviews are not known: its clock starts on the first day of the record.",
    "Annex A names the latest review alone, which cannot say whether every earlier one was on time. Reviews overdue can be told from it.",
    "The published figure is for 31 March only; ours is for the last day of any month.",
]
*/
WITH record AS (
    SELECT MIN(covered_from) AS begins FROM covered WHERE model_table = 'meeting'
), clock AS (  -- each day from which the next review is due
    SELECT cp_plan_id, start_date AS day, start_date + $plan_review_first_months * INTERVAL 1 MONTH AS due
    FROM cp_plan
    WHERE NOT EXISTS (SELECT 1 FROM record WHERE record.begins > cp_plan.start_date)
    UNION
    SELECT cp_plan_id, begins, begins + $plan_review_months * INTERVAL 1 MONTH
    FROM cp_plan
    JOIN record ON record.begins > cp_plan.start_date AND record.begins < cp_plan.end_date
    UNION
    SELECT plan.cp_plan_id, meeting.meeting_date, meeting.meeting_date + $plan_review_months * INTERVAL 1 MONTH
    FROM cp_plan AS plan
    CROSS JOIN record
    JOIN meeting ON meeting.child_id = plan.child_id AND meeting.meeting_type = 'REVIEW CONFERENCE'
         AND meeting.meeting_date > plan.start_date AND meeting.meeting_date > record.begins AND meeting.meeting_date < plan.end_date
), step AS (
    SELECT cp_plan_id, due, LEAD(day) OVER (PARTITION BY cp_plan_id ORDER BY day) AS next_day FROM clock
), missed AS (  -- the first due day on which no review had been held since it was set; the latest may still be to come
    SELECT cp_plan_id, MIN(due) AS due FROM step WHERE next_day IS NULL OR next_day > due GROUP BY cp_plan_id
)
SELECT plan.record_id, plan.child_id, plan.month_end AS event_date, plan.team AS latest_team, plan.latest_category AS category,
       CASE WHEN plan.month_end <= missed.due THEN 1 ELSE 0 END AS numerator
FROM plan_at_month_end AS plan
JOIN record ON record.begins <= plan.month_end
JOIN missed ON missed.cp_plan_id = plan.cp_plan_id
WHERE plan.start_date + $plan_review_first_months * INTERVAL 1 MONTH <= plan.month_end
/*
[[example]]
says      = "three months, then six: held on the day it is due is on time, a day later is not; a younger plan is left out"
month_end = [2026-08-31]
cp_plan   = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2025-11-10 },
    { cp_plan_id = "P2", child_id = "B", start_date = 2025-11-10 },
    { cp_plan_id = "P3", child_id = "C", start_date = 2026-06-01 },
]
meeting   = [
    { meeting_id = "M1", child_id = "A", meeting_type = "REVIEW CONFERENCE", meeting_date = 2026-02-10, agency = "Police" },
    { meeting_id = "M1", child_id = "A", meeting_type = "REVIEW CONFERENCE", meeting_date = 2026-02-10, agency = "School" },
    { meeting_id = "M2", child_id = "A", meeting_type = "REVIEW CONFERENCE", meeting_date = 2026-08-10, agency = "Police" },
    { meeting_id = "M3", child_id = "B", meeting_type = "REVIEW CONFERENCE", meeting_date = 2026-02-11, agency = "Police" },
    { meeting_id = "M4", child_id = "B", meeting_type = "REVIEW CONFERENCE", meeting_date = 2026-08-10, agency = "Police" },
]
counts    = { "P1 2026-08-31" = 1, "P2 2026-08-31" = 0 }

[[example]]
says      = "a review that is overdue now is late too, from the day after it was due; a core group is no review"
month_end = [2026-08-31]
cp_plan   = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2025-12-01 },
    { cp_plan_id = "P2", child_id = "B", start_date = 2025-12-01 },
    { cp_plan_id = "P3", child_id = "C", start_date = 2026-05-31 },
    { cp_plan_id = "P4", child_id = "D", start_date = 2026-05-30 },
]
meeting   = [
    { meeting_id = "M1", child_id = "A", meeting_type = "REVIEW CONFERENCE", meeting_date = 2026-02-28, agency = "Police" },
    { meeting_id = "M2", child_id = "B", meeting_type = "REVIEW CONFERENCE", meeting_date = 2026-02-27, agency = "Police" },
    { meeting_id = "M3", child_id = "D", meeting_type = "CORE GROUP", meeting_date = 2026-08-20, agency = "Police" },
]
counts    = { "P1 2026-08-31" = 0, "P2 2026-08-31" = 0, "P3 2026-08-31" = 1, "P4 2026-08-31" = 0 }

[[example]]
says      = "before our record of meetings we cannot know: the clock of an older plan starts with the record"
month_end = [2026-06-30, 2026-07-31]
coverage  = [ { model_table = "meeting", covered_from = 2026-01-10, covered_to = 2026-12-31 } ]
cp_plan   = [ { cp_plan_id = "P1", child_id = "A", start_date = 2024-03-01 } ]
meeting   = [ { meeting_id = "M1", child_id = "A", meeting_type = "REVIEW CONFERENCE", meeting_date = 2025-02-01, agency = "Police" } ]
counts    = { "P1 2026-06-30" = 1, "P1 2026-07-31" = 0 }
*/
