-- Every record an indicator counts, on the day it counts, for one indicator at a time: its SELECT stands in the first WITH,
-- and each optional column it does not return has been given its default. A record without a team of its own takes the
-- team its child was allocated to that day, and failing that the team the latest extract names (`latest_team`). Who the child
-- is comes from `child`, the age from the day counted; somebody born on 29 February is a year older on 1 March. Breakdown
-- columns are never NULL, so that the parts add up to the whole; of a worker those about children are all 'Not recorded'.
-- A breakdown is a column here and a line of breakdowns.toml, which has its name.
WITH selected AS ({indicator}),
with_team AS (
    SELECT selected.*, (
        SELECT MAX(allocation.team) FROM allocation
        WHERE allocation.child_id = selected.child_id
          AND allocation.start_date <= selected.event_date AND selected.event_date < allocation.end_date
    ) AS allocated_team
    FROM selected
)
SELECT CAST($indicator AS VARCHAR) AS indicator, CAST(record_id AS VARCHAR) AS record_id,
       CAST(with_team.child_id AS VARCHAR) AS child_id, CAST(worker_id AS VARCHAR) AS worker_id, CAST(event_date AS DATE) AS event_date,
       CAST(numerator AS BIGINT) AS numerator, CAST(denominator AS BIGINT) AS denominator,
       COALESCE(CAST(team AS VARCHAR), allocated_team, CAST(latest_team AS VARCHAR), 'Not allocated') AS team,
       COALESCE(CAST(category AS VARCHAR), 'Not recorded') AS category,
       CASE WHEN child.birth_date IS NULL THEN 'Not recorded'
            WHEN child.birth_date > CAST(event_date AS DATE) - INTERVAL 1 YEAR THEN 'Under 1 or unborn'
            WHEN child.birth_date > CAST(event_date AS DATE) - INTERVAL 5 YEAR THEN '1 to 4'
            WHEN child.birth_date > CAST(event_date AS DATE) - INTERVAL 10 YEAR THEN '5 to 9'
            WHEN child.birth_date > CAST(event_date AS DATE) - INTERVAL 16 YEAR THEN '10 to 15'
            WHEN child.birth_date > CAST(event_date AS DATE) - INTERVAL 18 YEAR THEN '16 and 17' ELSE '18 and over' END AS age_band,
       COALESCE(child.sex, 'Not recorded') AS sex,
       CASE WHEN child.ethnicity IN ('WBRI', 'WIRI', 'WIRT', 'WOTH', 'WROM') THEN 'White'
            WHEN child.ethnicity IN ('MWBC', 'MWBA', 'MWAS', 'MOTH') THEN 'Mixed'
            WHEN child.ethnicity IN ('AIND', 'APKN', 'ABAN', 'AOTH', 'CHNE') THEN 'Asian'
            WHEN child.ethnicity IN ('BCRB', 'BAFR', 'BOTH') THEN 'Black'
            WHEN child.ethnicity = 'OOTH' THEN 'Other' ELSE 'Not recorded' END AS ethnicity,
       CASE WHEN child.disability IN ('Yes', 'No') THEN child.disability ELSE 'Not recorded' END AS disability,
       CAST(basis AS VARCHAR) AS basis, CAST(days AS BIGINT) AS days
FROM with_team
LEFT JOIN child ON child.child_id = with_team.child_id
