/*
title         = "Child seen during the assessment"
question      = "Did the person who wrote about the child meet the child?"
why           = "An assessment written without seeing the child rests on what adults said. Children have died whom every report described and no worker had met."
ask           = [
    "Which children were not seen, and has somebody seen them since?",
    "Do our records say what the children told us?",
]
numerator     = "Of those, the record says that the child was seen"
denominator   = "Assessments authorised, of children who had been born by then"
groups        = "Outcome of the assessment"
timing        = "during"
shown_as      = "percentage"
polarity      = "high is good"
order         = 2
needs_history = "0 months"
settles       = "14 days"
counts_from   = ["assessment", "assessment_child_seen", "assessment_end_date", "assessment_birth_date"]
source        = "Ofsted's list of assessments (Annex A, list 4): child seen during the continuous assessment; Working Together"
caveats       = [
    "Where the record says that it is not known, or says nothing, the child does not count as seen.",
    "A child not born when the assessment was authorised cannot be seen and is left out. One whose date of birth we do not hold stays in.",
    "An assessment last seen open that has since left the lists was authorised on no day we know. It is not counted.",
    "Seen is not the same as heard, or seen alone.",
]
*/
SELECT assessment_id AS record_id, child_id, end_date AS event_date, team,
       CASE WHEN needs_support THEN 'Support needed' WHEN NOT needs_support THEN 'No support needed' END AS category,
       CASE WHEN child_seen = 'Yes' THEN 1 ELSE 0 END AS numerator
FROM assessment
WHERE end_date < DATE '9999-12-31' AND NOT end_is_inferred AND NOT EXISTS (
    SELECT 1 FROM child WHERE child.child_id = assessment.child_id AND child.birth_date > assessment.end_date
)
/*
[[example]]
says       = "only a yes counts: a no, an unknown and a blank do not, and all stay in the denominator"
assessment = [
    { assessment_id = "S1", child_id = "A", start_date = 2026-01-05, end_date = 2026-02-20, child_seen = "Yes" },
    { assessment_id = "S2", child_id = "B", start_date = 2026-01-05, end_date = 2026-02-20, child_seen = "No" },
    { assessment_id = "S3", child_id = "C", start_date = 2026-01-05, end_date = 2026-02-20, child_seen = "Unknown" },
    { assessment_id = "S4", child_id = "D", start_date = 2026-01-05, end_date = 2026-02-20 },
]
counts     = { S1 = 1, S2 = 0, S3 = 0, S4 = 0 }

[[example]]
says       = "a child born after the assessment was authorised is left out; one born while it ran is in it"
child      = [ { child_id = "A", birth_date = 2026-02-21 }, { child_id = "B", birth_date = 2026-02-20 } ]
assessment = [
    { assessment_id = "S1", child_id = "A", start_date = 2026-01-05, end_date = 2026-02-20, child_seen = "No" },
    { assessment_id = "S2", child_id = "B", start_date = 2026-01-05, end_date = 2026-02-20, child_seen = "No" },
]
counts     = { S2 = 0 }

[[example]]
says       = "an assessment still open is not in it yet"
assessment = [
    { assessment_id = "S1", child_id = "A", start_date = 2026-01-05, child_seen = "Yes" },
    { assessment_id = "S2", child_id = "B", start_date = 2026-01-05, end_date = 2026-02-20, child_seen = "Yes" },
]
counts     = { S2 = 1 }

[[example]]
says       = "an assessment that disappeared from the lists while open is left out: its authorisation is not recorded"
assessment = [
    { assessment_id = "S1", child_id = "A", start_date = 2026-01-05, end_date = 2026-02-20, end_is_inferred = true, child_seen = "No" },
    { assessment_id = "S2", child_id = "B", start_date = 2026-01-05, end_date = 2026-02-20, child_seen = "No" },
]
counts     = { S2 = 0 }
*/
