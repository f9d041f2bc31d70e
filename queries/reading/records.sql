-- The records behind a figure: what was counted in one period, for one breakdown, the longest first, then those in
-- the numerator: of waits the longest is the worry, whichever side of the standard counts.
SELECT record_id, child_id, worker_id, event_date, numerator, denominator, team, category, age_band, sex, ethnicity, disability,
       basis, days
FROM counted
WHERE indicator = $indicator
  AND event_date BETWEEN $period_start AND $period_end
  AND CASE $breakdown WHEN 'all' THEN $category WHEN 'team' THEN team WHEN 'category' THEN category WHEN 'age_band' THEN age_band
      WHEN 'sex' THEN sex WHEN 'ethnicity' THEN ethnicity WHEN 'disability' THEN disability END = $category
  AND (NOT $at_end OR event_date = $period_end)
ORDER BY days DESC NULLS LAST, numerator DESC, event_date, record_id
