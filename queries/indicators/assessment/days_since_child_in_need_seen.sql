/*
title         = "Days since children in need were last seen"
question      = "How long is it since anybody saw each child we help?"
why           = "A child in need can slip out of sight without a plan that says who visits. This says how long it has been, for every child whose case is open."
ask           = [
    "Which children have not been seen for longest, and who will see them?",
    "Were children not seen, or seen and not written down?",
]
numerator     = "Days since the child was last seen, added up over the children"
denominator   = "Children with an open episode of need on the last day of the month"
groups        = "Primary need"
timing        = "at end"
shown_as      = "average days"
polarity      = "low is good"
order         = 6
needs_history = "0 months"
settles       = "14 days"
counts_from   = ["cin_episode", "child_seen", "cin_episode_end_date", "cin_episode_case_status"]
source        = "Ofsted's list of children in need (Annex A, list 6): date child was last seen. Local measure; there is no national interval"
caveats       = [
    "Known for the days of the extracts of Annex A alone: each names the day every child in it was last seen, by whomever.",
    "Days run from the start of the episode where the record names no day, or an earlier one. So a record that was not filled in looks like a child who was not seen.",
    "Children on plans and children looked after are in it too. For visits to children on plans see days since children on plans were last seen.",
    "A child not born by that day is left out. One whose date of birth we do not hold stays in.",
    "A mean of open gaps. A few very long gaps hide in it: the records behind the number list the longest first.",
]
*/
WITH open AS (  -- a child with two open episodes by mistake is one child, in the later one
    SELECT episode.*, month_end.month_end,
           ROW_NUMBER() OVER (PARTITION BY episode.child_id, month_end.month_end ORDER BY episode.cin_episode_id DESC) AS place
    FROM month_end
    JOIN cin_episode AS episode ON episode.start_date <= month_end.month_end AND month_end.month_end < episode.end_date
), seen AS (  -- each day the child was seen is the last one until the next
    SELECT child_id, seen_date,
           COALESCE(LEAD(seen_date) OVER (PARTITION BY child_id ORDER BY seen_date), DATE '9999-12-31') AS next_date
    FROM child_seen
)
SELECT open.cin_episode_id || ' ' || CAST(open.month_end AS STRING) AS record_id, open.child_id, open.month_end AS event_date,
       open.team AS latest_team, open.primary_need AS category,
       open.month_end - GREATEST(open.start_date, seen.seen_date) AS days,
       open.month_end - GREATEST(open.start_date, seen.seen_date) AS numerator
FROM open
LEFT JOIN seen ON seen.child_id = open.child_id AND seen.seen_date <= open.month_end AND open.month_end < seen.next_date
WHERE open.place = 1 AND NOT EXISTS (
    SELECT 1 FROM child WHERE child.child_id = open.child_id AND child.birth_date > open.month_end
)
/*
[[example]]
says        = "from the last day seen, or the start of the episode if no later day is named; a closed episode is not in it"
month_end   = [2026-08-31]
cin_episode = [
    { cin_episode_id = "E1", child_id = "A", start_date = 2026-01-10 },
    { cin_episode_id = "E2", child_id = "B", start_date = 2026-08-10 },
    { cin_episode_id = "E3", child_id = "C", start_date = 2026-08-21 },
    { cin_episode_id = "E4", child_id = "D", start_date = 2026-01-10, end_date = 2026-08-31 },
]
child_seen  = [
    { child_id = "A", seen_date = 2026-08-01 }, { child_id = "A", seen_date = 2026-08-11 },
    { child_id = "A", seen_date = 2026-09-01 }, { child_id = "B", seen_date = 2026-07-01 },
]
counts      = { "E1 2026-08-31" = 20, "E2 2026-08-31" = 21, "E3 2026-08-31" = 10 }

[[example]]
says        = "a child not yet born cannot be seen; one with two open episodes by mistake is one child"
month_end   = [2026-08-31]
child       = [ { child_id = "A", birth_date = 2026-09-01 }, { child_id = "B", birth_date = 2026-08-31 } ]
cin_episode = [
    { cin_episode_id = "E1", child_id = "A", start_date = 2026-08-01 },
    { cin_episode_id = "E2", child_id = "B", start_date = 2026-08-01 },
    { cin_episode_id = "E3", child_id = "B", start_date = 2026-08-21 },
]
counts      = { "E3 2026-08-31" = 10 }
*/
