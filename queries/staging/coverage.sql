-- For which days each extract holds everything. Annex A: lists 1 and 3 hold what arrived in a window; its first day is read
-- off each list's own dates, at their 0.5 % quantile so that one odd date does not stretch it. Where that is within two weeks
-- of Ofsted's six months, six months it is; a list that reaches further back, or less far, is taken at its word. The other
-- lists hold old spells that are still open, so their dates say nothing: they reach back six months, or less if 1 or 3 do. Local
-- extracts: from the same quantile of their own dates, or for spells from the first, to the day of the extract. A list that is
-- doubted (see doubted.sql) has an extent and covers nothing (see covering.sql).
-- `surely_from` is the day from which a record missing from the extract is missing for a reason (see withdrawn.sql).
CREATE TABLE staging.extent AS
WITH arrived AS (
    SELECT list, extract_date, PERCENTILE_DISC(0.005) WITHIN GROUP (ORDER BY event_date) AS first_day
    FROM staging.version
    WHERE list IN ('annex_a_list_1', 'annex_a_list_3')
    GROUP BY list, extract_date
), annex_a_read AS (
    SELECT list_read.list, list_read.file, list_read.extract_date, own.first_day AS own_first_day,
           (SELECT MAX(first_day) FROM arrived WHERE arrived.extract_date = list_read.extract_date) AS any_first_day,
           CAST(list_read.extract_date - INTERVAL 6 MONTH AS DATE) + 1 AS six_months
    FROM received.list_read
    LEFT JOIN arrived AS own ON own.list = list_read.list AND own.extract_date = list_read.extract_date
    WHERE list_read.list LIKE 'annex_a%'
), annex_a AS (
    SELECT list, file, extract_date, six_months,
           CASE WHEN list IN ('annex_a_list_1', 'annex_a_list_3') THEN own_first_day
                WHEN any_first_day < six_months THEN six_months ELSE any_first_day END AS first_day
    FROM annex_a_read
), local_dates AS (
    SELECT list, file, extract_date, MIN(event_date) AS earliest, MAX(end_date) IS NOT NULL AS is_spell,
           PERCENTILE_DISC(0.005) WITHIN GROUP (ORDER BY event_date) AS first_day
    FROM staging.version
    WHERE list LIKE 'local%'
    GROUP BY list, file, extract_date
)
SELECT list, file, extract_date, COALESCE(first_day, six_months + 14) AS surely_from,
       CASE WHEN first_day IS NULL THEN six_months WHEN first_day > six_months + 14 THEN first_day
            ELSE LEAST(first_day, six_months) END AS covered_from
FROM annex_a
UNION ALL
SELECT list, file, extract_date, CASE WHEN is_spell THEN extract_date + 1 ELSE first_day END,
       CASE WHEN is_spell THEN earliest ELSE first_day END
FROM local_dates;

CREATE VIEW staging.fills AS  -- which table of the model a list fills; what it covers of each is worked out in covering.sql
SELECT list, model_table
FROM (VALUES ('annex_a_list_1', 'contact'), ('annex_a_list_2', 'early_help'), ('annex_a_list_3', 'referral'),
             ('annex_a_list_4', 'assessment'), ('annex_a_list_5', 'section_47'), ('annex_a_list_5', 'conference'),
             ('annex_a_list_6', 'cin_episode'), ('annex_a_list_7', 'cp_plan'), ('local_contact', 'contact'),
             ('local_visit', 'cp_visit'),
             ('local_allocation', 'allocation'), ('local_worker', 'worker'), ('local_worker_absence', 'worker_absence'),
             ('local_case_supervision', 'case_supervision'), ('local_worker_supervision', 'worker_supervision'),
             ('local_meeting', 'meeting'), ('local_audit', 'audit'), ('local_legal_advice', 'legal_advice')
     ) AS filled(list, model_table);
