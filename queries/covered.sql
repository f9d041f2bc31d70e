-- For which days do we hold everything of a table? Extracts overlap or touch; here they are joined into unbroken spells,
-- so that a month nobody delivered is "not available" and never a low number. Needs `coverage` and the model; both days inclusive.
CREATE TABLE covered AS
WITH held AS (
    SELECT model_table, covered_from, covered_to FROM coverage
    UNION ALL  -- a list may lack a column an indicator rests on; what it never says is not covered, and never means no
    SELECT 'contact_outcome', covered_from, covered_to FROM coverage
    WHERE model_table = 'contact'
      AND EXISTS (SELECT 1 FROM contact WHERE contact.file = coverage.file AND contact.outcome IS NOT NULL)
    UNION ALL
    SELECT 'referral_no_further_action', covered_from, covered_to FROM coverage
    WHERE model_table = 'referral'
      AND EXISTS (SELECT 1 FROM referral WHERE referral.file = coverage.file AND referral.no_further_action IS NOT NULL)
    UNION ALL
    SELECT 'cp_plan_previous_plans', covered_from, covered_to FROM coverage
    WHERE model_table = 'cp_plan'
      AND EXISTS (SELECT 1 FROM cp_plan WHERE cp_plan.file = coverage.file AND cp_plan.previous_plans IS NOT NULL)
    UNION ALL
    SELECT 'contact_reason', covered_from, covered_to FROM coverage
    WHERE model_table = 'contact'
      AND EXISTS (SELECT 1 FROM contact WHERE contact.file = coverage.file AND contact.reason IS NOT NULL)
    UNION ALL
    SELECT 'assessment_child_seen', covered_from, covered_to FROM coverage
    WHERE model_table = 'assessment'
      AND EXISTS (SELECT 1 FROM assessment WHERE assessment.file = coverage.file AND assessment.child_seen IS NOT NULL)
    UNION ALL
    SELECT 'cp_visit_recorded_date', covered_from, covered_to FROM coverage
    WHERE model_table = 'cp_visit'
      AND EXISTS (SELECT 1 FROM cp_visit WHERE cp_visit.file = coverage.file AND cp_visit.recorded_date IS NOT NULL)
    UNION ALL
    SELECT 'case_supervision_recorded_date', covered_from, covered_to FROM coverage
    WHERE model_table = 'case_supervision'
      AND EXISTS (SELECT 1 FROM case_supervision WHERE case_supervision.file = coverage.file AND case_supervision.recorded_date IS NOT NULL)
    UNION ALL
    SELECT 'worker_supervision_recorded_date', covered_from, covered_to FROM coverage
    WHERE model_table = 'worker_supervision'
      AND EXISTS (SELECT 1 FROM worker_supervision WHERE worker_supervision.file = coverage.file AND worker_supervision.recorded_date IS NOT NULL)
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
