-- The teams in the figures.
SELECT DISTINCT category FROM series WHERE breakdown = 'team' ORDER BY category
