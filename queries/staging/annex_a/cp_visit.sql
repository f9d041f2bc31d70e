-- Annex A list 7 → cp_visit: each extract names the last visit of a plan, so months of extracts name many. Left out: a visit
-- later than the one a later extract calls the last (it was a slip), and one that the authority's own extract of visits has.
CREATE TABLE staging.named_visit AS
SELECT version.subject, version.record_id, version.file, version.row_number, version.extract_date,
       read_date(received.last_visit_date) AS visit_date, read_seen_alone(received.last_visit_seen_alone) AS seen_alone
FROM staging.version
JOIN staging.kept ON kept.list = version.list AND kept.record_id = version.record_id
JOIN received.annex_a_list_7 AS received ON received.file = version.file AND received.row_number = version.row_number
WHERE version.list = 'annex_a_list_7';

INSERT INTO cp_visit
WITH compared AS (
    SELECT named_visit.*, MIN(visit_date) OVER (
               PARTITION BY record_id ORDER BY extract_date, file ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING
           ) AS earliest_since
    FROM staging.named_visit
), numbered AS (
    SELECT compared.*, ROW_NUMBER() OVER (PARTITION BY subject, visit_date ORDER BY extract_date DESC, file DESC, row_number)
               AS place
    FROM compared
    WHERE visit_date <= earliest_since
)
SELECT subject || ' ' || visit_date, subject, visit_date, CAST(NULL AS DATE), CASE WHEN seen_alone = 'Yes' THEN TRUE END, seen_alone,
       'annex_a', file, row_number
FROM numbered
WHERE place = 1
  AND NOT EXISTS (
    SELECT 1 FROM cp_visit AS own
    WHERE own.source = 'local' AND own.child_id = numbered.subject AND own.visit_date = numbered.visit_date
  );
