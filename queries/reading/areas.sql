-- Every authority in England that has published figures.
SELECT area_code, MAX(area_name) AS area_name, MAX(region_name) AS region_name FROM published
WHERE area_type = 'authority' GROUP BY area_code ORDER BY area_name
