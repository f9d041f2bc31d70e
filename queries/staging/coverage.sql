-- The days for which each extract is complete, by `believed_for` in lists.toml.
--   * "6 months": the list has the records that arrived in a window of about that length. A list with `arrivals` has all of them:
--     the first day of its window is the 0.5% quantile of its own dates, so that one wrong date does not extend it. If that day
--     is within two weeks of the 6 months, the window is 6 months; otherwise its own dates decide. The source's other lists also
--     have old spells that are still open, so their dates do not show the window: they cover 6 months, or less if the arrivals of
--     the same day cover less
--   * "its dates": from the same quantile of its own dates to the day of the extract
--   * "its spells": from the first of its spells to that day; it may leave out spells that have ended
-- No list covers days before its own first records or after its last, if they are too many for a list in which so much happens
-- (see silent.sql): a list cut short at its beginning or its end covers less. Its last day may be cut too, so it is not covered.
-- The files of one list and day are parts of it: each covers the days that all of them cover, because a part that was cut short
-- leaves the whole list without its rows.
-- A doubted list (see doubted.sql) has an extent but covers no days (see covering.sql). A record with a day from `surely_from` on
-- must be in the extract; if it is missing, there is a reason (see kept.sql).
CREATE TABLE staging.extent AS
WITH early AS (
    SELECT event_day.file, event_day.list, day, SUM(n) OVER (PARTITION BY event_day.file, event_day.list) AS n_rows,
           SUM(n) OVER (PARTITION BY event_day.file, event_day.list ORDER BY day) AS n_until
    FROM staging.event_day
    JOIN received.described ON described.list = event_day.list
    WHERE is_start AND day > CAST(extract_date - INTERVAL 1 MONTH * described.months AS DATE)
), first_row AS (  -- as the last day in pace.sql
    SELECT file, list, MIN(day) AS first_day, MIN(CASE WHEN n_until > LEAST(2, n_rows // 100) THEN day END) AS sure_day
    FROM early
    GROUP BY file, list
), begun AS (  -- the first day with records in each list's window
    SELECT file, list, CASE WHEN sure_day - first_day > 10 THEN sure_day ELSE first_day END AS first_day FROM first_row
), arrived AS (
    SELECT described.source, version.list, version.extract_date,
           PERCENTILE_DISC(0.005) WITHIN GROUP (ORDER BY version.event_date) AS first_day
    FROM staging.version
    JOIN received.described ON described.list = version.list
    WHERE described.arrivals
    GROUP BY described.source, version.list, version.extract_date
), opened AS (
    SELECT list_read.list, list_read.file, list_read.extract_date, described.arrivals, own.first_day AS own_first_day,
           (SELECT MAX(first_day) FROM arrived
            WHERE arrived.source = described.source AND arrived.extract_date = list_read.extract_date) AS any_first_day,
           CAST(list_read.extract_date - INTERVAL 1 MONTH * described.months AS DATE) + 1 AS opens,
           begun.first_day AS begun_on, pace.longest_silence, LEAST(14, pace.longest_silence) AS pause
    FROM received.list_read
    JOIN received.described ON described.list = list_read.list AND described.months IS NOT NULL
    LEFT JOIN arrived AS own ON own.list = list_read.list AND own.extract_date = list_read.extract_date
    LEFT JOIN begun ON begun.list = list_read.list AND begun.file = list_read.file
    LEFT JOIN staging.pace ON pace.list = list_read.list AND pace.file = list_read.file AND pace.stream = 'starts'
), windowed AS (
    SELECT list, file, extract_date, opens, begun_on, COALESCE(pause, 14) AS pause,
           CASE WHEN arrivals THEN own_first_day
                WHEN begun_on > opens + longest_silence THEN GREATEST(begun_on, COALESCE(any_first_day, opens))
                WHEN any_first_day < opens THEN opens ELSE any_first_day END AS first_day
    FROM opened
), dated AS (
    SELECT version.list, version.file, version.extract_date, MIN(version.event_date) AS earliest,
           PERCENTILE_DISC(0.005) WITHIN GROUP (ORDER BY version.event_date) AS first_day, described.spells
    FROM staging.version
    JOIN received.described ON described.list = version.list AND described.months IS NULL
    GROUP BY version.list, version.file, version.extract_date, described.spells
), own AS (
    SELECT list, file, extract_date, COALESCE(first_day, opens + 14) AS surely_from, begun_on,
           CASE WHEN first_day IS NULL THEN opens WHEN first_day > opens + pause THEN first_day ELSE LEAST(first_day, opens) END
               AS covered_from
    FROM windowed
    UNION ALL
    SELECT list, file, extract_date, CASE WHEN spells THEN extract_date + 1 ELSE first_day END,
           CASE WHEN spells THEN NULL ELSE first_day END, CASE WHEN spells THEN earliest ELSE first_day END
    FROM dated
), begun_late AS (  -- the first day of each file that lacks the beginning of its part of the list
    SELECT own.*, CASE WHEN own.begun_on > MIN(own.covered_from) OVER day + pace.longest_silence AND NOT part.continues
                       THEN own.begun_on END AS late_from
    FROM own
    LEFT JOIN staging.part ON part.list = own.list AND part.file = own.file
    LEFT JOIN staging.pace ON pace.list = own.list AND pace.file = own.file AND pace.stream = 'starts'
    WINDOW day AS (PARTITION BY own.list, own.extract_date)
)
SELECT begun_late.list, begun_late.file, begun_late.extract_date, surely_from,
       GREATEST(MIN(covered_from) OVER day, MAX(late_from) OVER day) AS covered_from,
       MIN(COALESCE(silent.last_day - 1, begun_late.extract_date)) OVER day AS covered_to
FROM begun_late
LEFT JOIN staging.silent ON silent.list = begun_late.list AND silent.file = begun_late.file
WINDOW day AS (PARTITION BY begun_late.list, begun_late.extract_date);
