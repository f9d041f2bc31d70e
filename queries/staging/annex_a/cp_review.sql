-- Annex A list 7 → cp_review: the review conferences that extracts named as the latest (see named.sql).
SELECT subject || ' ' || day, subject, day, file, row_number
FROM staging.named
WHERE model_table = 'cp_review' AND place = 1;
