-- Extracts that lack records which the next believed extract of their list has for the days that they cover. A later extract that
-- lacks records is found by what it withdraws (kept.sql); an older one only so. It should have each record of the next one that began
-- in its own window, up to 31 days before its day, because some are recorded late. It is doubted ('lacks') if it lacks at least two,
-- and more than `most_withdrawn` of [belief], of ten or more: the invented authority lacks 1.25% at most. If the next one lacks many
-- of its records too, the two have other records, or other identifiers, and it is not known which of them is wrong; withdrawing.sql
-- then judges the next one.
-- If the extract before agrees with the older one, the next one is the odd one ('adds'): perhaps rows are in it twice, under other
-- identifiers. It may also be right, and the build stops for a person to say.
-- Run again until nothing more is doubted, because the next believed extract of an even older one is then another.
INSERT INTO doubted BY NAME
WITH believed AS (
    SELECT extent.list, extent.extract_date, MAX(surely_from) AS surely_from, MAX(covered_to) AS covered_to
    FROM staging.extent
    WHERE NOT EXISTS (SELECT 1 FROM doubted WHERE doubted.list = extent.list AND doubted.file = extent.file)
    GROUP BY extent.list, extent.extract_date
), pair AS (
    SELECT list, extract_date AS day, surely_from, LEAST(covered_to, extract_date - 31) AS until,
           LEAD(extract_date) OVER later AS next_day, LEAD(surely_from) OVER later AS next_from
    FROM believed
    WINDOW later AS (PARTITION BY list ORDER BY extract_date)
), held AS (
    SELECT DISTINCT list, extract_date, record_id, subject, event_date FROM staging.version
), lacking AS (
    SELECT pair.list, pair.day, COUNT(*) AS due, COUNT(*) FILTER (WHERE own.record_id IS NULL) AS lacks
    FROM pair
    JOIN held AS next ON next.list = pair.list AND next.extract_date = pair.next_day
        AND next.event_date BETWEEN pair.surely_from AND pair.until
    LEFT JOIN held AS own ON own.list = pair.list AND own.extract_date = pair.day AND own.record_id = next.record_id
    GROUP BY pair.list, pair.day
), withdrawn AS (
    SELECT pair.list, pair.day, COUNT(*) AS n, COUNT(*) FILTER (WHERE next.record_id IS NULL) AS lacks
    FROM pair
    JOIN held AS own ON own.list = pair.list AND own.extract_date = pair.day
        AND own.event_date BETWEEN GREATEST(pair.surely_from, pair.next_from) AND pair.until
    LEFT JOIN held AS next ON next.list = pair.list AND next.extract_date = pair.next_day AND next.record_id = own.record_id
    GROUP BY pair.list, pair.day
), judged AS (
    SELECT lacking.list, lacking.day, lacking.due, lacking.lacks,
           lacking.due >= 10 AND lacking.lacks >= 2 AND lacking.lacks * 100 > lacking.due * most_withdrawn AS is_fewer,
           COALESCE(withdrawn.lacks, 0) * 100 > COALESCE(withdrawn.n, 0) * most_withdrawn AS is_other
    FROM lacking
    CROSS JOIN received.belief
    LEFT JOIN withdrawn ON withdrawn.list = lacking.list AND withdrawn.day = lacking.day
), compared AS (  -- with the extract before each, if that has enough records
    SELECT judged.*, pair.next_day, COALESCE(before.due >= 10 AND NOT before.is_fewer AND NOT before.is_other, FALSE) AS agrees
    FROM judged
    JOIN pair ON pair.list = judged.list AND pair.day = judged.day
    LEFT JOIN pair AS earlier ON earlier.list = judged.list AND earlier.next_day = judged.day
    LEFT JOIN judged AS before ON before.list = earlier.list AND before.day = earlier.day
)
SELECT list_read.file, list_read.list, list_read.extract_date, CASE WHEN agrees THEN 'adds' ELSE 'lacks' END AS doubt,
       compared.due AS next_has, compared.lacks AS next_lacks
FROM compared
JOIN received.list_read ON list_read.list = compared.list AND list_read.extract_date = CASE WHEN agrees THEN next_day ELSE day END
WHERE is_fewer AND NOT is_other
  AND NOT EXISTS (SELECT 1 FROM doubted WHERE doubted.list = list_read.list AND doubted.file = list_read.file)
