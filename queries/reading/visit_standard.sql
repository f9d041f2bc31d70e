-- How many days may pass between visits, as the authority set it, and from when to when visits are held.
SELECT standard_days, covered_from, covered_to
FROM wait_standard
JOIN covered ON covered.model_table = 'cp_visit'
WHERE kind = 'visit'
