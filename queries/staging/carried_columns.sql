-- The columns that some extracts of a list say and others do not; without ends, which kept.sql decides.
SELECT said.list, said.field
FROM staging.said
JOIN received.described ON described.list = said.list
WHERE said.field IS DISTINCT FROM described.ends
GROUP BY said.list, said.field
HAVING BOOL_OR(is_said) AND NOT BOOL_AND(is_said)
ORDER BY said.list, said.field;
