/*
title         = "Agencies that came to core groups"
question      = "Do all who carry the plan meet?"
why           = "The core group does the work of the plan between conferences. An agency that stays away does not know what changed."
ask           = [
    "Which agencies stay away most often, and has anyone asked them why?",
    "Does their part of the plan still get done?",
]
numerator     = "Of those, the agency came"
denominator   = "Agencies asked to a core group"
groups        = "Agency"
timing        = "during"
shown_as      = "percentage"
polarity      = "high is good"
order         = 25
needs_history = "0 months"
settles       = "14 days"
counts_from   = ["meeting", "meeting_attended"]
source        = "Local measure; Working Together to Safeguard Children names the agencies that are to take part"
caveats       = [
    "Each agency asked to a meeting about a child counts once, however many people it sent.",
    "Where the record does not say whether an agency came, it is left out.",
    "A report sent instead is not attendance.",
    "Read it by agency: one that never comes hides in the share of all.",
]
*/
SELECT meeting_id || ' ' || child_id || ' ' || COALESCE(agency, 'Not recorded') AS record_id, child_id,
       MIN(meeting_date) AS event_date, MIN(team) AS team, agency AS category, MAX(CASE WHEN attended THEN 1 ELSE 0 END) AS numerator
FROM meeting
WHERE meeting_type = 'CORE GROUP' AND child_id IS NOT NULL AND attended IS NOT NULL
GROUP BY meeting_id, child_id, agency
/*
[[example]]
says    = "each agency asked counts, whether or not it came"
meeting = [
    { meeting_id = "M1", child_id = "A", meeting_type = "CORE GROUP", meeting_date = 2026-01-05, agency = "School", attended = true },
    { meeting_id = "M1", child_id = "A", meeting_type = "CORE GROUP", meeting_date = 2026-01-05, agency = "Probation", attended = false },
]
counts  = { "M1 A School" = 1, "M1 A Probation" = 0 }

[[example]]
says    = "a conference is not a core group, and an agency without an answer is left out"
meeting = [
    { meeting_id = "M1", child_id = "A", meeting_type = "REVIEW CONFERENCE", meeting_date = 2026-01-05, agency = "School", attended = true },
    { meeting_id = "M2", child_id = "A", meeting_type = "CORE GROUP", meeting_date = 2026-01-15, agency = "School" },
    { meeting_id = "M2", child_id = "A", meeting_type = "CORE GROUP", meeting_date = 2026-01-15, agency = "GP", attended = false },
]
counts  = { "M2 A GP" = 0 }
*/
