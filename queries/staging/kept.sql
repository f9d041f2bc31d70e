-- Which version of a record counts: the one in the latest extract that holds it. And what became of records that a later
-- extract of the same list no longer holds. Each extract is complete for its window, so such a record
--   * was corrected or withdrawn, if it lay in the later extract's window: on its day, or on any day we saw it run.
--     It leaves the model, and is listed in staging.withdrawn;
--   * has ended, if the list names only a child's latest spell (lists 6 and 7) and now names a later one: a spell last
--     seen open ended the day the later one began. A later one that began while this was seen to run is its correction;
--   * has ended, if it was last seen open and may have ended before the window, or the extract leaves out what has ended
--     (list 6 leaves out what closed after assessment): nobody told us when, so it ends the day after it was last seen.
-- An extract that lacks over half of what it should hold, and ten records or more, is not believed: it withdraws nothing.
CREATE TABLE staging.daily AS  -- a record once for every day of extracts, though it stand in several files
SELECT list, file, row_number, extract_date, subject, event_date, end_date, record_id,
       COALESCE(LEAST(end_date, extract_date), event_date) AS last_day,
       LEAD(extract_date) OVER (PARTITION BY list, record_id ORDER BY extract_date) IS NULL AS is_latest
FROM (
    SELECT version.*, ROW_NUMBER() OVER (PARTITION BY list, record_id, extract_date ORDER BY file DESC) AS place
    FROM staging.version
) AS numbered
WHERE place = 1;

CREATE TABLE staging.following AS  -- each day of extracts of a list, and the next
WITH day AS (
    SELECT list, extract_date, MAX(surely_from) AS surely_from
    FROM staging.extent
    WHERE extract_date IS NOT NULL
    GROUP BY list, extract_date
), ended AS (
    SELECT list, extract_date, MAX(CASE WHEN end_date < DATE '9999-12-31' THEN 1 ELSE 0 END) = 1 AS names_ended
    FROM staging.daily
    GROUP BY list, extract_date
)
SELECT day.list, day.surely_from, day.extract_date AS missed_on, COALESCE(ended.names_ended, FALSE) AS names_ended,
       LAG(day.extract_date) OVER (PARTITION BY day.list ORDER BY day.extract_date) AS extract_date
FROM day
LEFT JOIN ended ON ended.list = day.list AND ended.extract_date = day.extract_date;

CREATE TABLE staging.missed AS
WITH later AS (  -- in the lists that name a child's latest spell only
    SELECT list, extract_date, subject, MAX(event_date) AS next_start
    FROM staging.daily
    WHERE list IN ('annex_a_list_6', 'annex_a_list_7')
    GROUP BY list, extract_date, subject
), due AS (
    SELECT daily.list, daily.record_id, daily.is_latest AS is_missing, following.missed_on, later.next_start,
           daily.last_day >= following.surely_from AS is_due,
           CASE WHEN later.next_start > daily.event_date AND later.next_start >= daily.end_date
                  OR later.next_start > daily.last_day THEN 'succeeded'
                WHEN daily.end_date = DATE '9999-12-31'
                 AND (daily.last_day < following.surely_from OR NOT following.names_ended
                      OR read_case_status(received.case_status) = 'Open assessment') THEN 'ended unseen'
                WHEN daily.last_day >= following.surely_from THEN 'withdrawn'
                ELSE 'out of the window' END AS fate
    FROM staging.daily
    JOIN staging.following ON following.list = daily.list AND following.extract_date = daily.extract_date
    LEFT JOIN later
        ON later.list = daily.list AND later.subject = daily.subject AND later.extract_date = following.missed_on
    LEFT JOIN received.annex_a_list_6 AS received
        ON daily.list = 'annex_a_list_6' AND received.file = daily.file AND received.row_number = daily.row_number
), counted AS (
    SELECT due.*, SUM(CASE WHEN is_missing AND fate = 'withdrawn' THEN 1 ELSE 0 END) OVER extract AS lacking,
           SUM(CASE WHEN is_due THEN 1 ELSE 0 END) OVER extract AS expected
    FROM due
    WINDOW extract AS (PARTITION BY list, missed_on)
)
SELECT list, record_id, missed_on, next_start,
       CASE WHEN fate = 'withdrawn' AND lacking >= 10 AND lacking * 2 > expected THEN 'not believed' ELSE fate END AS fate
FROM counted
WHERE is_missing;

CREATE TABLE staging.kept AS
SELECT daily.list, daily.file, daily.row_number, daily.extract_date, daily.subject, daily.event_date, daily.record_id,
       CASE WHEN daily.end_date < DATE '9999-12-31' THEN daily.end_date
            WHEN missed.fate = 'succeeded' THEN missed.next_start
            WHEN missed.fate = 'ended unseen' THEN daily.extract_date + 1
            ELSE daily.end_date END AS end_date
FROM staging.daily
LEFT JOIN staging.missed ON missed.list = daily.list AND missed.record_id = daily.record_id
WHERE daily.is_latest AND missed.fate IS DISTINCT FROM 'withdrawn';

CREATE TABLE staging.withdrawn AS
SELECT daily.list, daily.file, daily.row_number, daily.record_id, missed.missed_on
FROM staging.daily
JOIN staging.missed ON missed.list = daily.list AND missed.record_id = daily.record_id
WHERE daily.is_latest AND missed.fate = 'withdrawn';
