/*
title         = "Children on plans without a current assessment"
question      = "Does the plan rest on what we know today?"
why           = "A plan built on an old assessment answers an old danger. Families change: new partners, new babies, new addresses."
ask           = [
    "Why do some plans rest on an old assessment?",
    "Who decides when a child is to be assessed again?",
]
numerator     = "Children on a plan without an assessment authorised within the authority's standard on the last day of the month"
denominator   = "Children on a child protection plan on the last day of the month"
groups        = "Category of abuse"
timing        = "at end"
shown_as      = "percentage"
polarity      = "low is good"
order         = 15
needs_history = "12 months"
settles       = "14 days"
counts_from   = ["cp_plan", "assessment", "cp_plan_end_date", "assessment_end_date"]
source        = "Local standard; how long an assessment counts as current is the authority's own setting"
caveats       = [
    "An assessment still being made does not count as current until it has been authorised.",
    "Months without enough assessments held before them are not shown: an older assessment may be out of our sight.",
    "An assessment last seen open that has since left the lists was never recorded as authorised, and is not current.",
    "Says nothing of how good an assessment is.",
]
*/
SELECT record_id, child_id, month_end AS event_date, team AS latest_team, latest_category AS category,
       CASE WHEN EXISTS (
                SELECT 1 FROM assessment
                WHERE assessment.child_id = plan.child_id AND NOT assessment.end_is_inferred
                  AND assessment.end_date <= plan.month_end
                  AND assessment.end_date >= plan.month_end - $assessment_current_months * INTERVAL 1 MONTH
            ) THEN 0 ELSE 1 END AS numerator
FROM plan_at_month_end AS plan
WHERE EXISTS (
    SELECT 1 FROM covered
    WHERE model_table = 'assessment_end_date' AND plan.month_end <= covered_to
      AND covered_from <= plan.month_end - $assessment_current_months * INTERVAL 1 MONTH
)
/*
[[example]]
says       = "authorised twelve months ago to the day is current; a day earlier is not; one still open is not yet"
month_end  = [2026-08-31]
cp_plan    = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2026-01-10 },
    { cp_plan_id = "P2", child_id = "B", start_date = 2026-01-10 },
    { cp_plan_id = "P3", child_id = "C", start_date = 2026-01-10 },
]
assessment = [
    { assessment_id = "S1", child_id = "A", start_date = 2025-07-10, end_date = 2025-08-31 },
    { assessment_id = "S2", child_id = "B", start_date = 2025-07-10, end_date = 2025-08-30 },
    { assessment_id = "S3", child_id = "C", start_date = 2026-08-10 },
]
counts     = { "P1 2026-08-31" = 0, "P2 2026-08-31" = 1, "P3 2026-08-31" = 1 }

[[example]]
says       = "without twelve months of assessments behind it, a month is left out"
month_end  = [2026-07-31, 2026-08-31]
coverage   = [
    { model_table = "cp_plan", covered_from = 2025-08-31, covered_to = 2026-08-31 },
    { model_table = "assessment", covered_from = 2025-08-31, covered_to = 2026-08-31 },
]
cp_plan    = [ { cp_plan_id = "P1", child_id = "A", start_date = 2026-01-10 } ]
counts     = { "P1 2026-08-31" = 1 }

[[example]]
says       = "an assessment that left the lists while it was open was not authorised, so the plan does not rest on it"
month_end  = [2026-08-31]
cp_plan    = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2026-01-10 },
    { cp_plan_id = "P2", child_id = "B", start_date = 2026-01-10 },
]
assessment = [
    { assessment_id = "S1", child_id = "A", start_date = 2026-05-05, end_date = 2026-07-01, end_is_inferred = true },
    { assessment_id = "S2", child_id = "B", start_date = 2026-05-05, end_date = 2026-07-01 },
]
counts     = { "P1 2026-08-31" = 1, "P2 2026-08-31" = 0 }
*/
