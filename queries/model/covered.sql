-- `covered`: the days for which the extracts have all rows of a table, and each detail that an extract may lack
-- (staging/details.toml). Extracts that overlap or touch are joined into unbroken spells. A month without an extract, or without
-- a detail, is then "not available" and never a low number. Needs `coverage`, `detail_coverage` and the model; days inclusive.
-- `stated_day`: days outside those spells on which an extract of Annex A has the latest visit, review or sighting of every child
-- in it. The state of that day is known, which is enough for a figure "at end" of a period that ends on it, but not for one
-- "during" a period: the events between two extracts are not known.
CREATE TABLE covered AS
WITH held AS (
    SELECT model_table, covered_from, covered_to FROM coverage
    UNION ALL
    SELECT detail, covered_from, covered_to FROM detail_coverage
    UNION ALL  -- an extract of meetings without any review does not cover reviews
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
    SELECT 1 FROM covered  -- on days that the authority's own record of visits covers, it replaces Annex A's state
    WHERE covered.model_table IN (stated.model_table, CASE WHEN stated.model_table LIKE 'cp_visit_%' THEN 'cp_visit' END)
      AND stated_on BETWEEN covered_from AND covered_to
);
