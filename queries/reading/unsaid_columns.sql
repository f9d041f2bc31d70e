-- Every column that an extract lacks and every detail that is therefore not known, without details that a list may lack.
SELECT DISTINCT file, list, field, detail, has_column FROM unsaid WHERE NOT may_lack ORDER BY file, list, field, detail
