-- What the report says of the form of columns: those that are refused without a doubt about the list, and repaired identifiers.
SELECT file, list, reason AS said FROM staging.column_refused WHERE NOT is_needed
UNION ALL
SELECT file, list, said FROM staging.repaired
ORDER BY file, list, said
