-- One row per day, with the number of England's working days so far, so that "within 15 working days" is a subtraction:
-- held.working_day - began.working_day <= 15. A weekend or bank holiday has the number of the working day before it.
-- Needs `bank_holiday`. (generate_series is this engine's own; another engine has another word for it.)
CREATE TABLE calendar AS
WITH day AS (
    SELECT CAST(generated AS DATE) AS day
    FROM generate_series(DATE '1990-01-01', DATE '2040-12-31', INTERVAL 1 DAY) AS series(generated)
), marked AS (
    SELECT day.day, CASE WHEN isodow(day.day) < 6 AND bank_holiday.day IS NULL THEN 1 ELSE 0 END AS is_working_day
    FROM day
    LEFT JOIN bank_holiday ON bank_holiday.day = day.day
)
SELECT day, is_working_day, CAST(SUM(is_working_day) OVER (ORDER BY day) AS BIGINT) AS working_day
FROM marked;
