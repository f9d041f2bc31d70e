-- What was read for one indicator and not taken in: rows read of the lists its tables are filled from (a row of each extract
-- that held it), rows left out, and cells that could not be read in rows that were kept.
WITH filled AS (
    SELECT 'contact' AS model_table, 'annex_a_list_1' AS list UNION ALL SELECT 'contact', 'local_contact'
    UNION ALL SELECT 'early_help', 'annex_a_list_2' UNION ALL SELECT 'referral', 'annex_a_list_3'
    UNION ALL SELECT 'assessment', 'annex_a_list_4' UNION ALL SELECT 'section_47', 'annex_a_list_5'
    UNION ALL SELECT 'conference', 'annex_a_list_5' UNION ALL SELECT 'cin_episode', 'annex_a_list_6'
    UNION ALL SELECT 'cp_plan', 'annex_a_list_7' UNION ALL SELECT 'cp_visit', 'local_visit'
    UNION ALL SELECT 'allocation', 'local_allocation' UNION ALL SELECT 'worker', 'local_worker'
    UNION ALL SELECT 'worker_absence', 'local_worker_absence' UNION ALL SELECT 'case_supervision', 'local_case_supervision'
    UNION ALL SELECT 'worker_supervision', 'local_worker_supervision' UNION ALL SELECT 'meeting', 'local_meeting'
    UNION ALL SELECT 'audit', 'local_audit' UNION ALL SELECT 'legal_advice', 'local_legal_advice'
), wanted AS (
    SELECT DISTINCT filled.list FROM filled
    JOIN indicator_source AS source ON source.model_table = filled.model_table
    WHERE source.indicator = $indicator
)
SELECT (SELECT CAST(COALESCE(SUM(read), 0) AS BIGINT) FROM list_read WHERE list IN (SELECT list FROM wanted)) AS read,
       CAST(COUNT(CASE WHEN scope = 'row' THEN 1 END) AS BIGINT) AS rows_left_out,
       CAST(COUNT(CASE WHEN scope = 'cell' THEN 1 END) AS BIGINT) AS cells_not_read
FROM rejected WHERE list IN (SELECT list FROM wanted)
