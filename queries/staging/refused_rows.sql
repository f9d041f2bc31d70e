-- What refused rows say about their record: its own id, its child or worker (subject), or, if the row does not say whose it is,
-- its day. Of a row with the wrong number of fields (received.refused) each field may be one of these.
CREATE TABLE staging.refused_row AS
WITH refused AS (
    SELECT every_row.list, every_row.extract_date, read_text(own_id) AS own_id, read_date(event) AS day,
           CASE WHEN fault.field = described.whose THEN NULL ELSE read_text(subject) END AS subject
    FROM staging.every_row
    JOIN staging.fault ON fault.list = every_row.list AND fault.file = every_row.file
        AND fault.row_number = every_row.row_number
    JOIN received.described ON described.list = every_row.list
    WHERE fault.rule <> 'once'
), field AS (
    SELECT refused.list, list_read.extract_date,
           trim(UNNEST(regexp_split_to_array(refused.received, '[,;|\t]')), ' "') AS cell
    FROM received.refused AS refused
    JOIN received.list_read ON list_read.list = refused.list AND list_read.file = refused.file
)
SELECT list, extract_date, 'own id' AS says, own_id AS said FROM refused WHERE own_id IS NOT NULL
UNION SELECT list, extract_date, 'subject', subject FROM refused WHERE own_id IS NULL AND subject IS NOT NULL
UNION SELECT list, extract_date, 'day', CAST(day AS VARCHAR) FROM refused WHERE own_id IS NULL AND subject IS NULL
UNION SELECT list, extract_date, UNNEST(['own id', 'subject']), read_text(cell) FROM field WHERE read_text(cell) IS NOT NULL;
