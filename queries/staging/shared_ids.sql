-- Lists in which too many identifiers have two dates of birth, so that each stands for two children: they were shortened, or are of
-- two systems. A list has one date of birth for a child in all its rows, so two of them, and more than one in 200, are no slips.
INSERT INTO doubted BY NAME
WITH born AS (
    SELECT version.file, version.extract_date, version.subject, COUNT(DISTINCT read_date(received.{field})) AS dates
    FROM staging.version
    JOIN received.{list} AS received ON received.file = version.file AND received.row_number = version.row_number
    WHERE version.list = '{list}' AND read_date(received.{field}) IS NOT NULL
    GROUP BY version.file, version.extract_date, version.subject
), counted AS (
    SELECT file, extract_date, COUNT(*) AS subjects, COUNT(*) FILTER (WHERE dates > 1) AS shared FROM born GROUP BY file, extract_date
)
SELECT file, '{list}' AS list, extract_date, 'shared' AS doubt, subjects, shared AS strangers
FROM counted
WHERE shared >= 2 AND shared * 200 > subjects
  AND NOT EXISTS (SELECT 1 FROM doubted WHERE doubted.list = '{list}' AND doubted.file = counted.file);
