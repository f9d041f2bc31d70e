-- The journey of every referral, and of every contact that did not become a referral: one row each, at the furthest stage
-- reached.
-- Needs the model, `covered` and `period`.
--   * A later step belongs to the child's latest referral on or before its day (the last by id, if there are several on one day),
--     if it is within $re_referral_months months; a later referral begins its own journey. An assessment must also start within
--     $assessment_link_days days, as in all indicators. A journey is complete after those months, so only periods that ended at
--     least that long ago are counted.
--   * The furthest stage counts, even if earlier stages are not on record; the dates show which are.
--   * Assessed: an assessment started, or the episode that the referral began was closed with RC8 or RC9, which imply one. "No
--     support needed" is defined as in the indicator no_further_action_after_assessment. Otherwise an assessment that found need
--     means support as a child in need, and one without an answer is "not recorded".
--   * A plan is a repeat plan by the rule of second_or_subsequent_plans; with two plans in one journey, one repeat plan is
--     enough.
--   * A contact that became a referral counts as that referral. Any other ends at the front door, with its recorded outcome.
--   * Closed: with no further action, at contact or referral. `afterwards` is what followed within $re_referral_months months: a
--     plan, otherwise a referral, otherwise nothing. A closed referral may still have gone further; then both are shown.
--   * Earlier plan: a plan had ended by the referral, or the plan it led to is a repeat plan. A plan that ended before our
--     records begin, or whose end is not recorded, is known only if the child is on a plan again.
CREATE TABLE journey AS
WITH referred AS (
    SELECT referral_id, child_id, referral_date, team, COALESCE(no_further_action, FALSE) AS closed,
           COALESCE(LEAD(referral_date) OVER (PARTITION BY child_id ORDER BY referral_date, referral_id),
                    DATE '9999-12-31') AS next_referral_date
    FROM referral
), happened AS (  -- every later step, with the most days after the referral on which it may begin
    SELECT 'assessment' AS step, child_id, start_date AS day, CAST($assessment_link_days AS INTEGER) AS most_days,
           CASE WHEN needs_support THEN 1 WHEN NOT needs_support THEN -1 ELSE 0 END AS answer
    FROM assessment
    UNION ALL SELECT 'section 47', child_id, start_date, 99999, 0 FROM section_47
    UNION ALL SELECT 'conference', child_id, conference_date, 99999, 0 FROM conference
    UNION ALL
    SELECT 'plan', child_id, start_date, 99999,
           CASE WHEN COALESCE(previous_plans, (
                    SELECT COUNT(*) FROM cp_plan AS earlier
                    WHERE earlier.child_id = this.child_id AND earlier.start_date < this.start_date)) > 0
                THEN 1 ELSE 0 END
    FROM cp_plan AS this
), reached AS (
    SELECT referred.referral_id,
           MIN(CASE WHEN step = 'assessment' THEN day END) AS assessment_date,
           MIN(CASE WHEN step = 'section 47' THEN day END) AS section_47_date,
           MIN(CASE WHEN step = 'conference' THEN day END) AS conference_date,
           MIN(CASE WHEN step = 'plan' THEN day END) AS plan_date,
           COALESCE(MAX(CASE WHEN step = 'assessment' AND answer = 1 THEN 1 END), 0) AS need_found,
           COALESCE(MAX(CASE WHEN step = 'assessment' AND answer = -1 THEN 1 END), 0) AS no_need_found,
           COALESCE(MAX(CASE WHEN step = 'plan' THEN answer END), 0) AS repeat_plan
    FROM referred
    JOIN happened ON happened.child_id = referred.child_id AND day >= referral_date AND day < next_referral_date
         AND day <= referral_date + most_days
         AND referral_date >= day - CAST($re_referral_months AS INTEGER) * INTERVAL 1 MONTH
    GROUP BY referred.referral_id
), closed_after_assessment AS (
    SELECT DISTINCT child_id, start_date FROM cin_episode WHERE closure_reason IN ('RC8', 'RC9')
), known AS (
    SELECT referred.*, reached.assessment_date, section_47_date, conference_date, plan_date,
           COALESCE(need_found, 0) AS need_found, COALESCE(repeat_plan, 0) = 1 AS repeat_plan,
           COALESCE(no_need_found, 0) = 1 OR episode.child_id IS NOT NULL AS no_need,
           COALESCE(repeat_plan, 0) = 1 OR EXISTS (
               SELECT 1 FROM cp_plan
               WHERE cp_plan.child_id = referred.child_id AND cp_plan.end_date <= referral_date
                 AND NOT cp_plan.end_is_inferred) AS earlier_plan
    FROM referred
    LEFT JOIN reached ON reached.referral_id = referred.referral_id
    LEFT JOIN closed_after_assessment AS episode
         ON episode.child_id = referred.child_id AND episode.start_date = referred.referral_date
), told AS (
    SELECT 'referral' AS received_as, referral_id AS record_id, child_id, referral_date AS event_date, team, closed, earlier_plan,
           CASE WHEN plan_date IS NOT NULL THEN 'plan' WHEN conference_date IS NOT NULL THEN 'conference'
                WHEN section_47_date IS NOT NULL THEN 'section 47' WHEN assessment_date IS NOT NULL OR no_need THEN 'assessment'
                ELSE 'referral' END AS stage,
           CASE WHEN repeat_plan THEN 'repeat plan' WHEN plan_date IS NOT NULL THEN 'first plan'
                WHEN conference_date IS NOT NULL THEN 'no plan' WHEN section_47_date IS NOT NULL THEN 'no conference'
                WHEN no_need THEN 'no support needed' WHEN need_found = 1 THEN 'support'
                WHEN assessment_date IS NOT NULL THEN 'not recorded'
                WHEN closed THEN 'no further action' ELSE 'no assessment' END AS ending,
           assessment_date, section_47_date, conference_date, plan_date
    FROM known
    UNION ALL
    SELECT 'contact', contact_id, child_id, contact_date, team, COALESCE(outcome = 'no further action', FALSE), FALSE, 'contact',
           CASE WHEN outcome IN ('no further action', 'early help', 'advice') THEN outcome ELSE 'other' END,
           NULL, NULL, NULL, NULL
    FROM contact
    WHERE outcome IS NULL OR outcome <> 'referral'
)
SELECT told.*,
       CASE WHEN NOT closed THEN NULL
            WHEN EXISTS (
                SELECT 1 FROM cp_plan
                WHERE cp_plan.child_id = told.child_id AND cp_plan.start_date > event_date
                  AND event_date >= cp_plan.start_date - CAST($re_referral_months AS INTEGER) * INTERVAL 1 MONTH) THEN 'plan'
            WHEN EXISTS (
                SELECT 1 FROM referral
                WHERE referral.child_id = told.child_id AND referral_date > event_date
                  AND event_date >= referral_date - CAST($re_referral_months AS INTEGER) * INTERVAL 1 MONTH) THEN 'referred'
            ELSE 'nothing' END AS afterwards
