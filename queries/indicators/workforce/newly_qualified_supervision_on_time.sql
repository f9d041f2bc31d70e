/*
title         = "Newly qualified workers supervised on time"
question      = "Are those who need it most supervised most?"
why           = "A worker in the first year learns what danger looks like in supervision. Monthly is too seldom at first."
ask           = [
    "Who helps new workers when the person who supervises them is away?",
    "Do new workers have fewer children to look after than others?",
]
numerator     = "Newly qualified workers whose last supervision was within the employers' standard for their time in post"
denominator   = "Newly qualified workers in post and at work on the last day of the month"
groups        = "Time in post"
timing        = "at end"
shown_as      = "percentage"
polarity      = "high is good"
order         = 5
needs_history = "3 months"
settles       = "14 days"
counts_from   = ["worker_supervision", "worker", "worker_end_date", "worker_absence_end_date", "worker_newly_qualified_until", "worker_supervision_status"]
source        = "Employer standards for social workers: weekly for six weeks, fortnightly to six months, then at least monthly"
caveats       = [
    "These workers are also in the share of all workers, which uses the monthly interval for all. So this share is usually lower.",
    "The standard is the one in force on the day: 7 days in the first six weeks, 14 days up to six months, then the authority's own interval for all workers.",
    "Time in post runs from the first job held with a date until which the worker is newly qualified. A worker without that date is taken as experienced.",
    "The standards also ask for 90 minutes without interruption. No extract holds the length of a session.",
    "Days absent do not count towards the gap, but they do count as time in post.",
]
*/
WITH begun AS (
    SELECT worker_gap.worker_id, worker_gap.team, worker_gap.month_end, worker_gap.gap_days, MIN(worker.start_date) AS first_day
    FROM worker_gap
    JOIN worker ON worker.worker_id = worker_gap.worker_id AND worker.newly_qualified_until IS NOT NULL
         AND worker.start_date <= worker_gap.month_end
    WHERE worker_gap.experience = 'Newly qualified'
    GROUP BY worker_gap.worker_id, worker_gap.team, worker_gap.month_end, worker_gap.gap_days
), phase AS (  -- the figures are the employers' own; only the interval for all workers is the authority's
    SELECT begun.*, CASE WHEN month_end < first_day + 42 THEN 7 WHEN month_end < first_day + INTERVAL 6 MONTH THEN 14
                         ELSE $supervision_worker_days END AS interval_days,
           CASE WHEN month_end < first_day + 42 THEN 'First six weeks'
                WHEN month_end < first_day + INTERVAL 6 MONTH THEN 'Six weeks to six months'
                ELSE 'After six months' END AS category
    FROM begun
)
SELECT worker_id || ' ' || CAST(month_end AS STRING) AS record_id, worker_id, month_end AS event_date, team, category,
       gap_days AS days, CASE WHEN gap_days <= interval_days THEN 1 ELSE 0 END AS numerator
FROM phase
/*
[[example]]
says               = "ten days without supervision are too many in the first six weeks, and not after them"
month_end          = [2026-08-31]
worker             = [
    { worker_id = "A", start_date = 2026-08-01, newly_qualified_until = 2027-08-01 },
    { worker_id = "B", start_date = 2026-06-01, newly_qualified_until = 2027-06-01 },
    { worker_id = "C", start_date = 2026-08-25, newly_qualified_until = 2027-08-25 },
]
worker_supervision = [
    { worker_id = "A", supervision_date = 2026-08-21, status = "HELD" },
    { worker_id = "B", supervision_date = 2026-08-21, status = "HELD" },
]
counts             = { "A 2026-08-31" = 0, "B 2026-08-31" = 1, "C 2026-08-31" = 1 }

[[example]]
says               = "from six months on a month is enough; a worker whose first year is over is not counted here"
month_end          = [2026-08-31]
worker             = [
    { worker_id = "A", start_date = 2026-02-28, newly_qualified_until = 2027-02-28 },
    { worker_id = "B", start_date = 2026-03-01, newly_qualified_until = 2027-03-01 },
    { worker_id = "C", start_date = 2025-08-30, newly_qualified_until = 2026-08-30 },
    { worker_id = "D", start_date = 2026-06-01 },
]
worker_supervision = [
    { worker_id = "A", supervision_date = 2026-08-01, status = "HELD" },
    { worker_id = "B", supervision_date = 2026-08-01, status = "HELD" },
    { worker_id = "D", supervision_date = 2026-08-01, status = "HELD" },
]
counts             = { "A 2026-08-31" = 1, "B 2026-08-31" = 0 }

[[example]]
says               = "six weeks are 42 days, and they run from the first job held as newly qualified, not from the last"
month_end          = [2026-08-31]
worker             = [
    { worker_id = "A", start_date = 2026-07-20, newly_qualified_until = 2027-07-20 },
    { worker_id = "B", start_date = 2026-07-21, newly_qualified_until = 2027-07-21 },
    { worker_id = "C", team = "Duty", start_date = 2026-06-01, end_date = 2026-08-10, newly_qualified_until = 2027-06-01 },
    { worker_id = "C", team = "North", start_date = 2026-08-10, newly_qualified_until = 2027-06-01 },
]
worker_supervision = [
    { worker_id = "A", supervision_date = 2026-08-21, status = "HELD" },
    { worker_id = "B", supervision_date = 2026-08-21, status = "HELD" },
    { worker_id = "C", supervision_date = 2026-08-21, status = "HELD" },
]
counts             = { "A 2026-08-31" = 1, "B 2026-08-31" = 0, "C 2026-08-31" = 1 }
*/
