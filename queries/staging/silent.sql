-- The lists that end before the day of their extract, the last day that they bear out, and whether a list in which so much happens
-- is silent for so long that it is of another day or was cut short ('is_doubtful').
-- Several files may be parts of one list of one day. Parts for teams are judged one by one, because the rows of one team do not show
-- that another's are all there. Parts for periods are one list: a part is not silent if another part's records all begin after its
-- own, and soon enough. A part that begins after another so has not begun late (coverage.sql).
-- Needs staging.event_day and staging.pace; makes staging.part and staging.silent.
CREATE TABLE staging.part AS
WITH span AS (
    SELECT file, list, extract_date, MIN(day) AS first_day, MAX(day) AS last_day
    FROM staging.event_day
    WHERE is_start
    GROUP BY file, list, extract_date
)
SELECT own.file, own.list,
       COALESCE(MIN(other.first_day) FILTER (WHERE other.first_day > own.last_day) - own.last_day
                <= COALESCE(pace.longest_silence, 10), FALSE) AS is_continued,
       COALESCE(MIN(other.last_day) < own.first_day, FALSE) AS continues
FROM span AS own
LEFT JOIN span AS other ON other.list = own.list AND other.extract_date = own.extract_date AND other.file <> own.file
LEFT JOIN staging.pace ON pace.file = own.file AND pace.list = own.list AND pace.stream = 'starts'
GROUP BY own.file, own.list, own.first_day, own.last_day, pace.longest_silence;

CREATE TABLE staging.silent AS
WITH judged AS (
    SELECT event_list.file, event_list.list, pace.last_day, pace.extract_date - pace.last_day AS days,
           pace.longest_silence
    FROM (SELECT DISTINCT file, list FROM staging.event_day) AS event_list
    JOIN staging.pace ON pace.file = event_list.file AND pace.list IN (event_list.list, '')
    WHERE NOT EXISTS (
        SELECT 1 FROM staging.part WHERE part.file = event_list.file AND part.list = event_list.list AND part.is_continued)
)
SELECT file, list, MIN(last_day) AS last_day, MAX(CASE WHEN days > 35 AND longest_silence <= 35 THEN 1 ELSE 0 END) = 1 AS is_doubtful
FROM judged
WHERE days > longest_silence
GROUP BY file, list;
