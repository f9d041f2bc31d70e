-- Annex A list 7 → cp_visit: the visits that extracts have as the last one (see named.sql). The list says whether the child was
-- seen alone. `seen` is true if the child was seen alone, false if a text says that the child was not seen, otherwise NULL; then
-- the authority's settings decide (open_gap.sql).
SELECT subject || ' ' || day, subject, day, CAST(NULL AS DATE),
       CASE WHEN read_seen_alone(said) = 'Yes' THEN TRUE WHEN says_not_seen(said) THEN FALSE END, read_seen_alone(said),
       file, row_number
FROM staging.named
WHERE model_table = 'cp_visit' AND place = 1;
