-- The columns that every indicator returns, and no row.
SELECT NULL AS record_id, NULL AS event_date, NULL AS numerator WHERE FALSE
