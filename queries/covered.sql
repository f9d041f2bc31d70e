-- For which days do we hold everything of a table? Extracts overlap or touch; here they are joined into unbroken spells,
-- so that a month nobody delivered is "not available" and never a low number. Needs `coverage` and the model; both days inclusive.
-- `stated_day`: days outside those spells on which an extract of Annex A names the latest visit, review or sighting of every child
-- in it. The state of that day is known, so what counts at the end of a period that ends on it can be told. What counts during a
-- period cannot: between two extracts nobody knows what happened.
CREATE TABLE covered AS
WITH said AS (  -- a list may lack a column an indicator rests on; what it never says is not covered, and never means no
    SELECT 'contact_outcome' AS detail, 'contact' AS model_table, file FROM contact WHERE outcome IS NOT NULL
    UNION ALL SELECT 'contact_reason', 'contact', file FROM contact WHERE reason IS NOT NULL
    UNION ALL SELECT 'referral_no_further_action', 'referral', file FROM referral WHERE no_further_action IS NOT NULL
    UNION ALL SELECT 'assessment_child_seen', 'assessment', file FROM assessment WHERE child_seen IS NOT NULL
    UNION ALL SELECT 'cp_plan_previous_plans', 'cp_plan', file FROM cp_plan WHERE previous_plans IS NOT NULL
    UNION ALL SELECT 'cp_review', 'meeting', file FROM meeting WHERE meeting_type = 'REVIEW CONFERENCE'
    UNION ALL SELECT 'cp_visit_recorded_date', 'cp_visit', file FROM cp_visit WHERE recorded_date IS NOT NULL
    UNION ALL SELECT 'case_supervision_recorded_date', 'case_supervision', file FROM case_supervision WHERE recorded_date IS NOT NULL
    UNION ALL SELECT 'worker_supervision_recorded_date', 'worker_supervision', file FROM worker_supervision WHERE recorded_date IS NOT NULL
), held AS (
    SELECT model_table, covered_from, covered_to FROM coverage
    UNION ALL
    SELECT said.detail, coverage.covered_from, coverage.covered_to FROM coverage
    JOIN (SELECT DISTINCT detail, model_table, file FROM said) AS said
      ON said.model_table = coverage.model_table AND said.file = coverage.file
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
    SELECT 1 FROM covered WHERE covered.model_table = stated.model_table AND stated_on BETWEEN covered_from AND covered_to
);
