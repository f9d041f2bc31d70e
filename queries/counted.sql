-- Every record an indicator counts, on the day it counts, for one indicator at a time: its SELECT stands in the first WITH,
-- and each optional column it does not return has been given its default. A record without a team of its own takes the
-- team its child was allocated to that day, and failing that the team the latest extract names (`latest_team`). Breakdown columns are never NULL, so that the parts add up to the whole.
INSERT INTO counted
WITH selected AS ({indicator}),
with_team AS (
    SELECT selected.*, (
        SELECT MAX(allocation.team) FROM allocation
        WHERE allocation.child_id = selected.child_id
          AND allocation.start_date <= selected.event_date AND selected.event_date < allocation.end_date
    ) AS allocated_team
    FROM selected
)
SELECT $indicator AS indicator, CAST(record_id AS VARCHAR), CAST(child_id AS VARCHAR), CAST(worker_id AS VARCHAR),
       CAST(event_date AS DATE), CAST(numerator AS BIGINT), CAST(denominator AS BIGINT),
       COALESCE(CAST(team AS VARCHAR), allocated_team, CAST(latest_team AS VARCHAR), 'Not allocated'), COALESCE(CAST(category AS VARCHAR), 'Not recorded'),
       CAST(basis AS VARCHAR), CAST(days AS BIGINT)
FROM with_team;
