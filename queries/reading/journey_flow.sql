-- The numbers of journeys by period, stage and ending, as in this audience's file.
SELECT * FROM journey_flow ORDER BY cohort, grain, period_start, stage, ending
