-- How many children (or workers) of each list are known to the lists that must have them, by `known_in` of lists.toml. A list of
-- which too few are known has ids of another system, or ids that a spreadsheet changed. Only those with a record in the six months
-- before the extract are compared, because older ones may be in no list. Lists with a window are compared with lists of the same
-- day, others with lists of any day; a list of fewer than ten children and twenty rows is not compared. How many must be known (`least_known`)
-- depends on the best of the lists at hand: list 6 has every child on a plan, list 3 only those referred in the last six months.
-- Needs received.known_in; makes staging.stranger.
CREATE TABLE staging.stranger AS
WITH recent_row AS (
    SELECT list, file, extract_date, subject
    FROM staging.version
    WHERE GREATEST(event_date, LEAST(COALESCE(end_date, event_date), extract_date)) >= CAST(extract_date - INTERVAL 6 MONTH AS DATE)
), recent AS (
    SELECT DISTINCT list, file, extract_date, subject FROM recent_row
), held AS (
    SELECT DISTINCT list, extract_date, subject FROM staging.version
), other AS (
    SELECT list, extract_date FROM held GROUP BY list, extract_date HAVING COUNT(*) >= 10
), compared AS (  -- each list, and each other list and day with which it is compared
    SELECT recent.list, recent.file, known_in.other, other.extract_date, known_in.least_known
    FROM (SELECT list, file, extract_date FROM recent_row GROUP BY list, file, extract_date
          HAVING COUNT(*) >= 20 OR COUNT(DISTINCT subject) >= 10) AS recent
    JOIN received.known_in ON known_in.list = recent.list
    JOIN other ON other.list = known_in.other AND (other.extract_date = recent.extract_date OR NOT known_in.same_day)
), known AS (
    SELECT DISTINCT recent.list, recent.file, recent.subject
    FROM recent
    JOIN compared ON compared.list = recent.list AND compared.file = recent.file
    JOIN held ON held.list = compared.other AND held.extract_date = compared.extract_date AND held.subject = recent.subject
)
SELECT recent.list, recent.file, COUNT(*) AS subjects, COUNT(*) - COUNT(known.subject) AS strangers, expected.least_known
FROM recent
JOIN (SELECT list, file, MAX(least_known) AS least_known FROM compared GROUP BY list, file) AS expected
    ON expected.list = recent.list AND expected.file = recent.file
LEFT JOIN known ON known.list = recent.list AND known.file = recent.file AND known.subject = recent.subject
GROUP BY recent.list, recent.file, expected.least_known;
