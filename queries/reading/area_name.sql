-- The name of an English authority by the department's three-figure code.
SELECT DISTINCT area_name FROM population WHERE area_code = $code
UNION SELECT DISTINCT area_name FROM published WHERE area_code = $code AND area_type = 'authority' LIMIT 1
