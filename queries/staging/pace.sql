-- How often something happens in each list, and for how long it may be silent: a list without rows after 12 October does not prove
-- that nothing happened until the 31st.
-- There are three streams of events: the days on which its records begin ('starts'), the days in all its columns of events ('any'),
-- and the days of all lists of its file ('file'). From the last 60 days with events of a stream come its usual distance between such
-- days and its longest pause. A silence may last as long as the longest of:
--   * ten days, for holidays
--   * twice that longest pause, because some lists come in batches
--   * 6.9 times the usual distance: with events as likely on one day as on another, a longer silence has a chance below 1 in 1,000
-- A stream of fewer than ten days with events is too thin to judge by its pauses; one of five or more, of a list with a window, is
-- judged by that window. Its last day is the latest with an event; but if that of the third-latest row (of 200 or more; of the second-latest of 100 or more) is over ten days earlier, it is that one, because a single
-- mistyped date would hide a list that was cut short.
-- Needs staging.event_day (event_day.sql); silent.sql says which lists are silent for longer.
CREATE TABLE staging.pace AS
WITH stream AS (
    SELECT file, list, 'starts' AS stream, extract_date, day, SUM(n) AS n FROM staging.event_day WHERE is_start
    GROUP BY file, list, extract_date, day
    UNION ALL
    SELECT file, list, 'any', extract_date, day, SUM(n) FROM staging.event_day GROUP BY file, list, extract_date, day
    UNION ALL
    SELECT file, '', 'file', extract_date, day, SUM(n) FROM staging.event_day GROUP BY file, extract_date, day
), counted AS (
    SELECT stream.*, SUM(n) OVER (PARTITION BY file, list, stream) AS n_rows,
           SUM(n) OVER (PARTITION BY file, list, stream ORDER BY day DESC) AS n_since
    FROM stream
), latest AS (
    SELECT file, list, stream, MAX(day) AS latest_day, MAX(CASE WHEN n_since > LEAST(2, n_rows // 100) THEN day END) AS sure_day
    FROM counted
    GROUP BY file, list, stream
), ended AS (
    SELECT file, list, stream, CASE WHEN latest_day - sure_day > 10 THEN sure_day ELSE latest_day END AS last_day FROM latest
), placed AS (
    SELECT stream.*, ended.last_day, ROW_NUMBER() OVER later AS place, LAG(day) OVER later AS next_day
    FROM stream
    JOIN ended ON ended.file = stream.file AND ended.list = stream.list AND ended.stream = stream.stream
        AND stream.day <= ended.last_day
    WINDOW later AS (PARTITION BY stream.file, stream.list, stream.stream ORDER BY day DESC)
), recent AS (
    SELECT file, list, stream, extract_date, last_day, COUNT(*) AS n_days, MIN(day) AS first_day,
           MAX(CASE WHEN next_day IS NULL THEN 0 ELSE next_day - day END) AS longest_pause
    FROM placed
    WHERE place <= 60
    GROUP BY file, list, stream, extract_date, last_day
)
SELECT file, list, stream, extract_date, last_day, n_days,
       CAST(GREATEST(10, 2 * longest_pause, CEIL(6.9 * (last_day - first_day) / (n_days - 1))) AS INTEGER) AS longest_silence
FROM recent
WHERE n_days >= 10
UNION ALL  -- a thin list with a window: n days with events, as likely on one day as on another, leave so long a silence once in 1,000
SELECT own.file, own.list, 'starts', own.extract_date, own.last_day, own.n_days,
       CAST(GREATEST(10, CEIL((own.extract_date - opens) * (1 - POWER(0.001, 1.0 / own.n_days)))) AS INTEGER)
FROM (
    SELECT stream.file, stream.list, stream.extract_date, MAX(day) AS last_day, COUNT(*) AS n_days,
           CAST(MAX(stream.extract_date) - INTERVAL 1 MONTH * MAX(described.months) AS DATE) AS opens
    FROM stream
    JOIN received.described ON described.list = stream.list AND described.months IS NOT NULL
    WHERE stream = 'starts' AND day > CAST(stream.extract_date - INTERVAL 1 MONTH * described.months AS DATE)
    GROUP BY stream.file, stream.list, stream.extract_date
) AS own
WHERE own.n_days >= 5 AND NOT EXISTS (
    SELECT 1 FROM recent WHERE recent.file = own.file AND recent.list = own.list AND recent.stream = 'starts' AND n_days >= 10);
