-- Annex A list 6 → child_seen: the days that extracts have as the last sighting of a child (see named.sql).
SELECT subject || ' ' || day, subject, day, file, row_number
FROM staging.named
WHERE model_table = 'child_seen' AND place = 1;
