-- The records that one indicator counts, on the day each counts. The first WITH contains the indicator's SELECT, with a default
-- for each optional column that it does not return. A record without a team gets the team of its child's allocation on that day,
-- otherwise the team in the latest extract (`latest_team`). Details of the child come from `child`; the age is that on the day
-- counted, and a child born on 29 February becomes a year older on 1 March. Breakdown columns are never NULL, so that the parts
-- add up to the whole; for a worker, the columns about children are 'Not recorded'.
-- A breakdown is a column here and a line of breakdowns.toml with the same name.
WITH selected AS ({indicator}),
allocated AS (
    SELECT wanted.child_id AS of_child, wanted.event_date AS on_day, MAX(allocation.team) AS allocated_team
    FROM (SELECT DISTINCT child_id, event_date FROM selected) AS wanted
    JOIN allocation ON allocation.child_id = wanted.child_id
         AND allocation.start_date <= wanted.event_date AND wanted.event_date < allocation.end_date
    GROUP BY wanted.child_id, wanted.event_date
)
SELECT CAST($indicator AS STRING) AS indicator, CAST(record_id AS STRING) AS record_id,
       CAST(selected.child_id AS STRING) AS child_id, CAST(worker_id AS STRING) AS worker_id, CAST(event_date AS DATE) AS event_date,
       CAST(numerator AS BIGINT) AS numerator, CAST(denominator AS BIGINT) AS denominator,
       COALESCE(CAST(team AS STRING), allocated_team, CAST(latest_team AS STRING), 'Not allocated') AS team,
       COALESCE(CAST(category AS STRING), 'Not recorded') AS category,
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
       CAST(basis AS STRING) AS basis, CAST(days AS BIGINT) AS days
FROM selected
LEFT JOIN allocated ON of_child = selected.child_id AND on_day = selected.event_date
LEFT JOIN child ON child.child_id = selected.child_id
