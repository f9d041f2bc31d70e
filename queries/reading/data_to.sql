-- The last day any extract covers.
SELECT MAX(covered_to) AS data_to FROM covered
