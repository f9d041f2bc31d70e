-- The end of a spell that the newest extract with it does not say is the one that the latest extract before said: an extract
-- without ends opens no spell again. Within its window the ends stay unknown (`unsaid`).
UPDATE staging.kept
SET end_date = told.end_date, end_is_inferred = FALSE
FROM (
    SELECT newer.list, newer.file, newer.row_number, ARG_MAX(older.end_date, older.extract_date) AS end_date
    FROM staging.daily AS newer
    JOIN received.described ON described.list = newer.list
    JOIN staging.said AS lacks ON lacks.list = newer.list AND lacks.file = newer.file AND lacks.field = described.ends
        AND NOT lacks.is_said
    JOIN staging.daily AS older ON older.list = newer.list AND older.record_id = newer.record_id
        AND older.extract_date < newer.extract_date AND older.end_date < DATE '9999-12-31'
    WHERE newer.next_seen IS NULL
    GROUP BY newer.list, newer.file, newer.row_number
) AS told
WHERE kept.list = told.list AND kept.file = told.file AND kept.row_number = told.row_number;
