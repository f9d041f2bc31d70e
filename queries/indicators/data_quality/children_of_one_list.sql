/*
title         = "Children of one list whom no other list knows"
question      = "Are these the same children?"
why           = "A child who is assessed or on a plan was referred, and is in need. If no other list knows the id, it is wrong, and the child is counted as somebody else."
numerator     = "Children in one of these lists who are in none of the others"
denominator   = "Children assessed, with a section 47 enquiry or on a plan, once for each kind of record"
groups        = "Kind of record"
timing        = "during"
shown_as      = "percentage"
polarity      = "low is good"
order         = 19
needs_history = "0 months"
settles       = "14 days"
counts_from   = ["referral", "cin_episode", "assessment", "section_47", "cp_plan"]
source        = "A check of the lists against each other"
caveats       = [
    "A child is counted once for each kind of record, on the day of the first: the list is of ids to put right, not of records.",
    "The usual reasons are an id of another system and an id that a spreadsheet changed. If hardly any child of a list is known, the build stops.",
    "Some systems leave children on plans out of the list of children in need. One referred and assessed before our first extract is then in no other list, and is listed.",
]
*/
WITH held AS (
    SELECT 'Referral' AS kind, child_id, referral_date AS day FROM referral
    UNION ALL SELECT 'Episode of need', child_id, start_date FROM cin_episode
    UNION ALL SELECT 'Assessment', child_id, start_date FROM assessment
    UNION ALL SELECT 'Section 47 enquiry', child_id, start_date FROM section_47
    UNION ALL SELECT 'Plan', child_id, start_date FROM cp_plan
), child_of AS (
    SELECT kind, child_id, MIN(day) AS day FROM held WHERE child_id IS NOT NULL GROUP BY kind, child_id
), known AS (
    SELECT child_id, COUNT(*) AS kinds FROM child_of GROUP BY child_id
)
SELECT child_of.kind || ': ' || child_of.child_id AS record_id, child_of.child_id, child_of.day AS event_date,
       child_of.kind AS category, CASE WHEN known.kinds = 1 THEN 1 ELSE 0 END AS numerator
FROM child_of
JOIN known ON known.child_id = child_of.child_id
WHERE child_of.kind IN ('Assessment', 'Section 47 enquiry', 'Plan')
/*
[[example]]
says        = "a plan's child in another list is in order, one under an id that lost its zero is listed; referrals are not asked"
referral    = [ { referral_id = "R1", child_id = "0123", referral_date = 2026-08-03 }, { referral_id = "R2", child_id = "0789", referral_date = 2026-08-03 } ]
cin_episode = [ { cin_episode_id = "E1", child_id = "0456", start_date = 2026-08-03 } ]
cp_plan     = [
    { cp_plan_id = "P1", child_id = "0123", start_date = 2026-08-10 },
    { cp_plan_id = "P2", child_id = "456", start_date = 2026-08-10 },
]
counts      = { "Plan: 0123" = 0, "Plan: 456" = 1 }

[[example]]
says       = "two records of one kind are one child, on the day of the first; two kinds know each other"
assessment = [
    { assessment_id = "A1", child_id = "A", start_date = 2026-08-03 },
    { assessment_id = "A2", child_id = "A", start_date = 2026-08-20 },
    { assessment_id = "A3", child_id = "B", start_date = 2026-08-03 },
]
section_47 = [ { section_47_id = "S1", child_id = "B", start_date = 2026-08-04 } ]
counts     = { "Assessment: A" = 1, "Assessment: B" = 0, "Section 47 enquiry: B" = 0 }
*/
