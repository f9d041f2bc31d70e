-- The years in which a national series is published, newest first.
SELECT DISTINCT year FROM published WHERE series = $series ORDER BY year DESC
