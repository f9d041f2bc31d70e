-- The published years of a national series, newest first.
SELECT DISTINCT year FROM published WHERE series = $series ORDER BY year DESC
