-- The last day that any extract covers.
SELECT MAX(covered_to) AS data_to FROM covered
