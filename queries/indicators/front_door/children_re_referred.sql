/*
title         = "Children re-referred in the last 12 months"
question      = "How many children, not how many referrals, came back to us?"
why           = "One child referred five times fills the count of re-referrals. This figure counts that child once, and so says how many children came back."
ask           = [
    "Are there children who come back again and again, and who knows them well?",
    "What did we do for these children the first time, and why did it not last?",
]
numerator     = "Of those, at least one of the year's referrals came within 12 months of an earlier one"
denominator   = "Children referred in the 12 months that end with the period"
groups        = "Referral source"
timing        = "at end"
shown_as      = "percentage"
polarity      = "low is good"
order         = 16
published     = "re_referral_child_percent"
needs_history = "24 months"
settles       = "14 days"
counts_from   = ["referral", "referral_earlier_no_further_action"]
source        = "Children in need census: children with a re-referral in the year, of children referred in the year"
caveats       = [
    "Always a whole year of children: at 31 March it is the financial year, as published; at any other month end the 12 months up to it. Neighbouring months share most of their children, so a change shows slowly.",
    "A child counts once, however often referred, under the team and source of the latest referral.",
    "It needs two years of referrals: the year itself, and a year before its first day to look back into.",
]
*/
WITH judged AS (
    SELECT this.*, CASE WHEN EXISTS (
               SELECT 1 FROM referral AS earlier
               WHERE earlier.child_id = this.child_id AND earlier.referral_date < this.referral_date
                 AND earlier.referral_date >= this.referral_date - $re_referral_months * INTERVAL 1 MONTH
                 AND ($re_referral_after_no_further_action OR NOT COALESCE(earlier.no_further_action, FALSE))
           ) THEN 1 ELSE 0 END AS is_re_referral
    FROM referral AS this
), watched AS (  -- month ends with a year of referrals, and before that a year to look back into
    SELECT month_end, CAST(month_end + 1 - INTERVAL 12 MONTH AS DATE) AS first_day
    FROM month_end
    WHERE EXISTS (
        SELECT 1 FROM covered
        WHERE model_table = CASE WHEN $re_referral_after_no_further_action THEN 'referral' ELSE 'referral_earlier_no_further_action' END
          AND month_end <= covered_to
          AND covered_from <= month_end + 1 - INTERVAL 12 MONTH - $re_referral_months * INTERVAL 1 MONTH)
), of_the_year AS (
    SELECT judged.child_id, judged.team, judged.referral_source, watched.month_end,
           MAX(is_re_referral) OVER (PARTITION BY child_id, month_end) AS came_back,
           ROW_NUMBER() OVER (PARTITION BY child_id, month_end ORDER BY referral_date DESC, referral_id DESC) AS place
    FROM watched
    JOIN judged ON judged.referral_date BETWEEN watched.first_day AND watched.month_end
)
SELECT child_id || ' ' || CAST(month_end AS STRING) AS record_id, child_id, month_end AS event_date, team,
       referral_source AS category, came_back AS numerator
FROM of_the_year
WHERE place = 1
/*
[[example]]
says      = "a child referred three times in the year is one child, re-referred; a child referred once is not"
month_end = [2026-03-31]
referral  = [
    { referral_id = "R1", child_id = "A", referral_date = 2025-05-10 },
    { referral_id = "R2", child_id = "A", referral_date = 2025-08-10 },
    { referral_id = "R3", child_id = "A", referral_date = 2026-03-10 },
    { referral_id = "R4", child_id = "B", referral_date = 2025-05-10 },
]
counts    = { "A 2026-03-31" = 1, "B 2026-03-31" = 0 }

[[example]]
says      = "the earlier referral may be of the year before, if it is within 12 months; longer ago does not count"
month_end = [2026-03-31]
referral  = [
    { referral_id = "R1", child_id = "A", referral_date = 2025-03-31 },
    { referral_id = "R2", child_id = "A", referral_date = 2025-04-01 },
    { referral_id = "R3", child_id = "B", referral_date = 2024-03-31 },
    { referral_id = "R4", child_id = "B", referral_date = 2025-04-01 },
]
counts    = { "A 2026-03-31" = 1, "B 2026-03-31" = 0 }

[[example]]
says      = "a re-referral of the year before is not of this year, and a child not referred this year is not in it"
month_end = [2026-03-31]
referral  = [
    { referral_id = "R1", child_id = "A", referral_date = 2025-02-10 },
    { referral_id = "R2", child_id = "A", referral_date = 2025-03-31 },
    { referral_id = "R3", child_id = "B", referral_date = 2025-04-01 },
]
counts    = { "B 2026-03-31" = 0 }

[[example]]
says      = "without two years of referrals a month end cannot be judged"
month_end = [2026-02-28, 2026-03-31]
coverage  = [ { model_table = "referral", covered_from = 2024-04-01, covered_to = 2026-03-31 } ]
referral  = [ { referral_id = "R1", child_id = "A", referral_date = 2025-05-10 } ]
counts    = { "A 2026-03-31" = 0 }
*/
