-- The published figures of one national series.
SELECT * FROM published WHERE series = $series ORDER BY area_type, area_code, year
