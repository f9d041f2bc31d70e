-- The numbers of open gaps past the standard or due soon, for the whole and for each team, as in this audience's file.
SELECT * FROM gap_count WHERE kind = $kind ORDER BY breakdown, category, measure
