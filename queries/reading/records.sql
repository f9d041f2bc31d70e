-- The records behind a figure: what was counted in one period, for one part of one breakdown ({part}, which breakdowns.py puts in),
-- the longest first, then those in the numerator: of waits the longest is the worry, whichever side of the standard counts.
SELECT *
FROM counted
WHERE indicator = $indicator
  AND event_date BETWEEN $period_start AND $period_end
  AND {part} = $category
  AND (NOT $at_end OR event_date = $period_end)
ORDER BY days DESC NULLS LAST, numerator DESC, event_date, record_id
