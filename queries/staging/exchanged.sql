-- The files in which two columns of different kinds of answers seem exchanged: nine in ten of five or more cells of {field} are of the
-- kind of {other}, and nine in ten of {other} of the kind of {field}. Most cells of {other} are not of its own kind (unlike.sql).
-- Numbers that no figure needs (`numbers` of lists.toml) are asked as well: 0 and 1 are read as answers under a question of yes or no.
WITH filled AS (
    SELECT file, '{field}' AS field, {field} AS received FROM received.{list} WHERE read_text({field}) IS NOT NULL
    UNION ALL
    SELECT file, '{other}', {other} FROM received.{list} WHERE read_text({other}) IS NOT NULL
), counted AS (
    SELECT file, COUNT(*) FILTER (WHERE field = '{field}') AS n, COUNT(*) FILTER (WHERE field = '{other}') AS n_other,
           COUNT(*) FILTER (WHERE field = '{field}' AND ({is_other})) AS of_other,
           COUNT(*) FILTER (WHERE field = '{other}' AND ({is_own})) AS of_own
    FROM filled
    GROUP BY file
)
SELECT file, 'exchanged' AS kind, n AS filled, of_other AS impossible, FALSE AS is_needed
FROM counted
WHERE n >= 5 AND n_other >= 5 AND of_other * 10 >= n * 9 AND of_own * 10 >= n_other * 9
ORDER BY file
