-- For which days do we hold everything of a table, and of each detail of it that an extract may leave out (staging/details.toml)?
-- Extracts overlap or touch; here they are joined into unbroken spells, so that a month nobody delivered, or of which nobody told
-- a detail, is "not available" and never a low number. Needs `coverage`, `detail_coverage` and the model; both days inclusive.
-- `stated_day`: days outside those spells on which an extract of Annex A names the latest visit, review or sighting of every child
-- in it. The state of that day is known, so what counts at the end of a period that ends on it can be told. What counts during a
-- period cannot: between two extracts nobody knows what happened.
CREATE TABLE covered AS
WITH held AS (
    SELECT model_table, covered_from, covered_to FROM coverage
    UNION ALL
    SELECT detail, covered_from, covered_to FROM detail_coverage
    UNION ALL  -- a record of meetings that holds no review at all is no record of reviews
    SELECT 'cp_review', covered_from, covered_to FROM coverage
    JOIN (SELECT DISTINCT file FROM meeting WHERE meeting_type = 'REVIEW CONFERENCE') AS reviewed ON reviewed.file = coverage.file
    WHERE coverage.model_table = 'meeting'
), step AS (
    SELECT model_table, covered_from, covered_to,
           MAX(covered_to) OVER (PARTITION BY model_table ORDER BY covered_from, covered_to
                                 ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached
    FROM held
), spell AS (
    SELECT model_table, covered_from, covered_to,
           SUM(CASE WHEN covered_from <= reached + 1 THEN 0 ELSE 1 END)
               OVER (PARTITION BY model_table ORDER BY covered_from, covered_to) AS spell
    FROM step
)
SELECT model_table, MIN(covered_from) AS covered_from, MAX(covered_to) AS covered_to
FROM spell
GROUP BY model_table, spell;

CREATE TABLE stated_day AS
SELECT DISTINCT model_table, stated_on AS day
FROM stated
WHERE NOT EXISTS (
    SELECT 1 FROM covered  -- the own record of visits decides what is known of them on the days it covers
    WHERE covered.model_table IN (stated.model_table, CASE WHEN stated.model_table LIKE 'cp_visit_%' THEN 'cp_visit' END)
      AND stated_on BETWEEN covered_from AND covered_to
);
