-- Lists that lack the events which another source has as the latest: {other} should have the days in {field} of {list}, such as the
-- last visit to each child on a plan. If over a fifth of them, and at least five, are not in it, one of the two lacks rows or has
-- other days or identifiers, and {other}, which claims to be complete, is doubted. Days outside its own are not compared.
INSERT INTO doubted BY NAME
WITH latest AS (
    SELECT DISTINCT version.subject, read_date(received.{field}) AS day
    FROM staging.version
    JOIN received.{list} AS received ON received.file = version.file AND received.row_number = version.row_number
    WHERE version.list = '{list}'
), own AS (
    SELECT DISTINCT subject, event_date FROM staging.version WHERE list = '{other}'
), own_days AS (  -- without a few that are mistyped
    SELECT QUANTILE_DISC(event_date, 0.005) AS first_day, QUANTILE_DISC(event_date, 0.995) AS last_day FROM own
), counted AS (
    SELECT COUNT(*) AS n, COUNT(*) FILTER (WHERE own.subject IS NULL) AS lacks
    FROM latest
    JOIN own_days ON latest.day BETWEEN first_day AND last_day
    LEFT JOIN own ON own.subject = latest.subject AND own.event_date = latest.day
)
SELECT list_read.file, list_read.list, list_read.extract_date, 'unlisted' AS doubt, n AS next_has, lacks AS next_lacks,
       CAST($column AS VARCHAR) AS reason
FROM counted
JOIN received.list_read ON list_read.list = '{other}'
WHERE lacks >= 5 AND lacks * 5 > n
  AND NOT EXISTS (SELECT 1 FROM doubted WHERE doubted.list = list_read.list AND doubted.file = list_read.file);
