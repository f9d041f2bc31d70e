/*
title         = "Section 47 enquiries, per 10,000 children"
question      = "How often do we ask whether a child is being harmed?"
why           = "An enquiry is how suspicion of harm is tested. Many enquiries that lead nowhere frighten families; too few leave children unheard."
ask           = [
    "Have we, or the police, changed when we start an enquiry?",
    "How many enquiries find that the child is safe?",
]
numerator     = "Section 47 enquiries that started"
denominator   = "Children aged 0 to 17 who live in the area, in ten thousands"
groups        = "Primary need"
timing        = "during"
shown_as      = "rate per 10,000"
polarity      = "neither"
order         = 20
published     = "section_47_per_10000"
needs_history = "0 months"
settles       = "14 days"
counts_from   = ["section_47"]
source        = "Children in need census: section 47 enquiries started in the year; Children Act 1989, section 47"
caveats       = [
    "Each enquiry counts, so a child can count more than once; brothers and sisters each count.",
    "The rate of a month is not the rate of a year: the year's is about twelve times as high.",
]
*/
SELECT section_47_id AS record_id, child_id, start_date AS event_date, team, 1 AS numerator,
       (SELECT MAX(primary_need) FROM cin_episode AS episode
        WHERE episode.child_id = this.child_id AND episode.start_date <= this.start_date AND this.start_date < episode.end_date
       ) AS category
FROM section_47 AS this
/*
[[example]]
says       = "each enquiry counts, whatever became of it"
section_47 = [
    { section_47_id = "S1", child_id = "A", start_date = 2026-01-05, conference_unnecessary = true },
    { section_47_id = "S2", child_id = "A", start_date = 2026-03-05 },
]
counts     = { S1 = 1, S2 = 1 }

[[example]]
says        = "two children of a family are two enquiries, also without an episode of need"
section_47  = [
    { section_47_id = "S1", child_id = "A", start_date = 2026-01-05 },
    { section_47_id = "S2", child_id = "B", start_date = 2026-01-05 },
]
cin_episode = [
    { cin_episode_id = "E1", child_id = "A", start_date = 2026-01-05, primary_need = "N1 - Abuse or neglect" },
    { cin_episode_id = "E2", child_id = "A", start_date = 2024-01-05, end_date = 2026-01-05, primary_need = "N7 - Low income" },
]
counts      = { S1 = 1, S2 = 1 }
*/
