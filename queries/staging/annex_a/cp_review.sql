-- Annex A list 7 → cp_review: the review conferences that extracts named as the latest (see named.sql).
INSERT INTO cp_review
SELECT subject || ' ' || day, subject, day, 'annex_a', file, row_number
FROM staging.named
WHERE model_table = 'cp_review' AND place = 1;
