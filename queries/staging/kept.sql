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
-- A local list of spells may leave out ended spells, so no record is withdrawn from it. A record whose row in the next extract was
-- refused is still listed there (see refused_rows.sql): the extract after that decides. An extract that lacks more of the records
-- it should have than a set share is doubted, unless a person has said yes (see withdrawing.sql); then these statements run again
-- without it, because the extract after it may lack the same records. (An extract without a column for ends may contain ended spells, so the next extract need not
-- have the spells that look open in it.)
-- Rows of a doubted list reach no figure, because another extract may cover their days.
CREATE OR REPLACE TABLE staging.daily AS  -- each record once for each day of extracts, even if several files have it
SELECT list, file, row_number, extract_date, subject, event_date, end_date, record_id, may_vanish,
       LEAD(extract_date) OVER (PARTITION BY list, record_id ORDER BY extract_date) AS next_seen
FROM (
    SELECT version.*, ROW_NUMBER() OVER (PARTITION BY version.list, record_id, extract_date ORDER BY file_order.place DESC) AS place
    FROM staging.version
    JOIN received.file_order ON file_order.file = version.file
    WHERE NOT EXISTS (SELECT 1 FROM doubted WHERE doubted.list = version.list AND doubted.file = version.file)
) AS numbered
WHERE place = 1;

CREATE OR REPLACE TABLE staging.believed AS  -- the extract days of each list that are not doubted, in order
SELECT extent.list, extent.extract_date, MAX(surely_from) AS surely_from, MAX(covered_to) AS covered_to,
       MIN(covered_from) AS covered_from,
       ROW_NUMBER() OVER (PARTITION BY extent.list ORDER BY extent.extract_date) AS number
FROM staging.extent
WHERE NOT EXISTS (SELECT 1 FROM doubted WHERE doubted.list = extent.list AND doubted.file = extent.file)
GROUP BY extent.list, extent.extract_date;

-- Records that later extracts have only in rows that were refused, and until when; or that later extracts do not cover, because they
-- end before the record's day: those do not say that it is gone.
CREATE OR REPLACE TABLE staging.still_listed AS
WITH latest AS (
    SELECT daily.list, record_id, extract_date, subject, event_date,
           substr(record_id, 1, strpos(record_id, ' ' || subject) - 1) AS own_id
    FROM staging.daily
    WHERE next_seen IS NULL AND list IN (SELECT list FROM staging.refused_row)
), said AS (
    SELECT list, record_id, extract_date, 'own id' AS says, own_id AS said FROM latest
    UNION ALL SELECT list, record_id, extract_date, 'subject', subject FROM latest
    UNION ALL SELECT list, record_id, extract_date, 'day', CAST(event_date AS VARCHAR) FROM latest
), found AS (
    SELECT said.list, said.record_id, believed.extract_date, believed.number,
           (SELECT COUNT(*) FROM staging.believed AS earlier
            WHERE earlier.list = said.list AND earlier.extract_date <= said.extract_date) AS last_number
    FROM said
    JOIN staging.refused_row ON refused_row.list = said.list AND refused_row.says = said.says AND refused_row.said = said.said
    JOIN staging.believed ON believed.list = said.list AND believed.extract_date = refused_row.extract_date
    WHERE believed.extract_date > said.extract_date
    UNION
    SELECT daily.list, daily.record_id, believed.extract_date, believed.number,
           (SELECT COUNT(*) FROM staging.believed AS earlier
            WHERE earlier.list = daily.list AND earlier.extract_date <= daily.extract_date)
    FROM staging.daily
    JOIN staging.believed ON believed.list = daily.list AND believed.extract_date > daily.extract_date
        AND believed.covered_to < LEAST(daily.event_date, daily.extract_date)
    WHERE daily.next_seen IS NULL
), in_turn AS (
    SELECT found.*, ROW_NUMBER() OVER (PARTITION BY list, record_id ORDER BY number) AS turn FROM found
)
SELECT list, record_id, MAX(extract_date) AS listed_on
FROM in_turn
WHERE number = last_number + turn
GROUP BY list, record_id;

CREATE OR REPLACE TABLE staging.following AS  -- each extract day of a list, with the next one that is believed (missed_on)
WITH ended AS (
    SELECT daily.list, extract_date,
           MAX(CASE WHEN end_date < DATE '9999-12-31' OR column_read.field IS NULL THEN 1 ELSE 0 END) = 1 AS names_ended
    FROM staging.daily
    JOIN received.described ON described.list = daily.list
    LEFT JOIN received.column_read ON column_read.list = daily.list AND column_read.file = daily.file
        AND column_read.field = described.ends
    GROUP BY daily.list, extract_date
), next AS (
    SELECT day.list, day.extract_date, MIN(believed.extract_date) AS missed_on
    FROM (SELECT DISTINCT list, extract_date FROM staging.daily) AS day
    JOIN staging.believed ON believed.list = day.list AND believed.extract_date > day.extract_date
    GROUP BY day.list, day.extract_date
)
SELECT next.list, next.extract_date, next.missed_on, believed.surely_from, believed.covered_from, believed.covered_to,
       COALESCE(ended.names_ended, FALSE) AS names_ended
