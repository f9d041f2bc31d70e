/*
title         = "Section 47 enquiries that led to an initial conference"
question      = "How many enquiries found reason for a conference?"
why           = "If few enquiries lead to a conference, families may be put through them without need. If the share falls, children may be leaving the path to protection too early."
ask           = [
    "What help did the children get whose enquiry led to no conference?",
    "Do we start an enquiry where talking to the family would be enough?",
]
numerator     = "Of those, an initial child protection conference followed"
denominator   = "Section 47 enquiries that started"
groups        = "Primary need"
timing        = "during"
shown_as      = "percentage"
polarity      = "neither"
order         = 21
needs_history = "0 months"
settles       = "60 days"
counts_from   = ["section_47", "conference_date"]
source        = "Local measure, as regional analysts count it; the department's dashboard showed it for a time"
caveats       = [
    "A conference takes time, so enquiries of the last 60 days are too new to judge and their periods are not shown yet.",
    "A conference belongs to the enquiry it names. One that names none belongs to the child's latest enquiry in the 60 days up to it.",
    "Two enquiries that led to one conference count once as leading to it: the later one.",
    "A child already on a plan needs no initial conference, and the enquiry still counts.",
]
*/
WITH enquiry_to_next AS (
    SELECT section_47.*, COALESCE(LEAD(start_date) OVER (PARTITION BY child_id ORDER BY start_date, section_47_id),
                                  DATE '9999-12-31') AS next_date
    FROM section_47
)
SELECT section_47_id AS record_id, child_id, start_date AS event_date, team,
       (SELECT MAX(primary_need) FROM cin_episode AS episode
        WHERE episode.child_id = this.child_id AND episode.start_date <= this.start_date AND this.start_date < episode.end_date
       ) AS category,
       CASE WHEN EXISTS (
                SELECT 1 FROM conference
                WHERE conference.child_id = this.child_id AND conference.conference_date >= this.start_date
                  AND (conference.section_47_id = this.section_47_id
                       OR (conference.section_47_id IS NULL AND conference.conference_date < this.next_date
                           AND conference.conference_date <= this.start_date + $conference_link_days))
            ) THEN 1 ELSE 0 END AS numerator
FROM enquiry_to_next AS this
/*
[[example]]
says       = "a conference belongs to the enquiry it names"
section_47 = [
    { section_47_id = "S1", child_id = "A", start_date = 2026-01-05 },
    { section_47_id = "S2", child_id = "A", start_date = 2026-01-12 },
]
conference = [ { conference_id = "C1", child_id = "A", section_47_id = "S1", conference_date = 2026-01-20 } ]
counts     = { S1 = 1, S2 = 0 }

[[example]]
says       = "one that names none belongs to the latest enquiry in the 60 days up to it"
section_47 = [
    { section_47_id = "S1", child_id = "A", start_date = 2026-01-05 },
    { section_47_id = "S2", child_id = "A", start_date = 2026-01-12 },
    { section_47_id = "S3", child_id = "B", start_date = 2026-01-05 },
    { section_47_id = "S4", child_id = "C", start_date = 2026-01-05 },
]
conference = [
    { conference_id = "C1", child_id = "A", conference_date = 2026-01-20 },
    { conference_id = "C2", child_id = "B", conference_date = 2026-03-06 },
    { conference_id = "C3", child_id = "C", conference_date = 2026-03-07 },
]
counts     = { S1 = 0, S2 = 1, S3 = 1, S4 = 0 }
*/
