-- A detail that an extract does not say ({field}) is taken from the latest extract before that has the record and says it, because
-- records that began before the extract's window take all their columns from it. Within the window the detail stays unknown
-- (`unsaid`). The refused rows are kept as received before (rejected_row.sql).
UPDATE received.{list} AS own
SET {field} = told.cell
FROM (
    SELECT newer.file, newer.row_number, ARG_MAX(received.{field}, older.extract_date) AS cell
    FROM staging.daily AS newer
    JOIN staging.said AS lacks ON lacks.list = newer.list AND lacks.file = newer.file AND lacks.field = '{field}' AND NOT lacks.is_said
    JOIN staging.daily AS older ON older.list = newer.list AND older.record_id = newer.record_id
        AND older.extract_date < newer.extract_date
    JOIN staging.said AS says ON says.list = older.list AND says.file = older.file AND says.field = '{field}'
        AND says.detail = lacks.detail AND says.is_said
    JOIN received.{list} AS received ON received.file = older.file AND received.row_number = older.row_number
    WHERE newer.list = '{list}'
    GROUP BY newer.file, newer.row_number
) AS told
WHERE own.file = told.file AND own.row_number = told.row_number AND told.cell IS NOT NULL;
