/*
title         = "Supervision of children on plans recorded on time"
question      = "Is what was decided about the child on the child's record?"
why           = "The next worker, the duty manager and the night team know only what is on record."
ask           = [
    "Why are notes of supervision written late, and what would help?",
    "What was agreed for the child, and could others read it in time?",
]
numerator     = "Sessions recorded within the authority's standard after they were held"
denominator   = "Sessions held about children on a child protection plan that day, whose day of recording is known"
groups        = "Type of supervision"
timing        = "during"
shown_as      = "percentage"
polarity      = "high is good"
order         = 7
needs_history = "0 months"
settles       = "31 days"
counts_from   = ["case_supervision", "cp_plan", "case_supervision_recorded_date", "cp_plan_end_date", "case_supervision_status"]
source        = "Local standard; the number of days is the authority's own setting"
caveats       = [
    "Counts a session once for each child discussed: a session about three sisters is three records.",
    "A session that is not yet recorded is missing from the extracts. So the newest months look better than they will.",
    "A session without a day of recording is left out, for the source did not say when it was recorded.",
    "Every kind of session counts, a manager's oversight too: each is a decision that belongs on record.",
    "A record dated before its session is not a record of it, and counts as not on time.",
]
*/
SELECT supervision_id || ' ' || child_id AS record_id, child_id, worker_id, supervision_date AS event_date, team,
       supervision_type AS category, recorded_date - supervision_date AS days,
       CASE WHEN recorded_date BETWEEN supervision_date AND supervision_date + $supervision_recorded_days * INTERVAL 1 DAY
            THEN 1 ELSE 0 END AS numerator
FROM case_supervision
WHERE status = 'HELD' AND recorded_date IS NOT NULL
  AND EXISTS (
    SELECT 1 FROM cp_plan
    WHERE cp_plan.child_id = case_supervision.child_id
      AND cp_plan.start_date <= case_supervision.supervision_date AND case_supervision.supervision_date < cp_plan.end_date
)
/*
[[example]]
says             = "one session about two children is two records, each with its own day of recording"
cp_plan          = [ { cp_plan_id = "P1", child_id = "A" }, { cp_plan_id = "P2", child_id = "B" } ]
case_supervision = [
    { supervision_id = "S1", child_id = "A", supervision_date = 2026-08-06, recorded_date = 2026-08-11, status = "HELD" },
    { supervision_id = "S1", child_id = "B", supervision_date = 2026-08-06, recorded_date = 2026-08-12, status = "HELD" },
]
counts           = { "S1 A" = 1, "S1 B" = 0 }

[[example]]
says             = "only a child on a plan on the day of the session is counted; the day the plan ends is no longer one"
cp_plan          = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2026-08-06 },
    { cp_plan_id = "P2", child_id = "B", start_date = 2026-01-06, end_date = 2026-08-06 },
]
case_supervision = [
    { supervision_id = "S1", child_id = "A", supervision_date = 2026-08-06, recorded_date = 2026-08-07, status = "HELD" },
    { supervision_id = "S2", child_id = "B", supervision_date = 2026-08-06, recorded_date = 2026-08-07, status = "HELD" },
    { supervision_id = "S3", child_id = "C", supervision_date = 2026-08-06, recorded_date = 2026-08-07, status = "HELD" },
]
counts           = { "S1 A" = 1 }
*/
