/*
title         = "Answers to audits outstanding"
question      = "Was what the audit found put right?"
why           = "Findings that nobody answers are found again, in the next audit or by an inspector."
numerator     = "Audits whose answer was due by the last day of the period and had not come"
denominator   = "None: this is a number"
groups        = "Grade"
timing        = "at end"
shown_as      = "number"
polarity      = "low is good"
order         = 3
needs_history = "0 months"
settles       = "14 days"
counts_from   = ["audit", "audit_response_due_date", "audit_response_date"]
source        = "Local programme of audits; no national definition"
caveats       = [
    "An answer that is due and has not come is counted at every month end until it comes.",
    "An answer says what will be done. Whether it was done, and whether it helped, is another question.",
    "Where no day was set for the answer, none is outstanding here.",
]
*/
SELECT audit.audit_id || ' ' || CAST(month_end.month_end AS STRING) AS record_id, audit.child_id,
       month_end.month_end AS event_date, audit.team, audit.grade AS category,
       month_end.month_end - audit.response_due_date AS days, 1 AS numerator
FROM month_end
JOIN audit ON audit.response_due_date <= month_end.month_end
     AND (audit.response_date IS NULL OR audit.response_date > month_end.month_end)
/*
[[example]]
says      = "an answer due on the day and not there by its end is outstanding; one that came that day is not"
month_end = [2026-08-31]
audit     = [
    { audit_id = "A1", response_due_date = 2026-08-31 },
    { audit_id = "A2", response_due_date = 2026-08-31, response_date = 2026-08-31 },
    { audit_id = "A3", response_due_date = 2026-09-01 },
    { audit_id = "A4" },
]
counts    = { "A1 2026-08-31" = 1 }

[[example]]
says      = "an answer that came late was outstanding at each month end before it came"
month_end = [2026-06-30, 2026-07-31, 2026-08-31]
audit     = [ { audit_id = "A1", response_due_date = 2026-06-15, response_date = 2026-08-10 } ]
counts    = { "A1 2026-06-30" = 1, "A1 2026-07-31" = 1 }
*/
