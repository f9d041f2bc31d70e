-- The latest events in lists 6 and 7: a plan's last visit and last review, and the day a child in need was last seen. Each
-- extract has the state of its own day. Many extracts are still not a complete record: if two events lie between two extracts,
-- the first is missing. A day is left out if a later extract has an earlier one as the latest (it was an error). An extract
-- without any such day lacks the column and states nothing.
CREATE TABLE staging.named AS
WITH held AS (
    SELECT daily.*
    FROM staging.daily
    JOIN staging.kept ON kept.list = daily.list AND kept.record_id = daily.record_id
), list_7 AS (
    SELECT held.subject, held.record_id, held.extract_date, received.*
    FROM held
    JOIN received.annex_a_list_7 AS received USING (file, row_number)
    WHERE held.list = 'annex_a_list_7'
), every AS (
    SELECT 'cp_visit' AS model_table, subject, record_id, file, row_number, extract_date, read_date(last_visit_date) AS day,
           last_visit_seen_alone AS said
    FROM list_7
    UNION ALL
    SELECT 'cp_review', subject, record_id, file, row_number, extract_date, read_date(last_review_date), NULL FROM list_7
    UNION ALL
    SELECT 'child_seen', held.subject, held.record_id, file, row_number, held.extract_date,
           read_date(received.last_seen_date), NULL
    FROM held
    JOIN received.annex_a_list_6 AS received USING (file, row_number)
    WHERE held.list = 'annex_a_list_6'
), compared AS (
    SELECT every.*, MIN(day) OVER (
               PARTITION BY model_table, record_id ORDER BY extract_date ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING
           ) AS earliest_since
    FROM every
)
SELECT compared.*, ROW_NUMBER() OVER (PARTITION BY model_table, subject, day ORDER BY extract_date DESC, row_number)
           AS place
FROM compared
WHERE day <= earliest_since;

INSERT INTO stated
SELECT DISTINCT named.model_table, named.file, named.extract_date
FROM staging.named
JOIN coverage ON coverage.file = named.file
    AND coverage.model_table = CASE named.model_table WHEN 'child_seen' THEN 'cin_episode' ELSE 'cp_plan' END
WHERE named.extract_date IS NOT NULL;

-- What else list 7 says about the last visit: that the child was seen, if the authority's settings say so, and whether alone, if
-- it has the column.
INSERT INTO stated
SELECT 'cp_visit_seen', file, stated_on FROM stated WHERE model_table = 'cp_visit';

INSERT INTO stated
SELECT DISTINCT said.detail, stated.file, stated.stated_on
FROM stated
JOIN staging.said ON said.file = stated.file AND said.detail = 'cp_visit_seen_alone' AND said.list = 'annex_a_list_7'
WHERE stated.model_table = 'cp_visit' AND said.is_said;
