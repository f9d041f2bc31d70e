-- The columns of which one of two must be wrong, because lists of one day say other things of the same children: {field} of {list} is
-- not before {other_field} of {other}, where a child has an open row. One row for each column and file that may be wrong, if over a
-- fifth of the children, and at least five, contradict it. An authority has a few slips; the invented one has none in 41, and 9 of
-- 42 where a column was moved by a row.
--   both columns are doubted   where {field} is the earlier one: they may be sorted, moved by a row or under other headers
--   {field} alone              where it is blank although {other_field} has a day, which it should have as well
--   {other_field} alone        where it is blank over 30 days after its row began, although {field} is later than that: a first
--                              visit is due before. A file without its ends ({ends}) is not compared: all its rows would look open.
--                              A column that is blank in all rows says nothing, and is not doubted here.
WITH theirs AS (
    SELECT version.file, version.extract_date, version.subject, version.event_date, read_date(received.{other_field}) AS day
    FROM staging.version
    JOIN received.{other} AS received ON received.file = version.file AND received.row_number = version.row_number
    WHERE version.list = '{other}' AND COALESCE(version.end_date, DATE '9999-12-31') > version.extract_date
      AND EXISTS (SELECT 1 FROM staging.column_kept AS kept
                  WHERE kept.list = '{other}' AND kept.file = version.file AND kept.field = '{ends}')
), ours AS (
    SELECT ANY_VALUE(version.file) AS file, version.extract_date, version.subject, MAX(read_date(received.{field})) AS day
    FROM staging.version
    JOIN received.{list} AS received ON received.file = version.file AND received.row_number = version.row_number
    WHERE version.list = '{list}'
    GROUP BY version.extract_date, version.subject
), pair AS (
    SELECT ours.file AS own_file, theirs.file AS other_file, ours.day IS NULL AS lacks, theirs.day IS NULL AS other_lacks,
           ours.day < theirs.day AS is_before, theirs.day IS NULL AND ours.day > theirs.event_date + 30 AS is_unsaid,
           ours.day > theirs.event_date + 30 AS is_long
    FROM ours
    JOIN theirs ON theirs.extract_date = ours.extract_date AND theirs.subject = ours.subject
), counted AS (
    SELECT own_file, other_file, COUNT(*) FILTER (WHERE NOT lacks) AS said, COUNT(*) FILTER (WHERE NOT other_lacks) AS other_said,
           COUNT(is_before) AS compared, COUNT(*) FILTER (WHERE is_before) AS before,
           COUNT(*) FILTER (WHERE lacks AND NOT other_lacks) AS blank, COUNT(*) FILTER (WHERE is_long) AS long,
           COUNT(*) FILTER (WHERE is_unsaid) AS unsaid
    FROM pair
    GROUP BY own_file, other_file
), doubt AS (
    SELECT '{list}' AS list, '{field}' AS field, own_file AS file, compared AS n, before AS wrong, 'before' AS kind FROM counted
    UNION ALL
    SELECT '{other}', '{other_field}', other_file, compared, before, 'before' FROM counted
    UNION ALL
    SELECT '{list}', '{field}', own_file, other_said, blank, 'unsaid' FROM counted WHERE said > 0
    UNION ALL
    SELECT '{other}', '{other_field}', other_file, long, unsaid, 'unsaid' FROM counted WHERE other_said > 0
)
SELECT list, field, file, kind, n AS filled, wrong AS impossible, FALSE AS is_needed
FROM doubt
WHERE wrong >= 5 AND wrong * 5 > n
ORDER BY list, field, file, kind
