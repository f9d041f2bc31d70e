-- Filled cells that cannot be read as their kind of answer. Their rows are loaded without them; a spell whose end cannot be
-- read counts as still open. The answer "unknown" can be read and counts as no answer.
CREATE VIEW staging.cell AS
{every_cell};

CREATE TABLE staging.unread AS  -- each distinct text once, because millions of cells repeat a few texts
WITH text AS (
    SELECT DISTINCT kind, received, begins FROM staging.cell WHERE received IS NOT NULL
), judged AS (
    SELECT kind, received, begins,
        CASE kind
{kinds}
        END AS is_readable
    FROM text
    WHERE read_text(received) IS NOT NULL
)
SELECT kind, received, begins, CASE WHEN is_readable THEN 'in order' ELSE 'readable' END AS rule,
       CASE WHEN is_readable THEN 'The end is before the start; taken as still open.'
            WHEN kind = 'end' THEN 'Not a date that can be read; taken as still open.'
            WHEN kind = 'date' THEN 'Not a date that can be read; left blank.'
            ELSE 'Not an answer that can be read (' || kind || '); left blank.' END AS reason
FROM judged
WHERE NOT is_readable OR kind = 'end' AND NOT says_open(received) AND read_date(received) < read_date(begins);

INSERT INTO rejected
SELECT cell.file, cell.list, cell.row_number, 'cell', cell.field, unread.rule, unread.reason, cell.written
FROM staging.cell
JOIN staging.unread ON unread.kind = cell.kind AND unread.received = cell.received
    AND unread.begins IS NOT DISTINCT FROM cell.begins
WHERE NOT EXISTS (
    SELECT 1 FROM staging.fault
    WHERE fault.list = cell.list AND fault.file = cell.file AND fault.row_number = cell.row_number
);

CREATE TABLE staging.answered (  -- how far the columns that say a detail are filled; answered.sql fills it, column by column
    file VARCHAR, list VARCHAR, field VARCHAR, asked_where VARCHAR, all_rows BIGINT, asked BIGINT, filled BIGINT,
    filled_asked BIGINT, numbers BIGINT, known_asked BIGINT);
