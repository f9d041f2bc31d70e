/*
title         = "Children named in local extracts who are in no list of children"
question      = "Whose record is this?"
why           = "A visit or a session under an id that is in no other record is lost: the child it belongs to seems not to have been seen."
numerator     = "Ids of children that no Annex A list holds"
denominator   = "Ids of children named in the local extracts, once for each kind of record"
groups        = "Kind of record"
timing        = "during"
shown_as      = "percentage"
polarity      = "low is good"
order         = 10
needs_history = "0 months"
settles       = "14 days"
counts_from   = ["referral", "named_child"]
source        = "A check of the local extracts against the lists of children"
caveats       = [
    "An id is counted once for each kind of record, on the day of its latest record: the list is of ids to put right, not of records.",
    "The usual reason is an id that lost a zero at the front. A child whose work ended before our first extract is in no list either, and is listed.",
]
*/
WITH named AS (
    SELECT 'Visit' AS kind, child_id, visit_date AS day FROM cp_visit
    UNION ALL SELECT 'Allocation', child_id, start_date FROM allocation
    UNION ALL SELECT 'Case supervision', child_id, supervision_date FROM case_supervision
    UNION ALL SELECT 'Contact', child_id, contact_date FROM contact
    UNION ALL SELECT 'Meeting', child_id, meeting_date FROM meeting
    UNION ALL SELECT 'Audit', child_id, COALESCE(completed_date, due_date) FROM audit
    UNION ALL SELECT 'Legal advice', child_id, advice_date FROM legal_advice
), latest AS (
    SELECT kind, child_id, MAX(day) AS day FROM named WHERE child_id IS NOT NULL GROUP BY kind, child_id
)
SELECT latest.kind || ': ' || latest.child_id AS record_id, latest.child_id, latest.day AS event_date, latest.kind AS category,
       CASE WHEN described.child_id IS NULL THEN 1 ELSE 0 END AS numerator
FROM latest
LEFT JOIN (SELECT DISTINCT child_id FROM child) AS described ON described.child_id = latest.child_id
/*
[[example]]
says     = "an id that lost its zero is another id; a child with two visits is listed once"
child    = [ { child_id = "0123" }, { child_id = "0456" } ]
cp_visit = [
    { cp_visit_id = "V1", child_id = "0123", visit_date = 2026-08-03 },
    { cp_visit_id = "V2", child_id = "456", visit_date = 2026-08-03 },
    { cp_visit_id = "V3", child_id = "456", visit_date = 2026-08-20 },
]
counts   = { "Visit: 0123" = 0, "Visit: 456" = 1 }

[[example]]
says       = "each kind of record is checked by itself, and a meeting of the board names no child"
child      = [ { child_id = "A" } ]
allocation = [ { child_id = "A", start_date = 2026-08-03 }, { child_id = "B", start_date = 2026-08-03 } ]
audit      = [ { audit_id = "1", child_id = "B", due_date = 2026-08-03 } ]
meeting    = [ { meeting_id = "M", meeting_type = "BOARD", meeting_date = 2026-08-03 } ]
counts     = { "Allocation: A" = 0, "Allocation: B" = 1, "Audit: B" = 1 }
*/