FROM next
JOIN staging.believed ON believed.list = next.list AND believed.extract_date = next.missed_on
LEFT JOIN ended ON ended.list = next.list AND ended.extract_date = next.missed_on;

CREATE OR REPLACE TABLE staging.due AS  -- each record that the next extract should have, or the last one that had it
WITH latest_spell AS (
    SELECT daily.list, extract_date, subject, MAX(event_date) AS next_start
    FROM staging.daily
    JOIN received.described ON described.list = daily.list
    WHERE described.latest_spell_only
    GROUP BY daily.list, extract_date, subject
), seen AS (
    SELECT daily.*, COALESCE(still_listed.listed_on, daily.extract_date) AS listed_on,
           daily.end_date = DATE '9999-12-31' AS is_open
    FROM staging.daily
    LEFT JOIN staging.still_listed ON daily.next_seen IS NULL AND still_listed.list = daily.list
        AND still_listed.record_id = daily.record_id
)
SELECT seen.list, seen.record_id, seen.file, seen.row_number, seen.subject, seen.event_date, seen.is_open, seen.listed_on,
       seen.next_seen IS NULL AS is_missing, following.missed_on, latest_spell.next_start,
       NOT seen.may_vanish AND (seen.event_date BETWEEN following.surely_from AND following.covered_to
                               -- after days that no extract covers it is usual that spells have ended
                               OR seen.is_open AND ends.field IS NOT NULL AND following.covered_from <= seen.listed_on + 1) AS is_due,
       -- whether an open spell may leave the list without a word, because the list has no ended spells of that time
       seen.is_open AND (NOT following.names_ended
                         OR seen.event_date < following.surely_from AND following.surely_from > seen.listed_on + 1) AS may_end_unseen,
       CASE WHEN latest_spell.next_start >= LEAST(seen.end_date, seen.listed_on + 1) THEN 'succeeded'
            WHEN latest_spell.next_start IS NOT NULL THEN 'withdrawn'
            WHEN seen.is_open AND (seen.may_vanish OR NOT following.names_ended) THEN 'ended unseen'
            WHEN seen.event_date >= following.surely_from THEN 'withdrawn'
            WHEN seen.is_open THEN 'ended before'
            ELSE 'out of the window' END AS fate
FROM seen
JOIN staging.following ON following.list = seen.list AND following.extract_date = seen.listed_on
JOIN received.described ON described.list = seen.list
LEFT JOIN received.column_read AS ends ON ends.list = seen.list AND ends.file = seen.file AND ends.field = described.ends
LEFT JOIN latest_spell ON latest_spell.list = seen.list AND latest_spell.subject = seen.subject
    AND latest_spell.extract_date = following.missed_on
WHERE seen.next_seen IS NULL OR seen.next_seen >= following.missed_on;

CREATE OR REPLACE TABLE staging.missed AS
SELECT list, record_id, missed_on, next_start, is_due, listed_on, fate FROM staging.due WHERE is_missing;

CREATE OR REPLACE TABLE staging.kept AS
SELECT daily.list, daily.file, daily.row_number, daily.extract_date, daily.subject, daily.event_date, daily.record_id,
       CASE WHEN daily.end_date < DATE '9999-12-31' THEN daily.end_date
            WHEN missed.fate = 'succeeded' THEN missed.next_start
            WHEN missed.fate IN ('ended unseen', 'ended before') THEN GREATEST(missed.listed_on + 1, daily.event_date)
            ELSE daily.end_date END AS end_date,
       daily.end_date = DATE '9999-12-31' AND COALESCE(missed.fate, '') IN ('succeeded', 'ended unseen', 'ended before')
           AS end_is_inferred
FROM staging.daily
LEFT JOIN staging.missed ON missed.list = daily.list AND missed.record_id = daily.record_id
WHERE daily.next_seen IS NULL AND missed.fate IS DISTINCT FROM 'withdrawn';

CREATE OR REPLACE TABLE received.withdrawn AS
SELECT daily.list, daily.file, daily.row_number, daily.record_id, missed.missed_on
FROM staging.daily
JOIN staging.missed ON missed.list = daily.list AND missed.record_id = daily.record_id
WHERE daily.next_seen IS NULL AND missed.fate = 'withdrawn';
