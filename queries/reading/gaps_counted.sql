-- How many open gaps are past the standard or about to be, for the whole and for each team, as this audience may know it.
SELECT * FROM gap_count WHERE kind = $kind ORDER BY breakdown, category, measure
