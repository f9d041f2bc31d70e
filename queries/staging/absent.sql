-- Lists that lack children who must be in them: the children with an open row in {list} of which {asked} is true must be in
-- {other} of the same day. If over a fifth of them, and at least five, are not, one of the two lacks rows, or has other answers or
-- identifiers, and {other} is doubted.
INSERT INTO doubted BY NAME
WITH expected AS (
    SELECT DISTINCT version.extract_date, version.subject
    FROM staging.version
    JOIN received.{list} AS received ON received.file = version.file AND received.row_number = version.row_number
    WHERE version.list = '{list}' AND COALESCE(version.end_date, DATE '9999-12-31') = DATE '9999-12-31' AND {asked}
), held AS (
    SELECT DISTINCT extract_date, subject FROM staging.version WHERE list = '{other}'
), counted AS (
    SELECT expected.extract_date, COUNT(*) AS n, COUNT(*) FILTER (WHERE held.subject IS NULL) AS lacks
    FROM expected
    LEFT JOIN held ON held.extract_date = expected.extract_date AND held.subject = expected.subject
    GROUP BY expected.extract_date
)
SELECT list_read.file, list_read.list, list_read.extract_date, 'absent' AS doubt, n AS next_has, lacks AS next_lacks,
       CAST($title AS VARCHAR) AS reason
FROM counted
JOIN received.list_read ON list_read.list = '{other}' AND list_read.extract_date = counted.extract_date
WHERE lacks >= 5 AND lacks * 5 > n
  AND NOT EXISTS (SELECT 1 FROM doubted WHERE doubted.list = list_read.list AND doubted.file = list_read.file);