FROM told;

-- The number of journeys in each complete quarter and financial year: all of them, those closed with no further action (by
-- stage, and by what followed), and those of children who had been on a plan before. Contacts are counted only if their
-- outcomes are in the extracts. Every journey of a cohort is in exactly one row of each period.
CREATE TABLE journey_flow AS
WITH complete AS (
    SELECT grain, period_start, period_end, CAST($re_referral_months AS INTEGER) AS months,
           EXISTS (SELECT 1 FROM covered WHERE model_table = 'contact_outcome'
                   AND covered_from <= period_start AND covered_to >= period_end) AS contacts_held
    FROM period
    WHERE grain IN ('quarter', 'year') AND 13 = (
        SELECT COUNT(*) FROM covered
        WHERE model_table IN ('referral', 'referral_no_further_action', 'assessment', 'assessment_needs_support', 'section_47',
                              'conference', 'conference_date', 'cin_episode',
                              'cin_episode_closure_reason', 'cin_episode_case_status', 'cp_plan', 'cp_plan_end_date',
                              'cp_plan_previous_plans')
          AND covered_from <= period_start
          AND covered_to >= period_end + CAST($re_referral_months AS INTEGER) * INTERVAL 1 MONTH)
), held AS (
    SELECT grain, period_start, period_end, months, journey.*
    FROM complete
    JOIN journey ON event_date BETWEEN period_start AND period_end AND (contacts_held OR received_as = 'referral')
)
SELECT 'all' AS cohort, grain, period_start, period_end, months, stage, ending, COUNT(*) AS journeys FROM held
GROUP BY grain, period_start, period_end, months, stage, ending
UNION ALL
SELECT 'closed', grain, period_start, period_end, months, received_as, afterwards, COUNT(*) FROM held WHERE closed
GROUP BY grain, period_start, period_end, months, received_as, afterwards
UNION ALL
SELECT 'earlier plan', grain, period_start, period_end, months, stage, ending, COUNT(*) FROM held WHERE earlier_plan
GROUP BY grain, period_start, period_end, months, stage, ending
