-- The files in which {field} seems to have changed headers with the ends, {ends}. It is at most {days} days after the start of its
-- row, such as the end of the first year in practice; many posts last longer. Both must show it:
--   * of three or more children or workers, over a third have it later than that, counted from the latest of their starts
--   * half of the ends or more are between 300 and {days} days after the start. In a true list few are: posts last for weeks or
--     years. Where no row has an end, over half of those days must be too late.
-- Each fact alone has honest causes: who was trained by the same employer has an early start, and contracts run for a year. A day
-- before the start is none: a first year may have passed elsewhere. A file without one of the two columns, or of which one is
-- refused, is not compared. Both columns are refused. One row for each file.
WITH cell AS (
    SELECT file, read_text({whose}) AS subject, read_date({field}) - read_date({starts}) AS days,
           CASE WHEN read_date({ends}) < DATE '2090-01-01' THEN read_date({ends}) - read_date({starts}) END AS length
    FROM received.{list} AS received
    WHERE 2 = (SELECT COUNT(*) FROM staging.column_kept AS kept
               WHERE kept.list = '{list}' AND kept.file = received.file AND kept.field IN ('{field}', '{ends}'))
), told AS (
    SELECT file, subject, MIN(days) AS days FROM cell WHERE days IS NOT NULL GROUP BY file, subject
), counted AS (
    SELECT file, COUNT(*) AS filled, COUNT(*) FILTER (WHERE days > {days}) AS late FROM told GROUP BY file
), ended AS (
    SELECT file, COUNT(length) AS n, COUNT(*) FILTER (WHERE length BETWEEN 300 AND {days}) AS soon FROM cell GROUP BY file
)
SELECT counted.file, 'late' AS kind, filled, late AS impossible, FALSE AS is_needed, '{shown}' AS shown
FROM counted
JOIN ended ON ended.file = counted.file
WHERE late >= 3 AND late * 3 > filled AND soon * 2 >= n AND (n > 0 OR late * 2 > filled)
ORDER BY counted.file
