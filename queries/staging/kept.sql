-- Which version of a record counts: the one in the latest extract that holds it. And what became of a record that the next
-- extract of its list no longer holds. An extract is complete for its window, so such a record
--   * has ended, where a list names only a child's latest spell (latest_spell_only) and now names one that began after this one
--     was last seen to run: it ended the day that one began, unless it had ended before ('succeeded');
--   * was corrected, where such a list names another spell of the child instead ('withdrawn');
--   * has ended, if it was last seen open and the extract names nothing that has ended, or leaves out what ended this way, as
--     list 6 may what closed after assessment: nobody said when, so the day after it was last seen ('ended unseen');
--   * was corrected or withdrawn, if it began in the extract's window ('withdrawn': it leaves the model);
--   * has ended, if it was last seen open: the day after that ('ended before'). No spell ends before it was last seen to run.
-- A local list of spells may leave out what has ended, so nothing is withdrawn from it. An extract that lacks over half of what
-- it should hold, and ten records or more, is not believed: it withdraws and ends nothing, and covers no day. (One that has no
-- column for ends may name ended spells all the same, and what looks open in it is not due in the next.)
CREATE TABLE staging.daily AS  -- a record once for each day of extracts, though it stand in several files
SELECT list, file, row_number, extract_date, subject, event_date, end_date, record_id, may_vanish,
       LEAD(extract_date) OVER (PARTITION BY list, record_id ORDER BY extract_date) IS NULL AS is_latest
FROM (
    SELECT version.*, ROW_NUMBER() OVER (PARTITION BY list, record_id, extract_date ORDER BY file DESC) AS place
    FROM staging.version
) AS numbered
WHERE place = 1;

CREATE TABLE staging.following AS  -- each day of extracts of a list, with the day before it
WITH day AS (
    SELECT list, extract_date, MAX(surely_from) AS surely_from FROM staging.extent
    WHERE NOT EXISTS (SELECT 1 FROM doubted WHERE doubted.list = extent.list AND doubted.file = extent.file)
    GROUP BY list, extract_date
), ended AS (
    SELECT daily.list, extract_date,
           MAX(CASE WHEN end_date < DATE '9999-12-31' OR column_read.field IS NULL THEN 1 ELSE 0 END) = 1 AS names_ended
    FROM staging.daily
    JOIN received.described ON described.list = daily.list
    LEFT JOIN received.column_read ON column_read.list = daily.list AND column_read.file = daily.file
        AND column_read.field = described.ends
    GROUP BY daily.list, extract_date
)
SELECT day.list, day.surely_from, day.extract_date AS missed_on, COALESCE(ended.names_ended, FALSE) AS names_ended,
       LAG(day.extract_date) OVER (PARTITION BY day.list ORDER BY day.extract_date) AS extract_date
FROM day
LEFT JOIN ended ON ended.list = day.list AND ended.extract_date = day.extract_date;

CREATE TABLE staging.missed AS
WITH latest_spell AS (
    SELECT daily.list, extract_date, subject, MAX(event_date) AS next_start
    FROM staging.daily
    JOIN received.described ON described.list = daily.list
    WHERE described.latest_spell_only
    GROUP BY daily.list, extract_date, subject
), followed AS (  -- what a record's fate is if the next extract does not hold it
    SELECT daily.list, daily.record_id, daily.is_latest, following.missed_on, latest_spell.next_start,
           NOT daily.may_vanish AND (daily.event_date >= following.surely_from
               OR daily.end_date = DATE '9999-12-31' AND ends.field IS NOT NULL) AS is_due,
           CASE WHEN latest_spell.next_start >= LEAST(daily.end_date, daily.extract_date + 1) THEN 'succeeded'
                WHEN latest_spell.next_start IS NOT NULL THEN 'withdrawn'
                WHEN daily.end_date = DATE '9999-12-31' AND (daily.may_vanish OR NOT following.names_ended)
                    THEN 'ended unseen'
                WHEN daily.event_date >= following.surely_from THEN 'withdrawn'
                WHEN daily.end_date = DATE '9999-12-31' THEN 'ended before'
                ELSE 'out of the window' END AS fate
    FROM staging.daily
    JOIN staging.following ON following.list = daily.list AND following.extract_date = daily.extract_date
    JOIN received.described ON described.list = daily.list
    LEFT JOIN received.column_read AS ends ON ends.list = daily.list AND ends.file = daily.file
        AND ends.field = described.ends
    LEFT JOIN latest_spell ON latest_spell.list = daily.list AND latest_spell.subject = daily.subject
        AND latest_spell.extract_date = following.missed_on
), counted AS (
    SELECT followed.*, SUM(CASE WHEN is_latest AND is_due AND fate IN ('withdrawn', 'ended unseen', 'ended before')
                                THEN 1 ELSE 0 END) OVER extract AS lacking,
           SUM(CASE WHEN is_due THEN 1 ELSE 0 END) OVER extract AS due
    FROM followed
    WINDOW extract AS (PARTITION BY list, missed_on)
)
SELECT list, record_id, missed_on, next_start, is_due,
       CASE WHEN is_due AND fate IN ('withdrawn', 'ended unseen', 'ended before') AND lacking >= 10 AND lacking * 2 > due
            THEN 'not believed' ELSE fate END AS fate
FROM counted
WHERE is_latest;

CREATE TABLE staging.kept AS
SELECT daily.list, daily.file, daily.row_number, daily.extract_date, daily.subject, daily.event_date, daily.record_id,
       CASE WHEN daily.end_date < DATE '9999-12-31' THEN daily.end_date
            WHEN missed.fate = 'succeeded' THEN missed.next_start
            WHEN missed.fate IN ('ended unseen', 'ended before') THEN GREATEST(daily.extract_date + 1, daily.event_date)
            ELSE daily.end_date END AS end_date,
       daily.end_date = DATE '9999-12-31' AND COALESCE(missed.fate, '') IN ('succeeded', 'ended unseen', 'ended before')
           AS end_is_inferred
FROM staging.daily
LEFT JOIN staging.missed ON missed.list = daily.list AND missed.record_id = daily.record_id
WHERE daily.is_latest AND missed.fate IS DISTINCT FROM 'withdrawn';

CREATE TABLE received.withdrawn AS
SELECT daily.list, daily.file, daily.row_number, daily.record_id, missed.missed_on
FROM staging.daily
JOIN staging.missed ON missed.list = daily.list AND missed.record_id = daily.record_id
WHERE daily.is_latest AND missed.fate = 'withdrawn';
