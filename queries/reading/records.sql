-- The records behind a figure: those counted in one period, for one group of one breakdown ({part}, which breakdowns.py
-- replaces). The longest waits come first, whether or not they are in the numerator; then the records in the numerator.
SELECT *
FROM counted
WHERE indicator = $indicator
  AND event_date BETWEEN $period_start AND $period_end
  AND {part} = $category
  AND (NOT $at_end OR event_date = $period_end)
ORDER BY days DESC NULLS LAST, numerator DESC, event_date, record_id
