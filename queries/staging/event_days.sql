-- The days on which something happened in each list; event_day.sql fills it, column by column.
CREATE TABLE staging.event_day (
    file VARCHAR, list VARCHAR, field VARCHAR, is_start BOOLEAN, extract_date DATE, day DATE, n BIGINT);
