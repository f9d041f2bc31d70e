-- Annex A list 7 → cp_visit: the visits that extracts named as the last (see named.sql), but for one that the authority's own
-- extract of visits has. The list says whether the child was alone. It says that the child was seen only where alone, and
-- that the child was not seen only in words; for the others `seen` stays NULL, and the authority's settings decide
-- (open_gap.sql).
INSERT INTO cp_visit
SELECT subject || ' ' || day, subject, day, CAST(NULL AS DATE),
       CASE WHEN read_seen_alone(said) = 'Yes' THEN TRUE WHEN says_not_seen(said) THEN FALSE END, read_seen_alone(said),
       'annex_a', file, row_number
FROM staging.named
WHERE model_table = 'cp_visit' AND place = 1
  AND NOT EXISTS (
    SELECT 1 FROM cp_visit AS own
    WHERE own.source = 'local' AND own.child_id = named.subject AND own.visit_date = named.day
  );
