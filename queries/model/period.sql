-- The periods of figures, one row each: months, quarters and years (from 1 April), and the 12 months that end with each month, as
-- far as the extracts reach. Both days inclusive. Needs `calendar` and `covered`.
CREATE TABLE period AS
WITH month AS (
    SELECT CAST(date_trunc('month', day) AS DATE) AS period_start, MAX(day) AS period_end
    FROM calendar
    WHERE day >= (SELECT date_trunc('month', MIN(covered_from)) FROM covered)
      AND day <= (SELECT last_day(MAX(covered_to)) FROM covered)
    GROUP BY 1
), three AS (
    SELECT period_start, CAST(period_start + INTERVAL 3 MONTH AS DATE) - 1 AS period_end
    FROM month WHERE month(period_start) IN (1, 4, 7, 10)
), twelve AS (
    SELECT period_start, CAST(period_start + INTERVAL 12 MONTH AS DATE) - 1 AS period_end
    FROM month WHERE month(period_start) = 4
)
SELECT 'month' AS grain, period_start, period_end FROM month
UNION ALL SELECT 'quarter', period_start, period_end FROM three
UNION ALL SELECT 'year', period_start, period_end FROM twelve
UNION ALL SELECT 'rolling', CAST(period_start - INTERVAL 11 MONTH AS DATE), period_end FROM month;

CREATE VIEW month_end AS SELECT period_end AS month_end FROM period WHERE grain = 'month';
