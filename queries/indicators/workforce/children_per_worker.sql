/*
title         = "Children per worker"
question      = "How many children does each worker carry?"
why           = "A worker with too many children sees each of them less. When a team is short, the others carry its children."
ask           = [
    "Which teams have the most children for each worker, and why?",
    "What can workers no longer do because they have so many children?",
]
numerator     = "Children allocated to a worker on the last day of the month, each once for each worker they have"
denominator   = "Workers with at least one child allocated that day"
groups        = "Experience"
timing        = "at end"
shown_as      = "average"
polarity      = "low is good"
order         = 8
needs_history = "0 months"
settles       = "14 days"
counts_from   = ["allocation", "allocation_end_date"]
source        = "Local measure; the nearest national figure is the average caseload of the children's social work workforce census"
caveats       = [
    "The national figure counts children per full-time equivalent worker who holds children, on 30 September. This one counts people, on any month end. Where workers are part-time it is lower, so do not set the two side by side.",
    "A mean hides the worker who carries most: the records behind the number list the longest caseload first.",
    "A worker without children is not counted, nor a child without a worker.",
    "A worker counts once, in the team of the job held that day; where no job is held, in a team of the children.",
]
*/
WITH carried AS (
    SELECT allocation.worker_id, month_end.month_end, COUNT(DISTINCT allocation.child_id) AS children,
           MAX(allocation.team) AS allocated_team
    FROM month_end
    JOIN allocation ON allocation.start_date <= month_end.month_end AND month_end.month_end < allocation.end_date
    WHERE allocation.worker_id IS NOT NULL
    GROUP BY allocation.worker_id, month_end.month_end
), post AS (
    SELECT carried.worker_id, carried.month_end, worker.team, worker.newly_qualified_until,
           ROW_NUMBER() OVER (PARTITION BY carried.worker_id, carried.month_end
                              ORDER BY worker.start_date DESC, worker.team) AS place
    FROM carried
    JOIN worker ON worker.worker_id = carried.worker_id
         AND worker.start_date <= carried.month_end AND carried.month_end < worker.end_date
)
SELECT carried.worker_id || ' ' || CAST(carried.month_end AS STRING) AS record_id, carried.worker_id,
       carried.month_end AS event_date, COALESCE(post.team, carried.allocated_team) AS team,
       CASE WHEN post.newly_qualified_until >= carried.month_end THEN 'Newly qualified'
            WHEN post.worker_id IS NOT NULL THEN 'Experienced' END AS category, carried.children AS numerator
FROM carried
LEFT JOIN post ON post.worker_id = carried.worker_id AND post.month_end = carried.month_end AND post.place = 1
/*
[[example]]
says       = "a child with two workers counts for both; a child who left on the day counts for neither"
month_end  = [2026-08-31]
allocation = [
    { allocation_id = "1", child_id = "A", worker_id = "W1" },
    { allocation_id = "2", child_id = "B", worker_id = "W1" },
    { allocation_id = "3", child_id = "B", worker_id = "W2" },
    { allocation_id = "4", child_id = "C", worker_id = "W3", end_date = 2026-08-31 },
]
counts     = { "W1 2026-08-31" = 2, "W2 2026-08-31" = 1 }

[[example]]
says       = "a child allocated twice to one worker is one child"
month_end  = [2026-08-31]
allocation = [
    { allocation_id = "1", child_id = "A", worker_id = "W1", start_date = 2026-01-10 },
    { allocation_id = "2", child_id = "A", worker_id = "W1", start_date = 2026-05-10 },
]
counts     = { "W1 2026-08-31" = 1 }
*/
