-- The journeys of one period and cohort with one ending: the same rows that the flow counts.
SELECT record_id, child_id, event_date, team, stage, ending, assessment_date, section_47_date, conference_date, plan_date,
       afterwards
FROM journey
WHERE event_date BETWEEN $period_start AND $period_end
  AND CASE $cohort WHEN 'all' THEN stage = $stage AND ending = $ending
                   WHEN 'earlier plan' THEN earlier_plan AND stage = $stage AND ending = $ending
                   WHEN 'closed' THEN closed AND received_as = $stage AND afterwards = $ending END
ORDER BY event_date, record_id
