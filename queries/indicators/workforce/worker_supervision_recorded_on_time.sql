/*
title         = "Supervision of workers recorded on time"
question      = "Is supervision written down while it is fresh?"
why           = "What was agreed in supervision only binds when it is on record. Records made long after are made from memory."
ask           = [
    "Why are notes of supervision written late, and what would help?",
    "What was agreed in these sessions, and could others read it in time?",
]
numerator     = "Sessions recorded within the authority's standard after they were held"
denominator   = "Supervision sessions of workers that were held and whose day of recording is known"
groups        = "Type of supervision"
timing        = "during"
shown_as      = "percentage"
polarity      = "high is good"
order         = 6
needs_history = "0 months"
settles       = "31 days"
counts_from   = ["worker_supervision", "worker_supervision_recorded_date", "worker_supervision_status"]
source        = "Local standard; the number of days is the authority's own setting"
caveats       = [
    "A session that is not yet recorded is missing from the extracts. So the newest months look better than they will.",
    "A session without a day of recording is left out, for the source did not say when it was recorded.",
    "A record dated before its session is not a record of it, and counts as not on time.",
]
*/
SELECT supervision_id || ' ' || worker_id AS record_id, worker_id, supervision_date AS event_date, team,
       supervision_type AS category, recorded_date - supervision_date AS days,
       CASE WHEN recorded_date BETWEEN supervision_date AND supervision_date + $supervision_recorded_days * INTERVAL 1 DAY
            THEN 1 ELSE 0 END AS numerator
FROM worker_supervision
WHERE status = 'HELD' AND recorded_date IS NOT NULL
/*
[[example]]
says               = "recorded on the fifth day is on time, on the sixth it is late, and the days are all days"
worker_supervision = [
    { supervision_id = "S1", worker_id = "A", supervision_date = 2026-08-06, recorded_date = 2026-08-11, status = "HELD" },
    { supervision_id = "S2", worker_id = "A", supervision_date = 2026-08-06, recorded_date = 2026-08-12, status = "HELD" },
]
counts             = { "S1 A" = 1, "S2 A" = 0 }

[[example]]
says               = "a cancelled session and one without a day of recording are not counted; one recorded beforehand is not on time"
worker_supervision = [
    { supervision_id = "S1", worker_id = "A", supervision_date = 2026-08-06, recorded_date = 2026-08-06, status = "CANCELLED" },
    { supervision_id = "S2", worker_id = "A", supervision_date = 2026-08-06, status = "HELD" },
    { supervision_id = "S3", worker_id = "A", supervision_date = 2026-08-06, recorded_date = 2026-08-05, status = "HELD" },
]
counts             = { "S3 A" = 0 }
*/
