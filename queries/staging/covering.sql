-- The days that each list covers, for each table and detail. A list covers its tables for its extent, unless the list is doubted
-- (see doubted.sql and withdrawing.sql). Of a table whose records come after the row's start (`comes_after`), such as conferences
-- after enquiries, the first days of the extent are not covered: the rows that began before it would have some of them.
-- A detail (see details.toml) is not covered on the days of an extract that lacks it, even if other extracts have it, because rows
-- without the detail are in the model. It is covered again only by a later extract that has the detail and all those days, because
-- that extract replaces all those rows.
CREATE TABLE staging.covering AS
SELECT filled_from.model_table, extent.list, extent.file, extent.covered_from + COALESCE(days, 0) AS covered_from, extent.covered_to
FROM staging.extent
JOIN filled_from ON filled_from.list = extent.list AND filled_from.takes <> 'the latest'
LEFT JOIN received.comes_after ON comes_after.list = extent.list AND comes_after.model_table = filled_from.model_table
WHERE extent.extract_date IS NOT NULL AND extent.covered_from + COALESCE(days, 0) <= extent.covered_to
  AND NOT EXISTS (SELECT 1 FROM doubted WHERE doubted.list = extent.list AND doubted.file = extent.file);

INSERT INTO coverage
SELECT DISTINCT model_table, file, covered_from, covered_to FROM staging.covering;

CREATE TABLE staging.ends_lost AS  -- extracts that no longer say too many of the ends that the extract before said
WITH told AS (
    SELECT list, extract_date, end_date = DATE '9999-12-31' AS is_lost,
           LAG(end_date) OVER (PARTITION BY list, record_id ORDER BY extract_date) AS end_before
    FROM staging.daily
    WHERE end_date IS NOT NULL
)
SELECT list, extract_date
FROM told
WHERE end_before < DATE '9999-12-31'
GROUP BY list, extract_date
HAVING COUNT(*) FILTER (is_lost) >= 2
   AND COUNT(*) FILTER (is_lost) * 100 > COUNT(*) * (SELECT most_withdrawn FROM received.belief);

CREATE TABLE staging.said AS  -- a row for each column of a detail and each extract of its list
WITH unread AS (
    SELECT file, list, field, COUNT(*) AS n FROM rejected WHERE scope = 'cell' GROUP BY file, list, field
)
SELECT detail.detail, detail.model_table, detail.list, detail.field, detail.may_lack, extent.file, extent.covered_from,
       extent.covered_to, column_read.field IS NOT NULL AS has_column,
       column_read.field IS NOT NULL AND refused.field IS NULL
           AND (detail.unread_says OR COALESCE(unread.n, 0) * 100 <= belief.most_refused * COALESCE(answered.filled, 0))
           AND (detail.unread_says OR NOT detail.is_yes_no OR answered.numbers * 100 <= answered.filled)
           AND (NOT detail.blank_says OR detail.always_blank_says OR COALESCE(answered.asked, 0) < 20 OR answered.filled > 0)
           AND NOT EXISTS (
               SELECT 1 FROM staging.ends_lost AS lost
               JOIN received.described ON described.list = lost.list AND described.ends = detail.field
               WHERE lost.list = extent.list AND lost.extract_date = extent.extract_date)
           AND (detail.blank_says OR COALESCE(answered.asked, 0) = 0
                OR answered.filled > COALESCE(unread.n, 0) AND (detail.blank_counts OR answered.known_asked > 0))
           AND (detail.blank_says OR detail.blank_counts OR COALESCE(answered.asked, 0) < 10
                OR answered.known_asked * 3 > answered.asked * 2) AS is_said
FROM received.detail
CROSS JOIN received.belief
JOIN staging.extent ON extent.list = detail.list
LEFT JOIN received.column_read ON column_read.file = extent.file AND column_read.list = detail.list
    AND column_read.field = detail.field
LEFT JOIN staging.column_refused AS refused ON refused.file = extent.file AND refused.list = detail.list
    AND refused.field = detail.field
LEFT JOIN staging.answered ON answered.file = extent.file AND answered.list = detail.list AND answered.field = detail.field
    AND answered.asked_where = detail.asked
LEFT JOIN unread ON unread.file = extent.file AND unread.list = detail.list AND unread.field = detail.field;

-- An answer that is asked of ended spells is not said either if the column says no answer and the ends are not said.
UPDATE staging.said AS own
SET is_said = FALSE
FROM received.detail, staging.said AS ends, staging.answered
WHERE detail.detail = own.detail AND detail.list = own.list AND detail.field = own.field
  AND ends.list = own.list AND ends.file = own.file AND ends.field = detail.asked AND NOT ends.is_said
  AND answered.list = own.list AND answered.file = own.file AND answered.field = own.field AND answered.asked_where = detail.asked
  AND answered.filled = 0;

INSERT INTO unsaid
SELECT said.detail, said.model_table, said.list, said.field, said.file, said.covered_from, said.covered_to, said.may_lack,
       said.has_column
FROM staging.said
WHERE NOT said.is_said AND NOT EXISTS (
    SELECT 1 FROM staging.said AS later
    WHERE later.detail = said.detail AND later.list = said.list AND later.field = said.field AND later.is_said
      AND later.covered_to > said.covered_to AND later.covered_from <= said.covered_from
);

INSERT INTO detail_coverage  -- a detail that every extract has is covered on the days of its table
SELECT DISTINCT detail.detail, covering.file, covering.covered_from, covering.covered_to
FROM received.detail
JOIN staging.covering ON covering.model_table = detail.model_table
WHERE NOT EXISTS (SELECT 1 FROM unsaid WHERE unsaid.detail = detail.detail);

INSERT INTO detail_coverage
WITH held AS (  -- extracts that have the detail; an extract of another list of the table can be one of them
    SELECT DISTINCT unsaid.detail, covering.list, covering.file, covering.covered_from, covering.covered_to
    FROM unsaid
    JOIN staging.covering ON covering.model_table = unsaid.model_table
    WHERE NOT EXISTS (
        SELECT 1 FROM staging.said
        WHERE said.detail = unsaid.detail AND said.list = covering.list AND said.file = covering.file AND NOT said.is_said)
), every_day AS (
    SELECT detail, list, file, CAST(UNNEST(range(covered_from, covered_to + 1, INTERVAL 1 DAY)) AS DATE) AS day FROM held
), remaining AS (
    SELECT every_day.*, day - CAST(ROW_NUMBER() OVER (PARTITION BY detail, list, file ORDER BY day) AS INTEGER) AS run
    FROM every_day
    WHERE NOT EXISTS (
        SELECT 1 FROM unsaid
        WHERE unsaid.detail = every_day.detail AND (unsaid.list = every_day.list OR NOT unsaid.may_lack)
          AND every_day.day BETWEEN unsaid.covered_from AND unsaid.covered_to)
)
SELECT detail, file, MIN(day), MAX(day) FROM remaining GROUP BY detail, list, file, run;
