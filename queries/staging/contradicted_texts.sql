-- The files in which a column, {field}, has formulas or errors of a spreadsheet; or, if it is plain text ({is_text}), also dates, Yes or
-- No, although most of its cells are other words: in more than `most_refused` percent of its cells, and in at least five. '=A1' would
-- count as an answer, '#REF!' as none, and Yes as an outcome.
WITH cell AS (
    SELECT file, regexp_matches(trim({field}), '^(=\S|#[A-Z/0]+[!?]$|#N/A$)') AS is_formula,
           {is_text} AND regexp_matches(trim({field}), '(?i)^(yes|no|true|false|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4})$') AS is_other
    FROM received.{list}
    WHERE trim({field}) <> ''
), counted AS (
    SELECT file, COUNT(*) AS filled, COUNT(*) FILTER (WHERE is_formula) AS formulas, COUNT(*) FILTER (WHERE is_other) AS others
    FROM cell
    GROUP BY file
), judged AS (
    SELECT file, filled, CASE WHEN others * 2 < filled THEN others ELSE 0 END AS others, formulas FROM counted
)
SELECT file, CASE WHEN formulas >= others THEN 'formula' ELSE 'text' END AS kind, filled, GREATEST(formulas, others) AS impossible,
       FALSE AS is_needed
FROM judged
CROSS JOIN received.belief
WHERE GREATEST(formulas, others) >= 5 AND GREATEST(formulas, others) * 100 > filled * most_refused
ORDER BY file
