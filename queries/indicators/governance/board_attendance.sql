/*
title         = "Attendance at the board"
question      = "Is every agency at the table?"
why           = "A board can only challenge an agency that is there, and an agency that is seldom there does not own what is decided."
ask           = [
    "Which agencies were not there, and did they send anyone in their place?",
    "What could the board not decide because they were away?",
]
numerator     = "Agencies that attended, each once for each meeting"
denominator   = "Agencies asked to the meetings of the board, each once for each meeting"
groups        = "Agency"
counts        = "agencies at meetings of the board"
timing        = "during"
shown_as      = "percentage"
polarity      = "high is good"
order         = 4
needs_history = "0 months"
settles       = "14 days"
counts_from   = ["meeting", "meeting_attended"]
source        = "Local record of the meetings of the safeguarding partnership's board; no national definition"
caveats       = [
    "A board meets a few times a year. Most months have no meeting; read the quarter or the year.",
    "An agency asked for several of its people has attended if one of them did. A deputy counts if the record says so.",
    "An agency of which the record does not say whether it came is not counted.",
]
*/
SELECT meeting_id || ' ' || COALESCE(agency, 'agency not recorded') AS record_id, MIN(meeting_date) AS event_date,
       MAX(team) AS team, agency AS category, MAX(CASE WHEN attended THEN 1 ELSE 0 END) AS numerator
FROM meeting
WHERE meeting_type = 'BOARD' AND meeting_date IS NOT NULL AND attended IS NOT NULL
GROUP BY meeting_id, agency
/*
[[example]]
says    = "each agency counts once for each meeting of the board, and only meetings of the board count"
meeting = [
    { meeting_id = "M1", meeting_type = "BOARD", meeting_date = 2026-07-08, agency = "Police", attended = true },
    { meeting_id = "M1", meeting_type = "BOARD", meeting_date = 2026-07-08, agency = "Probation", attended = false },
    { meeting_id = "M2", meeting_type = "CORE GROUP", meeting_date = 2026-07-08, agency = "Police", attended = true },
]
counts  = { "M1 Police" = 1, "M1 Probation" = 0 }

[[example]]
says    = "of two people of one agency one is enough; not knowing is not counted as staying away"
meeting = [
    { meeting_id = "M1", meeting_type = "BOARD", meeting_date = 2026-07-08, agency = "Police", attended = true },
    { meeting_id = "M1", meeting_type = "BOARD", meeting_date = 2026-07-08, agency = "Police", attended = false },
    { meeting_id = "M1", meeting_type = "BOARD", meeting_date = 2026-07-08, agency = "GP" },
]
counts  = { "M1 Police" = 1 }
*/
