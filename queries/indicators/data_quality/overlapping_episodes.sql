/*
title         = "Overlapping episodes of need"
question      = "Is this child known to us once or twice?"
why           = "Two open episodes count one child twice, and one of them may be closed by nobody."
numerator     = "Episodes that began while another episode of need of the same child was open"
denominator   = "All episodes of need that began"
groups        = "Primary need"
timing        = "during"
shown_as      = "percentage"
polarity      = "low is good"
order         = 7
needs_history = "0 months"
settles       = "14 days"
counts_from   = ["cin_episode", "cin_episode_end_date", "cin_episode_case_status"]
source        = "Children in need census rules 8815, 8816 and 8820"
caveats       = [
    "The later of the two is listed; of two that began on one day, the one whose id sorts last.",
    "Annex A list 6 names only a child's latest. Where an earlier one was never closed, it is taken to end the day the next one began, so it is not seen to overlap. What is seen is an end recorded after the next one began.",
]
*/
SELECT cin_episode_id AS record_id, child_id, start_date AS event_date, team AS latest_team, primary_need AS category,
       CASE WHEN EXISTS (
                SELECT 1 FROM cin_episode AS other
                WHERE other.child_id = this.child_id AND other.start_date <= this.start_date AND this.start_date < other.end_date
                  AND (other.start_date < this.start_date OR other.cin_episode_id < this.cin_episode_id))
            THEN 1 ELSE 0 END AS numerator
FROM cin_episode AS this
/*
[[example]]
says   = "the second begins before the first has ended; a first that ends that day does not overlap"
cin_episode = [
    { cin_episode_id = "1", child_id = "A", start_date = 2026-01-10, end_date = 2026-06-02 },
    { cin_episode_id = "2", child_id = "A", start_date = 2026-06-01 },
    { cin_episode_id = "3", child_id = "B", start_date = 2026-01-10, end_date = 2026-06-01 },
    { cin_episode_id = "4", child_id = "B", start_date = 2026-06-01 },
]
counts = { 1 = 0, 2 = 1, 3 = 0, 4 = 0 }

[[example]]
says   = "two open at once are found once, also when they began on one day; another child's is another matter"
cin_episode = [
    { cin_episode_id = "1", child_id = "A", start_date = 2026-01-10 },
    { cin_episode_id = "2", child_id = "A", start_date = 2026-01-10 },
    { cin_episode_id = "3", child_id = "B", start_date = 2026-02-10 },
]
counts = { 1 = 0, 2 = 1, 3 = 0 }
*/
