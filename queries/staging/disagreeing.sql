-- Lists of two sources with the records of one table, on the days that both have: {list}, whose source wins, and the newest extract
-- of {other}. If each
-- lacks more than `most_refused` percent, and at least five, of the records of both, one of them writes its identifiers or the
-- columns of same.toml otherwise, and the records would be counted twice. The list whose source wins is doubted.
INSERT INTO doubted BY NAME
WITH own AS (
    SELECT DISTINCT version.subject, version.event_date, {own_same}
    FROM staging.version
    JOIN received.{list} AS received ON received.file = version.file AND received.row_number = version.row_number
    WHERE version.list = '{list}'
), theirs AS (
    SELECT DISTINCT version.subject, version.event_date, {other_same}
    FROM staging.version
    JOIN received.{other} AS received ON received.file = version.file AND received.row_number = version.row_number
    WHERE version.list = '{other}'
      AND version.extract_date = (SELECT MAX(extract_date) FROM staging.version WHERE list = '{other}')
), both_days AS (
    SELECT GREATEST((SELECT MIN(event_date) FROM own), (SELECT QUANTILE_DISC(event_date, 0.005) FROM theirs)) AS first_day,
           LEAST((SELECT MAX(event_date) FROM own), (SELECT MAX(event_date) FROM theirs)) AS last_day
), counted AS (
    SELECT COUNT(*) AS n, COUNT(*) FILTER (WHERE theirs.subject IS NULL) AS only_own,
           COUNT(*) FILTER (WHERE own.subject IS NULL) AS only_theirs
    FROM own
    FULL JOIN theirs ON theirs.subject = own.subject AND theirs.event_date = own.event_date AND {all_same}
    JOIN both_days ON COALESCE(own.event_date, theirs.event_date) BETWEEN first_day AND last_day
)
SELECT list_read.file, list_read.list, list_read.extract_date, 'disagrees' AS doubt, n AS subjects, only_own AS next_lacks,
       only_theirs AS strangers
FROM counted
CROSS JOIN received.belief
JOIN received.list_read ON list_read.list = '{list}'
WHERE LEAST(only_own, only_theirs) >= 5 AND LEAST(only_own, only_theirs) * 100 > n * most_refused
  AND NOT EXISTS (SELECT 1 FROM doubted WHERE doubted.list = list_read.list AND doubted.file = list_read.file);
