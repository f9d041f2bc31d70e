/*
title         = "Agencies that came to child protection conferences"
question      = "Was everyone who knows the child in the room?"
why           = "A decision on a child's safety needs what each agency knows. An empty chair is a part of the child's life that nobody spoke of."
ask           = [
    "Which agencies stay away most often, and has anyone asked them why?",
    "What did we not know about the child because they were not there?",
]
numerator     = "Of those, the agency came"
denominator   = "Agencies asked to an initial or review child protection conference"
groups        = "Agency"
timing        = "during"
shown_as      = "percentage"
polarity      = "high is good"
order         = 24
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
WHERE meeting_type IN ('INITIAL CONFERENCE', 'REVIEW CONFERENCE') AND child_id IS NOT NULL AND attended IS NOT NULL
GROUP BY meeting_id, child_id, agency
/*
[[example]]
says    = "each agency asked counts; one of which the record does not say whether it came is left out"
meeting = [
    { meeting_id = "M1", child_id = "A", meeting_type = "INITIAL CONFERENCE", meeting_date = 2026-01-05, agency = "Police", attended = true },
    { meeting_id = "M1", child_id = "A", meeting_type = "INITIAL CONFERENCE", meeting_date = 2026-01-05, agency = "GP", attended = false, report_received = true },
    { meeting_id = "M1", child_id = "A", meeting_type = "INITIAL CONFERENCE", meeting_date = 2026-01-05, agency = "School" },
]
counts  = { "M1 A Police" = 1, "M1 A GP" = 0 }

[[example]]
says    = "an agency is there if any of its people came; a conference on two children counts for each; a core group is no conference"
meeting = [
    { meeting_id = "M1", child_id = "A", meeting_type = "REVIEW CONFERENCE", meeting_date = 2026-01-05, agency = "Police", attended = false },
    { meeting_id = "M1", child_id = "A", meeting_type = "REVIEW CONFERENCE", meeting_date = 2026-01-05, agency = "Police", attended = true },
    { meeting_id = "M1", child_id = "B", meeting_type = "REVIEW CONFERENCE", meeting_date = 2026-01-05, agency = "Police", attended = true },
    { meeting_id = "M2", child_id = "A", meeting_type = "CORE GROUP", meeting_date = 2026-01-15, agency = "Police", attended = true },
    { meeting_id = "M3", meeting_type = "BOARD", meeting_date = 2026-01-15, agency = "Police", attended = true },
]
counts  = { "M1 A Police" = 1, "M1 B Police" = 1 }
*/
