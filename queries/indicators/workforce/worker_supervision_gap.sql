/*
title         = "Days since workers were last supervised"
question      = "How long is the wait?"
why           = "The share on time says how many workers are waiting; this says how long they have waited."
numerator     = "Days since the last supervision, added up over the workers"
denominator   = "Workers in post and at work on the last day of the month"
groups        = "Experience"
waits         = "worker_supervision"
timing        = "at end"
shown_as      = "average days"
polarity      = "low is good"
order         = 2
needs_history = "3 months"
settles       = "14 days"
counts_from   = ["worker_supervision", "worker", "worker_end_date", "worker_absence_end_date", "worker_supervision_status"]
source        = "Local measure; no national definition"
caveats       = ["A mean of open gaps. A few very long gaps hide in it: the records behind the number list the longest first."]
*/
SELECT worker_id || ' ' || CAST(month_end AS STRING) AS record_id, worker_id, month_end AS event_date, team,
       experience AS category, gap_days AS days, gap_days AS numerator
FROM worker_gap
/*
[[example]]
says               = "days run from the last session held, or from the first day at work"
month_end          = [2026-08-31]
worker             = [ { worker_id = "A" }, { worker_id = "B", start_date = 2026-08-01 } ]
worker_supervision = [ { worker_id = "A", supervision_date = 2026-06-01, status = "HELD" } ]
counts             = { "A 2026-08-31" = 91, "B 2026-08-31" = 30 }

[[example]]
says               = "a day absent counts once, though two absences name it; a move of team does not start the clock again"
month_end          = [2026-08-31]
worker             = [
    { worker_id = "A" },
    { worker_id = "B", team = "Duty", start_date = 2026-01-01, end_date = 2026-08-01 },
    { worker_id = "B", team = "North", start_date = 2026-08-01 },
]
worker_absence     = [
    { worker_id = "A", start_date = 2026-06-01, end_date = 2026-07-21 },
    { worker_id = "A", start_date = 2026-06-10, end_date = 2026-07-21 },
]
worker_supervision = [
    { worker_id = "A", supervision_date = 2026-05-20, status = "HELD" },
    { worker_id = "B", supervision_date = 2026-07-01, status = "HELD" },
]
counts             = { "A 2026-08-31" = 53, "B 2026-08-31" = 61 }

[[example]]
says               = "days absent are taken out, and a session after the month end has not happened yet"
month_end          = [2026-08-31]
worker             = [ { worker_id = "A" } ]
worker_absence     = [ { worker_id = "A", start_date = 2026-08-10, end_date = 2026-08-20 } ]
worker_supervision = [
    { worker_id = "A", supervision_date = 2026-08-01, status = "HELD" },
    { worker_id = "A", supervision_date = 2026-09-01, status = "HELD" },
]
counts             = { "A 2026-08-31" = 20 }
*/
