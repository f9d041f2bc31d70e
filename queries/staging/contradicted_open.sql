-- The files of two lists of one day that disagree about which children have an open row in {other}: {list} says of some that they
-- must ({must}), and of others that they cannot (not {may}). If over a fifth of either, and at least five, are otherwise in {other},
-- its ends or the columns of {list} that say so are wrong. Only for files in which five children must: else an authority writes it
-- in words of its own. Children who are not in both lists are left to absent.sql, and a file without its ends ({ends}) is not
-- compared, because all its rows would look open. One row for each pair of files.
WITH told AS (
    SELECT version.file, version.extract_date, version.subject, {must} AS must, {may} AS may
    FROM staging.version
    JOIN received.{list} AS received ON received.file = version.file AND received.row_number = version.row_number
    WHERE version.list = '{list}'
), ours AS (  -- a child with a row that says neither is not compared
    SELECT ANY_VALUE(file) AS file, extract_date, subject, BOOL_OR(must) AS must, BOOL_AND(NOT may) AS cannot
    FROM told
    GROUP BY extract_date, subject
), theirs AS (
    SELECT ANY_VALUE(file) AS file, extract_date, subject,
           BOOL_OR(COALESCE(end_date, DATE '9999-12-31') > extract_date) AS is_open
    FROM staging.version
    WHERE list = '{other}'
      AND EXISTS (SELECT 1 FROM staging.column_kept AS kept
                  WHERE kept.list = '{other}' AND kept.file = version.file AND kept.field = '{ends}')
    GROUP BY extract_date, subject
), counted AS (
    SELECT ours.file AS own_file, theirs.file AS other_file, COUNT(*) FILTER (WHERE must) AS must,
           COUNT(*) FILTER (WHERE must AND NOT is_open) AS ended, COUNT(*) FILTER (WHERE is_open AND cannot IS NOT NULL) AS open,
           COUNT(*) FILTER (WHERE is_open AND cannot) AS denied
    FROM ours
    JOIN theirs ON theirs.extract_date = ours.extract_date AND theirs.subject = ours.subject
    GROUP BY ours.file, theirs.file
)
SELECT own_file, other_file, GREATEST(must, open) AS filled, ended + denied AS impossible
FROM counted
WHERE must >= 5 AND (ended >= 5 AND ended * 5 > must OR denied >= 5 AND denied * 5 > open)
ORDER BY own_file, other_file
