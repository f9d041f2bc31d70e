-- The tables and details that each indicator counts from, with the first and last day on which extracts cover each; NULL if none
-- does. A detail that only replaces missing history is left out.
WITH held AS (
    SELECT model_table, covered_from, covered_to FROM covered
    UNION ALL
    SELECT model_table, day, day FROM stated_day
)
SELECT source.indicator, source.model_table AS name, source.is_detail, MIN(held.covered_from) AS first_day,
       MAX(held.covered_to) AS last_day
FROM indicator_source AS source
LEFT JOIN held ON held.model_table = source.model_table
WHERE NOT source.for_history
GROUP BY source.indicator, source.model_table, source.is_detail
ORDER BY source.indicator, source.is_detail, source.model_table
