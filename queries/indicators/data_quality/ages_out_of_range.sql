/*
title         = "Ages out of range"
question      = "Can the date of birth be right?"
why           = "A wrong date of birth puts a child in the wrong age group, and may be the date of birth of somebody else."
numerator     = "Referrals of someone aged over 25, plans that began for someone aged 18 or over, and either of a child born more than 40 weeks later"
denominator   = "All referrals, and all plans that began, of children with a date of birth"
groups        = "Kind of record"
timing        = "during"
shown_as      = "percentage"
polarity      = "low is good"
order         = 12
needs_history = "0 months"
settles       = "14 days"
counts_from   = ["referral", "cp_plan", "referral_birth_date", "cp_plan_birth_date"]
source        = "Children in need census rules 8775, 8520 and 8606"
caveats       = [
    "An unborn child is referred by the date the birth is expected: up to 40 weeks ahead that is in order.",
    "The census asks about ages over 25 because some services go on to that age. A child protection plan ends at 18.",
    "A child without a date of birth is not checked here.",
]
*/
WITH event AS (
    SELECT 'Referral' AS kind, referral_id AS id, child_id, referral_date AS day, team, 26 AS too_old FROM referral
    UNION ALL SELECT 'Plan', cp_plan_id, child_id, start_date, team, 18 FROM cp_plan
)
SELECT event.kind || ': ' || event.id AS record_id, event.child_id, event.day AS event_date, event.team AS latest_team,
       event.kind AS category,
       CASE WHEN child.birth_date + event.too_old * INTERVAL 1 YEAR <= event.day OR child.birth_date > event.day + 280
            THEN 1 ELSE 0 END AS numerator
FROM event
JOIN child ON child.child_id = event.child_id
WHERE child.birth_date IS NOT NULL
/*
[[example]]
says     = "25 until the day before the birthday, then 26; a birth expected in 280 days is in order, in 281 it is not"
child    = [
    { child_id = "A", birth_date = 2000-08-11 }, { child_id = "B", birth_date = 2000-08-10 },
    { child_id = "C", birth_date = 2027-05-17 }, { child_id = "D", birth_date = 2027-05-18 },
]
referral = [
    { referral_id = "R1", child_id = "A", referral_date = 2026-08-10 },
    { referral_id = "R2", child_id = "B", referral_date = 2026-08-10 },
    { referral_id = "R3", child_id = "C", referral_date = 2026-08-10 },
    { referral_id = "R4", child_id = "D", referral_date = 2026-08-10 },
]
counts   = { "Referral: R1" = 0, "Referral: R2" = 1, "Referral: R3" = 0, "Referral: R4" = 1 }

[[example]]
says    = "a plan may begin at 17 and not at 18; without a date of birth nothing can be checked"
child   = [ { child_id = "A", birth_date = 2008-08-11 }, { child_id = "B", birth_date = 2008-08-10 }, { child_id = "C" } ]
cp_plan = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2026-08-10 },
    { cp_plan_id = "P2", child_id = "B", start_date = 2026-08-10 },
    { cp_plan_id = "P3", child_id = "C", start_date = 2026-08-10 },
]
counts  = { "Plan: P1" = 0, "Plan: P2" = 1 }
*/
