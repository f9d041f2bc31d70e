-- How many days may pass between visits, as the authority set it, and what is known: from a day to a day of the authority's own
-- record of visits (`told_from` is its first day), or, on a day on which an extract names every child's last visit, since ever.
SELECT standard_days, covered_from, covered_from AS told_from, covered_to
FROM wait_standard
JOIN covered ON covered.model_table = 'cp_visit'
WHERE kind = 'visit'
UNION ALL
SELECT standard_days, DATE '1900-01-01', day, day
FROM wait_standard
JOIN stated_day ON stated_day.model_table = 'cp_visit'
WHERE kind = 'visit'
