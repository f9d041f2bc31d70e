-- The days allowed between visits (the authority's setting), with the days on which visits are known: the first and last day of
-- the authority's own record (`told_from` is its first day), or a day on which an extract has every child's last visit, however
-- long ago.
SELECT standard_days, covered_from, covered_from AS told_from, covered_to
FROM wait_standard
JOIN covered ON covered.model_table = 'cp_visit'
WHERE kind = 'visit'
UNION ALL
SELECT standard_days, DATE '1900-01-01', day, day
FROM wait_standard
JOIN stated_day ON stated_day.model_table = 'cp_visit'
WHERE kind = 'visit'
