-- The version of a record that counts: the one in the latest extract that has it. And the fate of a record that the next extract
-- of its list no longer has. An extract is complete for its window, so such a record
--   * has ended, if the list has only a child's latest spell (latest_spell_only) and now has one that began after this one was
--     last seen open: it ended on the day the new one began, unless it had ended before ('succeeded');
--   * was corrected, if such a list has another spell of the child instead ('withdrawn');
--   * has ended, if it was last seen open and the extract has no ended spells, or may leave out spells that ended in this way
--     (list 6 may leave out those closed after assessment): the day is not recorded, so the day after it was last seen ('ended
--     unseen');
--   * was corrected or withdrawn, if it began in the extract's window ('withdrawn': it is removed from the model);
--   * has ended, if it was last seen open: the day after that ('ended before'). A spell never ends before it was last seen open.
-- A local list of spells may leave out ended spells, so no record is withdrawn from it. An extract that lacks more than half of
-- the records it should have, and at least ten, is not believed: it withdraws and ends no records, and covers no days. (An
-- extract without a column for ends may contain ended spells, so the next extract need not have the spells that look open in it.)
CREATE TABLE staging.daily AS  -- each record once for each day of extracts, even if several files have it
SELECT list, file, row_number, extract_date, subject, event_date, end_date, record_id, may_vanish,
       LEAD(extract_date) OVER (PARTITION BY list, record_id ORDER BY extract_date) IS NULL AS is_latest
FROM (
    SELECT version.*, ROW_NUMBER() OVER (PARTITION BY list, record_id, extract_date ORDER BY file DESC) AS place
    FROM staging.version
) AS numbered
WHERE place = 1;

CREATE TABLE staging.following AS  -- each extract day of a list (missed_on), with the previous extract day (extract_date)
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
), followed AS (  -- a record's fate if the next extract does not have it
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
