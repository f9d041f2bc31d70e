-- All records of one child, in order: spells (end_date is NULL while open) and single days. `seen` is for visits.
-- A spell that disappeared from the lists while it was open says "end not recorded": its end_date is the first possible day.
WITH spell AS (
    SELECT 'Early help' AS kind, start_date, end_date, FALSE AS end_is_inferred, organisation AS what, NULL AS team,
           early_help_id AS record_id
    FROM early_help WHERE child_id = $child_id
    UNION ALL
    SELECT 'Assessment', start_date, COALESCE(end_date, DATE '9999-12-31'), end_is_inferred,
           CASE WHEN needs_support THEN 'support needed' WHEN NOT needs_support THEN 'no support needed' END, team, assessment_id
    FROM assessment WHERE child_id = $child_id
    UNION ALL
    SELECT 'Child in need', start_date, end_date, end_is_inferred,
           COALESCE(primary_need, '') || COALESCE(', closed ' || closure_reason, ''), team, cin_episode_id
    FROM cin_episode WHERE child_id = $child_id
    UNION ALL
    SELECT 'Child protection plan', start_date, end_date, end_is_inferred, COALESCE(latest_category, initial_category), team,
           cp_plan_id
    FROM cp_plan WHERE child_id = $child_id
    UNION ALL
    SELECT 'Worker', start_date, end_date, end_is_inferred, worker_id, team, allocation_id FROM allocation WHERE child_id = $child_id
), moment AS (
    SELECT 'Contact' AS kind, contact_date AS day, COALESCE(outcome, 'outcome not recorded') AS what, team, contact_id AS record_id,
           CAST(NULL AS BOOLEAN) AS seen
    FROM contact WHERE child_id = $child_id
    UNION ALL
    SELECT 'Referral', referral_date, CASE WHEN no_further_action THEN 'no further action' ELSE referral_source END, team,
           referral_id, NULL
    FROM referral WHERE child_id = $child_id
    UNION ALL
    SELECT 'Section 47 enquiry', start_date, CASE WHEN conference_unnecessary THEN 'conference not needed' END, team,
           section_47_id, NULL
    FROM section_47 WHERE child_id = $child_id
    UNION ALL
    SELECT 'Initial conference', conference_date, CASE WHEN led_to_plan THEN 'plan decided' WHEN NOT led_to_plan THEN 'no plan' END,
           team, conference_id, NULL
    FROM conference WHERE child_id = $child_id
    UNION ALL
    SELECT 'Visit', visit_date, CASE WHEN NOT seen THEN 'not seen' WHEN seen_alone = 'Yes' THEN 'seen alone'
                                     WHEN seen_alone = 'No' THEN 'seen, not alone'
                                     WHEN seen OR closing.day IS NOT NULL THEN 'seen' ELSE 'not recorded' END,
           NULL, cp_visit_id, COALESCE(seen, closing.day IS NOT NULL)
    FROM cp_visit
    LEFT JOIN (SELECT DISTINCT day FROM gap_event WHERE kind = 'visit' AND closes AND child_id = $child_id) AS closing
        ON closing.day = visit_date
    WHERE child_id = $child_id
    UNION ALL
    SELECT 'Meeting', meeting_date, lower(meeting_type) || ', ' || CAST(SUM(CASE WHEN attended THEN 1 ELSE 0 END) AS STRING)
           || ' of ' || CAST(COUNT(*) AS STRING) || ' agencies came', MAX(team), meeting_id, NULL
    FROM meeting WHERE child_id = $child_id GROUP BY meeting_id, meeting_date, meeting_type
    UNION ALL
    SELECT 'Supervision', supervision_date, lower(supervision_type) || ', ' || lower(status), team, supervision_id, NULL
    FROM case_supervision WHERE child_id = $child_id
    UNION ALL
    SELECT 'Legal advice', advice_date, advice_type, NULL, legal_advice_id, NULL FROM legal_advice WHERE child_id = $child_id
    UNION ALL
    SELECT 'Audit', COALESCE(completed_date, due_date), COALESCE(grade, 'not completed'), team, audit_id, NULL
    FROM audit WHERE child_id = $child_id
)
SELECT kind, start_date, CASE WHEN end_date < DATE '9999-12-31' THEN end_date END AS end_date, TRUE AS lasts,
       CASE WHEN end_is_inferred THEN COALESCE(nullif(what, '') || ', ', '') || 'end not recorded' ELSE what END AS what, team,
       record_id, CAST(NULL AS BOOLEAN) AS seen
FROM spell
UNION ALL
SELECT kind, day, NULL, FALSE, what, team, record_id, seen FROM moment WHERE day IS NOT NULL
ORDER BY start_date, kind, record_id
