/*
title         = "Stepped down from a plan, then back within 6 months"
question      = "Did we end protection before the child was safe?"
why           = "When a protection plan ends and the child goes on as a child in need, the worry is thought smaller. A child who is referred again or goes back on a plan within half a year was perhaps stepped down too soon."
ask           = [
    "Who decided that these children were safe enough, and what did they go by?",
    "What help did the families have once the plan had ended?",
]
numerator     = "Of those, the child was referred again or went on a new plan in the 6 months after"
denominator   = "Child protection plans that ended while the child's episode of need went on"
groups        = "Category of abuse"
timing        = "during"
shown_as      = "percentage"
polarity      = "low is good"
order         = 5
needs_history = "0 months"
settles       = "184 days"
counts_from   = ["cp_plan", "cin_episode", "referral", "cp_plan_end_date", "cin_episode_end_date", "cin_episode_case_status"]
source        = "Local measure; Ofsted found step-down before improvement lasted (Blackpool 2012)"
caveats       = [
    "Counted in the month the plan ended, so it looks forward: the newest six months are still filling and are not shown yet.",
    "A plan that ended on the day the whole episode was closed is no step-down. Such a child counts in the figure for help that ended.",
    "A new plan that starts on the day the old one ended carries on from it, and is no return.",
    "A child who came into care when the plan ended is in it too: extracts do not say when a child's status changed.",
    "A plan that left the lists without an end was stepped down on no day we know. It is not counted.",
    "Low is good only if children who need a plan again do get one.",
]
*/
SELECT cp_plan_id AS record_id, child_id, end_date AS event_date, team AS latest_team, latest_category AS category,
       CASE WHEN EXISTS (
                SELECT 1 FROM referral
                WHERE referral.child_id = ended.child_id AND referral.referral_date > ended.end_date
                  AND ended.end_date >= referral.referral_date - INTERVAL 6 MONTH
            ) OR EXISTS (
                SELECT 1 FROM cp_plan AS later
                WHERE later.child_id = ended.child_id AND later.start_date > ended.end_date
                  AND ended.end_date >= later.start_date - INTERVAL 6 MONTH
            ) THEN 1 ELSE 0 END AS numerator
FROM cp_plan AS ended
WHERE end_date < DATE '9999-12-31' AND NOT end_is_inferred AND EXISTS (
    SELECT 1 FROM cin_episode AS episode
    WHERE episode.child_id = ended.child_id AND episode.start_date <= ended.end_date AND ended.end_date < episode.end_date
)
/*
[[example]]
says        = "back on a plan within six months counts, so does a referral; seven months later does not"
cin_episode = [
    { cin_episode_id = "E1", child_id = "A", start_date = 2024-01-05 },
    { cin_episode_id = "E2", child_id = "B", start_date = 2024-01-05, end_date = 2025-04-01 },
    { cin_episode_id = "E3", child_id = "C", start_date = 2024-01-05 },
]
cp_plan     = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2024-02-05, end_date = 2025-01-20 },
    { cp_plan_id = "P2", child_id = "A", start_date = 2025-07-20 },
    { cp_plan_id = "P3", child_id = "B", start_date = 2024-02-05, end_date = 2025-01-20 },
    { cp_plan_id = "P4", child_id = "C", start_date = 2024-02-05, end_date = 2025-01-20 },
    { cp_plan_id = "P5", child_id = "C", start_date = 2025-08-20 },
]
referral    = [ { referral_id = "R1", child_id = "B", referral_date = 2025-06-20 } ]
counts      = { P1 = 1, P3 = 1, P4 = 0 }

[[example]]
says        = "a plan that ended when the episode closed is no step-down, and neither is one without an episode"
cin_episode = [
    { cin_episode_id = "E1", child_id = "A", start_date = 2024-01-05, end_date = 2025-01-20 },
    { cin_episode_id = "E2", child_id = "B", start_date = 2024-01-05, end_date = 2025-01-21 },
]
cp_plan     = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2024-02-05, end_date = 2025-01-20 },
    { cp_plan_id = "P2", child_id = "B", start_date = 2024-02-05, end_date = 2025-01-20 },
    { cp_plan_id = "P3", child_id = "C", start_date = 2024-02-05, end_date = 2025-01-20 },
]
counts      = { P2 = 0 }

[[example]]
says        = "a plan that starts the day the other ended carries on from it"
cin_episode = [ { cin_episode_id = "E1", child_id = "A", start_date = 2024-01-05 } ]
cp_plan     = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2024-02-05, end_date = 2025-01-20 },
    { cp_plan_id = "P2", child_id = "A", start_date = 2025-01-20 },
]
counts      = { P1 = 0 }

[[example]]
says        = "a plan without a recorded end is not a step-down; an episode that was open until it disappeared from the lists counts as continuing"
cin_episode = [
    { cin_episode_id = "E1", child_id = "A", start_date = 2024-01-05 },
    { cin_episode_id = "E2", child_id = "B", start_date = 2024-01-05, end_date = 2025-04-01, end_is_inferred = true },
]
cp_plan     = [
    { cp_plan_id = "P1", child_id = "A", start_date = 2024-02-05, end_date = 2025-01-20, end_is_inferred = true },
    { cp_plan_id = "P2", child_id = "B", start_date = 2024-02-05, end_date = 2025-01-20 },
]
referral    = [
    { referral_id = "R1", child_id = "A", referral_date = 2025-03-20 },
    { referral_id = "R2", child_id = "B", referral_date = 2025-03-20 },
]
counts      = { P2 = 1 }
*/
