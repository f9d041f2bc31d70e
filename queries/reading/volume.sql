-- How many referrals and children on plans the extracts have, and how many the department last published for the authority $code.
-- Referrals are those of the last 365 days, on the days that an extract covers, as for a whole year; children on plans are those of
-- the last day covered. `records` are the records that this rests on, and `days` the days.
WITH covered_day AS (
    SELECT DISTINCT calendar.day
    FROM coverage
    JOIN calendar ON calendar.day BETWEEN coverage.covered_from AND coverage.covered_to
    WHERE coverage.model_table = 'referral'
), year_day AS (
    SELECT day FROM covered_day WHERE day > (SELECT MAX(day) FROM covered_day) - 365
), found AS (
    SELECT 'referrals' AS series, (SELECT COUNT(*) FROM year_day) AS days, COUNT(*) AS records
    FROM referral
    WHERE referral_date IN (SELECT day FROM year_day)
    UNION ALL
    SELECT 'plans_at_31_march', 365, COUNT(DISTINCT child_id)
    FROM cp_plan
    JOIN (SELECT MAX(covered_to) AS day FROM coverage WHERE model_table = 'cp_plan') AS latest
        ON cp_plan.start_date <= latest.day AND cp_plan.end_date > latest.day
), latest AS (
    SELECT series, MAX(year) AS year
    FROM published
    WHERE area_type = 'authority' AND area_code = $code AND value IS NOT NULL
    GROUP BY series
), said AS (
    SELECT published.series, published.year, published.value AS published
    FROM published
    JOIN latest ON latest.series = published.series AND latest.year = published.year
    WHERE published.area_type = 'authority' AND published.area_code = $code
)
SELECT found.series, found.days, found.records, found.records * 365.0 / NULLIF(found.days, 0) AS in_year, said.year, said.published
FROM found
JOIN said ON said.series = found.series
