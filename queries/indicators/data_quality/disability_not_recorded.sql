/*
title         = "Disability not recorded"
question      = "Do we know which children are disabled?"
why           = "Disabled children are more often harmed and less often heard. Nobody can plan for what is not written down."
ask           = [
    "Which teams write it down, and which do not?",
    "Can we tell if disabled children get the help they need?",
]
numerator     = "Episodes whose child has neither yes nor no on record for a disability: blank, or unknown"
denominator   = "All episodes of need that began"
groups        = "Primary need"
timing        = "during"
shown_as      = "percentage"
polarity      = "low is good"
order         = 2
needs_history = "0 months"
settles       = "14 days"
counts_from   = ["cin_episode", "cin_episode_disability", "cin_episode_case_status"]
source        = "Children in need census: disability is asked for every child in need, with a code for none (rule 8540)"
caveats       = [
    "Counts by when the episode began, so that each month is new children. A child whose record is put right leaves the list of the month it came.",
    "No is an answer. Only a blank or an unknown is not recorded.",
    "Contacts and referrals do not ask, so children who got no further are not counted.",
]
*/
SELECT episode.cin_episode_id AS record_id, episode.child_id, episode.start_date AS event_date, episode.team AS latest_team,
       episode.primary_need AS category,
       CASE WHEN child.disability IS NULL OR child.disability IN ('', 'Unknown') THEN 1 ELSE 0 END AS numerator
FROM cin_episode AS episode
LEFT JOIN child ON child.child_id = episode.child_id
/*
[[example]]
says        = "no is an answer; blank and unknown are not"
child       = [
    { child_id = "A", disability = "No" }, { child_id = "B", disability = "Unknown" }, { child_id = "C" },
    { child_id = "D", disability = "Yes" },
]
cin_episode = [
    { cin_episode_id = "E1", child_id = "A", start_date = 2026-08-03 },
    { cin_episode_id = "E2", child_id = "B", start_date = 2026-08-03 },
    { cin_episode_id = "E3", child_id = "C", start_date = 2026-08-03 },
    { cin_episode_id = "E4", child_id = "D", start_date = 2026-08-03 },
]
counts      = { E1 = 0, E2 = 1, E3 = 1, E4 = 0 }

[[example]]
says        = "an episode is counted once, when it began, whether or not it is still open"
child       = [ { child_id = "A" } ]
cin_episode = [ { cin_episode_id = "E1", child_id = "A", start_date = 2026-05-03, end_date = 2026-06-03 } ]
counts      = { E1 = 1 }
*/
