/*
title         = "Visits recorded late"
question      = "Is what the child said on the record when somebody needs it?"
why           = "Under pressure recording drifts. A visit that is not on record is, to everybody else, a visit that was not made."
ask           = [
    "Why are visits written up late, and what would help?",
    "Could anyone act on what the child said before it was written up?",
]
numerator     = "Visits recorded later than the authority's standard, or with a day of recording before the visit"
denominator   = "Visits to children on a plan whose day of recording is known"
groups        = "Seen alone"
timing        = "during"
shown_as      = "percentage"
polarity      = "low is good"
order         = 3
needs_history = "0 months"
settles       = "31 days"
counts_from   = ["cp_visit", "cp_visit_recorded_date"]
source        = "Local standard; the days allowed are the authority's own setting for sessions of supervision, used for visits too"
caveats       = [
    "A visit that is not yet recorded is missing from the extracts. So the newest months look better than they will.",
    "A visit without a day of recording is left out, for the source did not say when it was recorded. Annex A does not hold it; the authority's own extract of visits does.",
    "Late entry also lowers the share of visits made on time until the record comes.",
]
*/
SELECT cp_visit_id || ' ' || child_id AS record_id, child_id, visit_date AS event_date, seen_alone AS category,
       recorded_date - visit_date AS days,
       CASE WHEN recorded_date BETWEEN visit_date AND visit_date + $visit_recorded_days * INTERVAL 1 DAY THEN 0 ELSE 1 END AS numerator
FROM cp_visit
WHERE recorded_date IS NOT NULL
/*
[[example]]
says     = "recorded on the fifth day is in time, on the sixth it is late"
cp_visit = [
    { cp_visit_id = "V1", child_id = "A", visit_date = 2026-08-06, recorded_date = 2026-08-11 },
    { cp_visit_id = "V2", child_id = "A", visit_date = 2026-08-06, recorded_date = 2026-08-12 },
]
counts   = { "V1 A" = 0, "V2 A" = 1 }

[[example]]
says     = "a visit recorded before it was made is at fault; one without a day of recording is not counted"
cp_visit = [
    { cp_visit_id = "V1", child_id = "A", visit_date = 2026-08-06, recorded_date = 2026-08-05 },
    { cp_visit_id = "V1", child_id = "B", visit_date = 2026-08-06, recorded_date = 2026-08-06 },
    { cp_visit_id = "V2", child_id = "A", visit_date = 2026-08-13 },
]
counts   = { "V1 A" = 1, "V1 B" = 0 }
*/
