/*
title         = "Workers supervised on time"
question      = "Is someone looking over each worker's shoulder?"
why           = "Supervision is where a manager notices that a child is drifting. When it stops, nobody else may look."
numerator     = "Workers whose last supervision was within the authority's standard on the last day of the month"
denominator   = "Workers in post and at work on the last day of the month"
groups        = "Experience"
waits         = "worker_supervision"
timing        = "at end"
shown_as      = "percentage"
polarity      = "high is good"
order         = 1
needs_history = "3 months"
settles       = "14 days"
counts_from   = ["worker_supervision", "worker", "worker_end_date", "worker_absence_end_date", "worker_supervision_status"]
source        = "Employer standards for social workers: supervision at least monthly; the interval is the authority's own setting"
caveats       = [
    "Counts the gap that is open on the day, so supervision that has stopped shows.",
    "Days a worker was absent do not count towards the gap; a worker absent on the day is left out.",
    "Newly qualified workers are held to the same interval here.",
]
*/
SELECT worker_id || ' ' || CAST(month_end AS STRING) AS record_id, worker_id, month_end AS event_date, team,
       experience AS category, gap_days AS days,
       CASE WHEN gap_days <= $supervision_worker_days THEN 1 ELSE 0 END AS numerator
FROM worker_gap
/*
[[example]]
says               = "31 days ago is within a standard of 31 days; 32 is not; a cancelled session closes nothing"
month_end          = [2026-08-31]
worker             = [ { worker_id = "A" }, { worker_id = "B" }, { worker_id = "C" } ]
worker_supervision = [
    { worker_id = "A", supervision_date = 2026-07-31, status = "HELD" },
    { worker_id = "B", supervision_date = 2026-07-30, status = "HELD" },
    { worker_id = "C", supervision_date = 2026-07-01, status = "HELD" },
    { worker_id = "C", supervision_date = 2026-08-20, status = "CANCELLED" },
]
counts             = { "A 2026-08-31" = 1, "B 2026-08-31" = 0, "C 2026-08-31" = 0 }

[[example]]
says               = "two weeks of absence do not run; a worker absent on the day, not yet started or gone is left out"
month_end          = [2026-08-31]
worker             = [
    { worker_id = "A" }, { worker_id = "B" },
    { worker_id = "C", start_date = 2026-09-01 }, { worker_id = "D", end_date = 2026-08-31 },
    { worker_id = "E", start_date = 2026-08-20 },
]
worker_absence     = [
    { worker_id = "A", start_date = 2026-08-01, end_date = 2026-08-15 },
    { worker_id = "B", start_date = 2026-08-20 },
]
worker_supervision = [ { worker_id = "A", supervision_date = 2026-07-20, status = "HELD" } ]
counts             = { "A 2026-08-31" = 1, "E 2026-08-31" = 1 }
*/
