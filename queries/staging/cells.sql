-- Cells that hold something, and cannot be read as what they should hold. Their rows are loaded without them; a spell
-- whose end cannot be read is taken to be still open. Answers of "unknown" have been read: they say nothing.
CREATE TABLE staging.cell AS
SELECT * FROM staging.annex_a_cell WHERE received IS NOT NULL
UNION ALL SELECT * FROM staging.local_cell WHERE received IS NOT NULL;

INSERT INTO rejected
WITH judged AS (
    SELECT list, file, row_number, field, kind, received,
        CASE kind
            WHEN 'date' THEN read_date(received) IS NOT NULL
            WHEN 'end' THEN says_open(received) OR read_date(received) IS NOT NULL
            WHEN 'count' THEN read_count(received) IS NOT NULL
            WHEN 'number' THEN read_number(received) IS NOT NULL
            WHEN 'yes or no' THEN read_answer(received) IS NOT NULL
            WHEN 'no further action' THEN read_no_further_action(received) IS NOT NULL OR says_unknown(received)
            WHEN 'seen alone' THEN read_seen_alone(received) IS NOT NULL
            WHEN 'category of abuse' THEN read_abuse(received) IS NOT NULL
            WHEN 'primary need' THEN read_need(received) IS NOT NULL
            WHEN 'closure reason' THEN read_closure_reason(received) IS NOT NULL
            WHEN 'type of case supervision' THEN read_case_supervision_type(received) IS NOT NULL
            WHEN 'type of worker supervision' THEN read_worker_supervision_type(received) IS NOT NULL
            WHEN 'status of supervision' THEN read_supervision_status(received) IS NOT NULL
        END AS is_readable,
        kind <> 'end' OR says_open(received) OR COALESCE(read_date(received) >= read_date(begins), TRUE) AS is_in_order
    FROM staging.cell
    WHERE read_text(received) IS NOT NULL
)
SELECT file, list, row_number, 'cell', field, CASE WHEN is_readable THEN 'in order' ELSE 'readable' END,
       CASE WHEN is_readable THEN 'The end is before the start; taken as still open.'
            WHEN kind = 'end' THEN 'Not a date that can be read; taken as still open.'
            WHEN kind = 'date' THEN 'Not a date that can be read; left blank.'
            ELSE 'Not a ' || kind || ' that can be read; left blank.' END,
       received
FROM judged
WHERE NOT (is_readable AND is_in_order)
  AND NOT EXISTS (
    SELECT 1 FROM staging.fault
    WHERE fault.list = judged.list AND fault.file = judged.file AND fault.row_number = judged.row_number
  );
