-- The grains and breakdowns in this audience's file.
SELECT DISTINCT grain, breakdown FROM series ORDER BY grain, breakdown
