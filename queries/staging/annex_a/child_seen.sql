-- Annex A list 6 → child_seen: the days on which extracts said that a child was last seen (see named.sql).
SELECT subject || ' ' || day, subject, day, file, row_number
FROM staging.named
WHERE model_table = 'child_seen' AND place = 1;
