/*
title         = "Children on plans who changed worker within three months"
question      = "Does each child know who their worker is?"
why           = "A child tells what happens at home to somebody they know. Each new worker starts again from the file."
ask           = [
    "Why did these children's workers change, and who told the children?",
    "Which children have had the most workers in a year?",
]
numerator     = "Children who, within the last three months and since their plan began, had a worker they no longer have"
denominator   = "Children on a child protection plan on the last day of the month"
groups        = "Category of abuse"
timing        = "at end"
shown_as      = "percentage"
polarity      = "low is good"
order         = 9
needs_history = "3 months"
settles       = "14 days"
counts_from   = ["allocation", "cp_plan", "cp_plan_end_date", "allocation_end_date"]
source        = "Local measure; no national definition"
caveats       = [
    "A handover on the day the plan begins, or before it, is not counted: many authorities change the team then on purpose.",
    "A child whose worker left and who has no new one yet is counted. A second worker beside the first is not a change.",
    "A child who had the same worker back is counted for the one who stood in.",
]
*/
WITH standing AS (
    SELECT plan.cp_plan_id, plan.child_id, plan.team, plan.latest_category, month_end.month_end,
           GREATEST(plan.start_date, CAST(month_end.month_end - INTERVAL 3 MONTH AS DATE)) AS watched_from
    FROM month_end
    JOIN cp_plan AS plan ON plan.start_date <= month_end.month_end AND month_end.month_end < plan.end_date
    WHERE NOT EXISTS (
        SELECT 1 FROM cp_plan AS later
        WHERE later.child_id = plan.child_id AND later.cp_plan_id > plan.cp_plan_id
          AND later.start_date <= month_end.month_end AND month_end.month_end < later.end_date
    )
), gone AS (  -- a worker who left the child while it was watched, and is not the child's worker again
    SELECT standing.cp_plan_id, standing.month_end
    FROM standing
    JOIN allocation AS left_child ON left_child.child_id = standing.child_id AND left_child.end_date > standing.watched_from
         AND left_child.end_date <= standing.month_end
    LEFT JOIN allocation AS today ON today.child_id = standing.child_id AND today.worker_id = left_child.worker_id
         AND today.start_date <= standing.month_end AND standing.month_end < today.end_date
    WHERE today.child_id IS NULL
)
SELECT cp_plan_id || ' ' || CAST(month_end AS STRING) AS record_id, child_id, month_end AS event_date, team AS latest_team,
       latest_category AS category,
       CASE WHEN EXISTS (
                SELECT 1 FROM gone WHERE gone.cp_plan_id = standing.cp_plan_id AND gone.month_end = standing.month_end)
            THEN 1 ELSE 0 END AS numerator
FROM standing
/*
[[example]]
says       = "a worker who left the child within three months counts, one who left before does not"
month_end  = [2026-08-31]
cp_plan    = [ { cp_plan_id = "P1", child_id = "A", start_date = 2026-01-10 }, { cp_plan_id = "P2", child_id = "B", start_date = 2026-01-10 } ]
allocation = [
    { child_id = "A", worker_id = "W1", start_date = 2026-01-10, end_date = 2026-06-02 },
    { child_id = "A", worker_id = "W2", start_date = 2026-06-02 },
    { child_id = "B", worker_id = "W1", start_date = 2026-01-10, end_date = 2026-05-31 },
    { child_id = "B", worker_id = "W2", start_date = 2026-05-31 },
]
counts     = { "P1 2026-08-31" = 1, "P2 2026-08-31" = 0 }

[[example]]
says       = "the handover on the day the plan begins is not a change, and neither is a second worker or the same worker in another team"
month_end  = [2026-08-31]
cp_plan    = [ { cp_plan_id = "P1", child_id = "A", start_date = 2026-07-10 }, { cp_plan_id = "P2", child_id = "B", start_date = 2026-01-10 } ]
allocation = [
    { child_id = "A", worker_id = "W1", start_date = 2026-06-01, end_date = 2026-07-10 },
    { child_id = "A", worker_id = "W2", start_date = 2026-07-10 },
    { child_id = "A", worker_id = "W3", start_date = 2026-08-01 },
    { child_id = "B", worker_id = "W1", team = "Duty", start_date = 2026-01-10, end_date = 2026-08-01 },
    { child_id = "B", worker_id = "W1", team = "North", start_date = 2026-08-01 },
]
counts     = { "P1 2026-08-31" = 0, "P2 2026-08-31" = 0 }

[[example]]
says       = "a worker who stood in and went again counts, and so does one who left nobody behind"
month_end  = [2026-08-31]
cp_plan    = [ { cp_plan_id = "P1", child_id = "A", start_date = 2026-01-10 }, { cp_plan_id = "P2", child_id = "B", start_date = 2026-01-10 } ]
allocation = [
    { child_id = "A", worker_id = "W1", start_date = 2026-01-10 },
    { child_id = "A", worker_id = "W2", start_date = 2026-07-01, end_date = 2026-07-20 },
    { child_id = "B", worker_id = "W1", start_date = 2026-01-10, end_date = 2026-08-20 },
]
counts     = { "P1 2026-08-31" = 1, "P2 2026-08-31" = 1 }
*/
