-- Every row of every source: its child or worker (subject), its day, and its record. A row is rejected if it lacks one of these,
-- or if an earlier row of the same file has the same record; every other row is a version of its record.
-- Needs received.described and received.refused; makes staging.row and staging.version.
CREATE VIEW staging.every_row AS
{every_row};

CREATE TABLE staging.row AS
WITH reading AS (
    SELECT list, file, row_number, extract_date, read_text(subject) AS subject, event_field, read_text(event_written) AS event_text,
           read_text(subject_written) AS subject_text, read_text(own_id_written) AS own_id_text,
           read_date(event) AS event_date, is_spell, ends, has_id, read_text(own_id) AS own_id, qualifier, may_vanish
    FROM staging.every_row
)
SELECT list, file, row_number, extract_date, subject, event_field, event_text, event_date, may_vanish, subject_text, own_id_text,
       CASE WHEN is_spell THEN read_end(ends, event_date) END AS end_date,
       CASE WHEN event_date IS NULL THEN NULL WHEN has_id THEN own_id || ' ' || subject || COALESCE(' ' || qualifier, '')
            ELSE subject || ' ' || event_date || COALESCE(' ' || qualifier, '') END AS record_id
FROM reading;

CREATE TABLE staging.fault AS
WITH placed AS (
    SELECT list, file, row_number, subject, event_field, event_text, event_date, record_id, subject_text, own_id_text,
           MIN(row_number) OVER (PARTITION BY list, file, record_id) AS first_row
    FROM staging.row
), faulty AS (
    SELECT * FROM placed WHERE record_id IS NULL OR row_number > first_row
), text AS (  -- the raw text of these rows and of the rows they repeat only
    SELECT list, file, row_number, received
    FROM staging.every_row
    WHERE (list, file, row_number) IN (
        SELECT (list, file, row_number) FROM faulty UNION ALL SELECT (list, file, first_row) FROM faulty)
)
SELECT faulty.list, faulty.file, faulty.row_number,
       CASE WHEN subject IS NULL THEN described.whose
            WHEN event_date IS NULL THEN event_field WHEN record_id IS NULL THEN 'id' END AS field,
       CASE WHEN subject IS NULL AND subject_text IS NOT NULL THEN 'believable'
            WHEN subject IS NULL OR event_text IS NULL OR record_id IS NULL AND event_date IS NOT NULL THEN 'needed'
            WHEN event_date IS NULL THEN 'readable' ELSE 'once' END AS rule,
       CASE WHEN subject IS NULL AND subject_text IS NOT NULL
                THEN 'It does not say whose it is: the id of the child or worker cannot be believed: ' || subject_text
            WHEN subject IS NULL THEN 'It does not say whose it is: the id of the child or worker is blank.'
            WHEN event_text IS NULL THEN 'The date it needs is blank.'
            WHEN event_date IS NULL THEN 'The date it needs cannot be read: ' || event_text
            WHEN record_id IS NULL AND own_id_text IS NOT NULL THEN 'Its own id cannot be believed: ' || own_id_text
            WHEN record_id IS NULL THEN 'Its own id is blank.'
            WHEN own.received = earlier.received THEN 'The same as row ' || first_row || ', which counts.'
            ELSE 'Row ' || first_row || ' holds the same record with other details; the first row counts.' END AS reason,
       own.received, record_id IS NOT NULL AND own.received = earlier.received AS is_repeat
FROM faulty
JOIN received.described ON described.list = faulty.list
JOIN text AS own ON own.list = faulty.list AND own.file = faulty.file AND own.row_number = faulty.row_number
JOIN text AS earlier ON earlier.list = faulty.list AND earlier.file = faulty.file AND earlier.row_number = faulty.first_row;

INSERT INTO rejected
SELECT file, list, row_number, 'row', field, rule, reason, received FROM staging.fault
UNION ALL
SELECT file, list, row_number, 'row', NULL, rule, reason, received FROM received.refused;

CREATE TABLE staging.version AS
SELECT list, file, row_number, extract_date, subject, event_date, end_date, record_id, may_vanish
FROM staging.row
WHERE NOT EXISTS (
    SELECT 1 FROM staging.fault
    WHERE fault.list = row.list AND fault.file = row.file AND fault.row_number = row.row_number
);

DROP TABLE staging.row;  -- the largest table, and no longer needed
