-- The identifiers of children and workers in all lists; makes staging.identifier and received.read_as, with two repairs:
--   * spelling: identifiers that differ in capitals only are one, in the spelling that sorts first (A1 before a1)
--   * zeros: where lists have identifiers of one width with zeros in front, a shorter number of another list has lost its zeros.
--     It is certain only if nine in ten of that list's short numbers are then known; otherwise the list is refused. A program
--     takes the zeros from all numbers: where less than one in twenty is short, people wrote them so, and a check of the records
--     lists them
-- An identifier on far more rows than any other of its list is many children under one number: `text` is NULL.
CREATE OR REPLACE TABLE staging.identifier AS
{every_identifier};

CREATE OR REPLACE TABLE received.read_as AS
WITH spelled AS (
    SELECT kind, lower(cell) AS small, MIN(cell) AS text FROM staging.identifier
    GROUP BY kind, lower(cell)
    HAVING COUNT(DISTINCT cell) > 1
)
SELECT list, field, file, cell, spelled.text AS text, 'capitals' AS what, n
FROM staging.identifier
JOIN spelled ON spelled.kind = identifier.kind AND spelled.small = lower(identifier.cell)
WHERE identifier.cell <> spelled.text;

CREATE OR REPLACE TABLE staging.zeros_lost AS
WITH figures AS (
    SELECT kind, list, field, file, cell, n, LENGTH(cell) AS width FROM staging.identifier WHERE regexp_full_match(cell, '\d+')
), padded AS (
    SELECT kind, list, field, file, MIN(width) AS width FROM figures
    GROUP BY kind, list, field, file
    HAVING MIN(width) = MAX(width) AND SUM(CASE WHEN cell LIKE '0%' THEN 1 ELSE 0 END) >= 2
), wanted AS (
    SELECT kind, MAX(width) AS width FROM padded GROUP BY kind HAVING MIN(width) = MAX(width)
), known AS (
    SELECT DISTINCT figures.kind, figures.cell
    FROM figures
    JOIN padded ON padded.kind = figures.kind AND padded.list = figures.list AND padded.field = figures.field
        AND padded.file = figures.file
), short AS (
    SELECT figures.*, lpad(figures.cell, CAST(wanted.width AS INTEGER), '0') AS text,
           wanted.width AS wanted, MAX(figures.width) OVER of_file AS widest,
           SUM(CASE WHEN figures.width < wanted.width THEN 20 ELSE -1 END) OVER of_file AS weight
    FROM figures
    JOIN wanted ON wanted.kind = figures.kind
    WINDOW of_file AS (PARTITION BY figures.kind, figures.list, figures.field, figures.file)
)
SELECT short.list, short.field, short.file, short.cell, short.text, short.n, known.cell IS NOT NULL AS is_known,
       SUM(CASE WHEN known.cell IS NULL THEN 0 ELSE 1 END) OVER of_file * 10 >= COUNT(*) OVER of_file * 9 AS is_certain
FROM short
LEFT JOIN known ON known.kind = short.kind AND known.cell = short.text
WHERE short.width < short.wanted AND short.widest <= short.wanted AND short.weight > 0
WINDOW of_file AS (PARTITION BY short.list, short.field, short.file);

INSERT INTO received.read_as
SELECT list, field, file, cell, text, 'zeros in front that were lost', n FROM staging.zeros_lost WHERE is_certain;

INSERT INTO received.read_as
WITH counted AS (
    SELECT list, field, file, cell, n, SUM(n) OVER (PARTITION BY list, field, file) AS whole,
           ROW_NUMBER() OVER most AS place, LEAD(n) OVER most AS next
    FROM staging.identifier
    WHERE is_counted
    WINDOW most AS (PARTITION BY list, field, file ORDER BY n DESC, cell)
)
SELECT list, field, file, cell, NULL, 'one identifier on far more rows than any other', n
FROM counted
WHERE place = 1 AND n > 20 AND n * 20 > whole AND n > 10 * COALESCE(next, 0);
