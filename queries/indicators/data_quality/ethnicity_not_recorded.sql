/*
title         = "Ethnicity not recorded"
question      = "Do we know who the children are?"
why           = "A service that does not know a child's background cannot ask about religion, language or culture, nor see whether some children are treated differently."
ask           = [
    "Which teams write it down, and which do not?",
    "Can we tell if some groups of children get less help than others?",
]
numerator     = "Episodes whose child has no ethnicity on record: blank, or not yet obtained"
denominator   = "All episodes of need that began"
groups        = "Primary need"
timing        = "during"
shown_as      = "percentage"
polarity      = "low is good"
order         = 1
needs_history = "0 months"
settles       = "14 days"
counts_from   = ["cin_episode", "cin_episode_ethnicity", "cin_episode_case_status"]
source        = "Children in need census: ethnicity is asked for every child in need (rule 4220)"
caveats       = [
    "Counts by when the episode began, so that each month is new children and work done on old records does not hide new gaps. A child whose ethnicity is put right leaves the list of the month it came.",
    "A family that refused to say has been asked: refused counts as recorded.",
    "Children whose referral led to nothing have no episode and are not counted.",
]
*/
SELECT episode.cin_episode_id AS record_id, episode.child_id, episode.start_date AS event_date, episode.team AS latest_team,
       episode.primary_need AS category,
       CASE WHEN child.ethnicity IS NULL OR child.ethnicity IN ('', 'NOBT') THEN 1 ELSE 0 END AS numerator
FROM cin_episode AS episode
LEFT JOIN child ON child.child_id = episode.child_id
/*
[[example]]
says        = "blank and not obtained are not recorded; refused and any code are"
child       = [
    { child_id = "A" }, { child_id = "B", ethnicity = "NOBT" }, { child_id = "C", ethnicity = "REFU" },
    { child_id = "D", ethnicity = "APKN" },
]
cin_episode = [
    { cin_episode_id = "E1", child_id = "A", start_date = 2026-08-03 },
    { cin_episode_id = "E2", child_id = "B", start_date = 2026-08-03 },
    { cin_episode_id = "E3", child_id = "C", start_date = 2026-08-03 },
    { cin_episode_id = "E4", child_id = "D", start_date = 2026-08-03 },
]
counts      = { E1 = 1, E2 = 1, E3 = 0, E4 = 0 }

[[example]]
says        = "a child with two episodes is two records to look at; a child we hold no description of has no ethnicity on record"
child       = [ { child_id = "A", ethnicity = "WBRI" } ]
cin_episode = [
    { cin_episode_id = "E1", child_id = "A", start_date = 2025-08-03, end_date = 2026-01-03 },
    { cin_episode_id = "E2", child_id = "A", start_date = 2026-08-03 },
    { cin_episode_id = "E3", child_id = "B", start_date = 2026-08-03 },
]
counts      = { E1 = 0, E2 = 0, E3 = 1 }
*/
