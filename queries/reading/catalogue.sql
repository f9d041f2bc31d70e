-- Which grains and breakdowns this audience's file holds.
SELECT DISTINCT grain, breakdown FROM series ORDER BY grain, breakdown
