-- The teams an indicator's figures are broken down by.
SELECT DISTINCT category FROM series WHERE breakdown = 'team' ORDER BY category
