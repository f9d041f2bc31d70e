/*
title         = "Children on plans whose core group is up to date"
question      = "Do the people around the child still meet?"
why           = "Between conferences the core group carries the plan. When it stops meeting, each agency is left with its own piece."
ask           = [
    "Which core groups have not met, and who calls them together?",
    "Which agencies stay away, and has anyone asked them why?",
]
numerator     = "Children on a plan whose core group had met within the authority's standard on the last day of the month"
denominator   = "Children on a child protection plan on the last day of the month"
groups        = "Category of abuse"
timing        = "at end"
shown_as      = "percentage"
polarity      = "high is good"
order         = 14
needs_history = "3 months"
settles       = "14 days"
counts_from   = ["cp_plan", "meeting", "cp_plan_end_date"]
source        = "Working Together to Safeguard Children: the core group meets within 10 working days of the initial conference; later intervals are the authority's own setting"
caveats       = [
    "The first core group is due so many working days after the plan starts, each later one so many days after the last.",
    "Counts what is open on the day: a core group that was late and has met since is up to date.",
    "Of a plan that began before our record of meetings, earlier core groups are not known: its clock starts on the first day of the record.",
    "Says nothing of who came: attendance at core groups does.",
]
*/
WITH record AS (
    SELECT MIN(covered_from) AS begins FROM covered WHERE model_table = 'meeting'
), last_met AS (
    SELECT plan.record_id, plan.child_id, plan.month_end, plan.start_date, plan.team, plan.latest_category,
           GREATEST(MAX(meeting.meeting_date), CASE WHEN record.begins > plan.start_date THEN record.begins END) AS met_date
    FROM plan_at_month_end AS plan
    JOIN record ON record.begins <= plan.month_end
    LEFT JOIN meeting ON meeting.child_id = plan.child_id AND meeting.meeting_type = 'CORE GROUP'
         AND meeting.meeting_date >= plan.start_date AND meeting.meeting_date <= plan.month_end
    GROUP BY plan.record_id, plan.child_id, plan.month_end, plan.start_date, plan.team, plan.latest_category, record.begins
)
SELECT last_met.record_id, last_met.child_id, last_met.month_end AS event_date, last_met.team AS latest_team,
       last_met.latest_category AS category, last_met.month_end - COALESCE(met_date, last_met.start_date) AS days,
       CASE WHEN last_met.month_end <= met_date + $plan_core_group_days * INTERVAL 1 DAY THEN 1
            WHEN met_date IS NULL AND today.working_day - began.working_day <= $plan_core_group_first_working_days THEN 1
            ELSE 0 END AS numerator
FROM last_met
JOIN calendar AS today ON today.day = last_met.month_end
LEFT JOIN calendar AS began ON began.day = last_met.start_date
/*
[[example]]
says      = "met 42 days ago is up to date and 43 is not; a late first meeting that has since been held is up to date"
month_end = [2026-08-31]
cp_plan   = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2026-01-10 },
    { cp_plan_id = "P2", child_id = "B", start_date = 2026-01-10 },
]
meeting   = [
    { meeting_id = "M1", child_id = "A", meeting_type = "CORE GROUP", meeting_date = 2026-07-20, agency = "Police" },
    { meeting_id = "M1", child_id = "A", meeting_type = "CORE GROUP", meeting_date = 2026-07-20, agency = "School" },
    { meeting_id = "M2", child_id = "B", meeting_type = "CORE GROUP", meeting_date = 2026-07-19, agency = "Police" },
]
counts    = { "P1 2026-08-31" = 1, "P2 2026-08-31" = 0 }

[[example]]
says      = "a new plan has ten working days: from Monday the 16th to Monday the 30th is ten, from the weekend before eleven"
month_end = [2026-11-30]
cp_plan   = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2026-11-16 },
    { cp_plan_id = "P2", child_id = "B", start_date = 2026-11-13 },
    { cp_plan_id = "P3", child_id = "C", start_date = 2026-11-15 },
]
counts    = { "P1 2026-11-30" = 1, "P2 2026-11-30" = 0, "P3 2026-11-30" = 0 }

[[example]]
says      = "a review conference, and a core group of an earlier plan, are not this plan's core group"
month_end = [2026-08-31]
cp_plan   = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2026-08-01 },
    { cp_plan_id = "P2", child_id = "B", start_date = 2026-08-01 },
]
meeting   = [
    { meeting_id = "M1", child_id = "A", meeting_type = "REVIEW CONFERENCE", meeting_date = 2026-08-20, agency = "Police" },
    { meeting_id = "M2", child_id = "B", meeting_type = "CORE GROUP", meeting_date = 2026-07-31, agency = "Police" },
]
counts    = { "P1 2026-08-31" = 0, "P2 2026-08-31" = 0 }
*/
