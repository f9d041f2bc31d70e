/*
title         = "Codes that are in no list"
question      = "Do all readers understand this record in the same way?"
why           = "An unknown code is missing from every breakdown, and the department sends returns with it back."
numerator     = "Referrals whose source has a number that is not a source, or whose child has an ethnicity that is not one of the codes"
denominator   = "All referrals"
groups        = "Referral source"
timing        = "during"
shown_as      = "percentage"
polarity      = "low is good"
order         = 13
needs_history = "0 months"
settles       = "14 days"
counts_from   = ["referral", "referral_source", "referral_ethnicity"]
source        = "Children in need census rules 4220 and 8866: the codes for ethnicity and for the source of a referral"
caveats       = [
    "A source written as words without a number is not checked, for systems word them in hundreds of ways.",
    "A blank is not an unknown code. Ethnicity that is blank has a list of its own.",
    "Other codes that could not be read at all are among the answers that could not be read.",
]
*/
WITH source_code AS (
    SELECT code FROM (VALUES ('1A'), ('1B'), ('1C'), ('1D'), ('2A'), ('2B'), ('3A'), ('3B'), ('3C'), ('3D'), ('3E'), ('3F'),
                             ('4'), ('5A'), ('5B'), ('5C'), ('5D'), ('6'), ('7'), ('8'), ('9'), ('10')) AS listed(code)
), source AS (  -- few texts stand in many referrals
    SELECT DISTINCT referral_source FROM referral WHERE SUBSTR(referral_source, 1, 1) BETWEEN '0' AND '9'
), unknown_source AS (
    SELECT referral_source FROM source
    WHERE NOT EXISTS (
        SELECT 1 FROM source_code
        WHERE UPPER(source.referral_source) = code OR UPPER(source.referral_source) LIKE code || ' %'
           OR UPPER(source.referral_source) LIKE code || ':%' OR UPPER(source.referral_source) LIKE code || '-%')
)
SELECT referral.referral_id AS record_id, referral.child_id, referral.referral_date AS event_date, referral.team,
       referral.referral_source AS category,
       CASE WHEN unknown_source.referral_source IS NOT NULL THEN 1
            WHEN child.ethnicity NOT IN ('', 'WBRI', 'WIRI', 'WIRT', 'WOTH', 'WROM', 'MWBC', 'MWBA', 'MWAS', 'MOTH', 'AIND', 'APKN',
                                         'ABAN', 'AOTH', 'BCRB', 'BAFR', 'BOTH', 'CHNE', 'OOTH', 'REFU', 'NOBT') THEN 1
            ELSE 0 END AS numerator
FROM referral
LEFT JOIN unknown_source ON unknown_source.referral_source = referral.referral_source
LEFT JOIN child ON child.child_id = referral.child_id
/*
[[example]]
says     = "a number that is no source is unknown, also with the words of one; words alone are not checked, and a blank is not a code"
referral = [
    { referral_id = "R1", child_id = "A", referral_date = 2026-08-10, referral_source = "6: Police" },
    { referral_id = "R2", child_id = "A", referral_date = 2026-08-11, referral_source = "11: Police" },
    { referral_id = "R3", child_id = "A", referral_date = 2026-08-12, referral_source = "Police" },
    { referral_id = "R4", child_id = "A", referral_date = 2026-08-13 },
    { referral_id = "R5", child_id = "A", referral_date = 2026-08-14, referral_source = "5a - LA services" },
    { referral_id = "R6", child_id = "A", referral_date = 2026-08-15, referral_source = "1E: Individual" },
]
counts   = { R1 = 0, R2 = 1, R3 = 0, R4 = 0, R5 = 0, R6 = 1 }

[[example]]
says     = "an ethnicity in words is not one of the codes; blank and refused are not unknown codes"
child    = [ { child_id = "A", ethnicity = "White" }, { child_id = "B", ethnicity = "REFU" }, { child_id = "C" } ]
referral = [
    { referral_id = "R1", child_id = "A", referral_date = 2026-08-10 },
    { referral_id = "R2", child_id = "B", referral_date = 2026-08-10 },
    { referral_id = "R3", child_id = "C", referral_date = 2026-08-10 },
]
counts   = { R1 = 1, R2 = 0, R3 = 0 }
*/
