/*
title         = "Rows given twice"
question      = "Is anything counted twice?"
why           = "The same record twice in one list is one record: only the first row counts. Where the two differ, somebody must say which is right."
ask           = [
    "Do the two records say the same, and if not, which one is right?",
    "Which records are still to be put right, and who is doing it?",
]
numerator     = "Rows that hold a record an earlier row of the same list already holds"
denominator   = "None: this is a number"
groups        = "List"
timing        = "during"
shown_as      = "number"
polarity      = "low is good"
order         = 11
needs_history = "0 months"
settles       = "14 days"
counts_from   = ["referral", "identity"]
source        = "Children in need census rule 8510, for every list"
caveats       = [
    "Listed in the last whole month that the extract covers, once for each extract that gives the row twice.",
    "Annex A has no ids for its records: two rows for one child and one day are the same record, for contacts also the same source.",
    "One child under two ids cannot be seen here.",
]
*/
WITH extract AS (
    SELECT file, MAX(covered_to) AS last_day FROM coverage GROUP BY file
), placed AS (
    SELECT extract.file, MAX(month_end.month_end) AS month_end
    FROM extract
    JOIN month_end ON month_end.month_end <= extract.last_day
    GROUP BY extract.file
)
SELECT DISTINCT rejected.file || ', ' || rejected.list || ', row ' || CAST(rejected.row_number AS STRING) AS record_id,
       placed.month_end AS event_date, rejected.list AS category, 1 AS numerator
FROM rejected
JOIN placed ON placed.file = rejected.file
WHERE rejected.scope = 'row' AND rejected.rule = 'once'
/*
[[example]]
says     = "a row given twice counts, a row that cannot be placed is another fault"
coverage = [ { model_table = "referral", file = "a.xlsx", covered_from = 2026-03-01, covered_to = 2026-08-31 } ]
rejected = [
    { file = "a.xlsx", list = "annex_a_list_3", row_number = 7, scope = "row", rule = "once" },
    { file = "a.xlsx", list = "annex_a_list_3", row_number = 8, scope = "row", rule = "needed", field = "child_id" },
]
counts   = { "a.xlsx, annex_a_list_3, row 7" = 1 }

[[example]]
says     = "each extract is listed by itself, and one row number in two lists is two rows"
coverage = [
    { model_table = "referral", file = "a.xlsx", covered_from = 2026-03-01, covered_to = 2026-08-31 },
    { model_table = "cp_plan", file = "a.xlsx", covered_from = 2026-03-01, covered_to = 2026-08-31 },
    { model_table = "referral", file = "b.xlsx", covered_from = 2026-03-01, covered_to = 2026-09-30 },
]
rejected = [
    { file = "a.xlsx", list = "annex_a_list_3", row_number = 7, scope = "row", rule = "once" },
    { file = "a.xlsx", list = "annex_a_list_7", row_number = 7, scope = "row", rule = "once" },
    { file = "b.xlsx", list = "annex_a_list_3", row_number = 7, scope = "row", rule = "once" },
]
counts   = { "a.xlsx, annex_a_list_3, row 7" = 1, "a.xlsx, annex_a_list_7, row 7" = 1, "b.xlsx, annex_a_list_3, row 7" = 1 }
*/
