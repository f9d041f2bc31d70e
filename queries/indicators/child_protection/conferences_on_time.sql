/*
title         = "Initial conferences held on time"
question      = "Once we suspect harm, how soon do we sit down together?"
why           = "From the strategy discussion to the conference a child waits in danger without a plan."
ask           = [
    "Who keeps these children safe while they wait for the conference?",
    "What makes conferences late, and who can change that?",
]
numerator     = "Of those, the conference was held within 15 working days of the strategy discussion"
denominator   = "Initial child protection conferences that followed a section 47 enquiry"
groups        = "Primary need"
timing        = "during"
shown_as      = "percentage"
polarity      = "high is good"
order         = 22
published     = "conference_15_days_percent"
needs_history = "0 months"
settles       = "14 days"
counts_from   = ["conference", "section_47", "conference_date"]
source        = "Children in need census: initial conferences by working days from the start of the section 47 enquiry; Working Together to Safeguard Children"
caveats       = [
    "The enquiry starts on the day of the strategy discussion. Weekends and bank holidays of England are not working days.",
    "A conference belongs to the enquiry it names. One that names none belongs to the child's latest enquiry in the 60 days up to it.",
    "A conference without an enquiry, such as one for a child who moved here on a plan, is left out; the published figure counts it from the day we were told.",
    "The first two months of the extracts are not shown, because they lack the enquiries before some of their conferences.",
    "Counts conferences held. An enquiry still waiting for its conference is not in it.",
]
*/
WITH followed AS (
    SELECT conference.conference_id, conference.child_id, conference.conference_date, conference.team,
           MAX(enquiry.start_date) AS began_date
    FROM conference
    JOIN section_47 AS enquiry ON enquiry.child_id = conference.child_id AND enquiry.start_date <= conference.conference_date
         AND (enquiry.section_47_id = conference.section_47_id
              OR (conference.section_47_id IS NULL AND conference.conference_date <= enquiry.start_date + $conference_link_days))
    GROUP BY conference.conference_id, conference.child_id, conference.conference_date, conference.team
)
SELECT conference_id AS record_id, child_id, conference_date AS event_date, team,
       (SELECT MAX(primary_need) FROM cin_episode AS episode
        WHERE episode.child_id = followed.child_id AND episode.start_date <= followed.conference_date
          AND followed.conference_date < episode.end_date) AS category,
       held.working_day - began.working_day AS days,
       CASE WHEN held.working_day - began.working_day <= $conference_working_days THEN 1 ELSE 0 END AS numerator
FROM followed
JOIN calendar AS held ON held.day = followed.conference_date
JOIN calendar AS began ON began.day = followed.began_date
/*
[[example]]
says       = "15 working days, not days: three weeks to the day count, a day more does not"
section_47 = [
    { section_47_id = "S1", child_id = "A", start_date = 2026-06-01 },
    { section_47_id = "S2", child_id = "B", start_date = 2026-06-01 },
]
conference = [
    { conference_id = "C1", child_id = "A", section_47_id = "S1", conference_date = 2026-06-22 },
    { conference_id = "C2", child_id = "B", section_47_id = "S2", conference_date = 2026-06-23 },
]
counts     = { C1 = 1, C2 = 0 }

[[example]]
says       = "the enquiry it names decides; if it names none, the latest within 60 days; without one the conference is left out"
section_47 = [
    { section_47_id = "S1", child_id = "A", start_date = 2026-05-01 },
    { section_47_id = "S2", child_id = "A", start_date = 2026-06-10 },
    { section_47_id = "S3", child_id = "B", start_date = 2026-05-01 },
    { section_47_id = "S4", child_id = "B", start_date = 2026-06-10 },
    { section_47_id = "S5", child_id = "C", start_date = 2026-04-01 },
]
conference = [
    { conference_id = "C1", child_id = "A", section_47_id = "S1", conference_date = 2026-06-22 },
    { conference_id = "C2", child_id = "B", conference_date = 2026-06-22 },
    { conference_id = "C3", child_id = "C", conference_date = 2026-06-22 },
]
counts     = { C1 = 0, C2 = 1 }
*/
