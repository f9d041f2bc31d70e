-- The models of statistical neighbours that include an authority, the newest first (May 2025 before April 2021).
SELECT DISTINCT model FROM neighbour WHERE area_code = $code ORDER BY model DESC
