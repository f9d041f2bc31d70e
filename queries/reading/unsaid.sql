-- The columns that extracts lack, with the detail that is therefore not known; a column with several details is listed once, and
-- details that a list may lack are left out.
SELECT file, list, field, MIN(detail) AS detail, MIN(covered_from) AS covered_from, MAX(covered_to) AS covered_to,
       BOOL_OR(has_column) AS has_column
FROM unsaid
WHERE NOT may_lack AND (detail NOT IN ('identity', 'every_answer') OR NOT EXISTS (
    SELECT 1 FROM unsaid AS other
    WHERE other.file = unsaid.file AND other.list = unsaid.list AND other.field = unsaid.field
      AND other.detail NOT IN ('identity', 'every_answer')))
GROUP BY file, list, field
ORDER BY file, list, field
