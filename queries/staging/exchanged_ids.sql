-- Lists in which {field} and {whose} have changed headers: half of the records, and three or more, have an identifier that other
-- lists have for a child or worker, and at most half as many stand under one that they have. A list of few rows is judged, too,
-- because this is no chance. Fewer than half may be: numbers of records can be numbers of children.
INSERT INTO doubted BY NAME
WITH held AS (
    SELECT DISTINCT version.subject
    FROM staging.version
    JOIN received.described ON described.list = version.list
    WHERE version.list <> '{list}' AND described.whose = '{whose}'
), counted AS (
    SELECT received.file, received.extract_date, COUNT(*) AS subjects, COUNT(of_record.subject) AS strangers,
           COUNT(of_subject.subject) AS known
    FROM received.{list} AS received
    LEFT JOIN held AS of_record ON of_record.subject = read_text(received.{field})
    LEFT JOIN held AS of_subject ON of_subject.subject = read_text(received.{whose})
    GROUP BY received.file, received.extract_date
)
SELECT file, '{list}' AS list, extract_date, 'exchanged ids' AS doubt, '{field}' AS field, subjects, strangers
FROM counted
WHERE strangers >= 3 AND strangers * 2 >= subjects AND strangers >= 2 * known
  AND NOT EXISTS (SELECT 1 FROM doubted WHERE doubted.list = '{list}' AND doubted.file = counted.file);
