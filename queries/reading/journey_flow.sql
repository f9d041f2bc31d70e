-- What became of the referrals of each period, as this audience's file holds it.
SELECT * FROM journey_flow ORDER BY cohort, grain, period_start, stage, ending
