-- An authority's ten statistical neighbours under one model, closest first.
SELECT * FROM neighbour WHERE area_code = $code AND model = $model ORDER BY position
