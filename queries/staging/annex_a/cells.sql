-- The cells of Annex A that hold more than plain text, and what kind of thing each should hold; `begins` is the start of
-- the spell that a cell ends. Those that cannot be read are found in staging/cells.sql.
CREATE VIEW staging.annex_a_cell AS
SELECT 'annex_a_list_1' AS list, file, row_number, 'birth_date' AS field, 'date' AS kind,
       birth_date AS received, NULL AS begins FROM received.annex_a_list_1
UNION ALL SELECT 'annex_a_list_2', file, row_number, 'birth_date', 'date',
       birth_date, NULL FROM received.annex_a_list_2
UNION ALL SELECT 'annex_a_list_2', file, row_number, 'end_date', 'end',
       end_date, start_date FROM received.annex_a_list_2
UNION ALL SELECT 'annex_a_list_3', file, row_number, 'birth_date', 'date',
       birth_date, NULL FROM received.annex_a_list_3
UNION ALL SELECT 'annex_a_list_3', file, row_number, 'no_further_action', 'no further action',
       no_further_action, NULL FROM received.annex_a_list_3
UNION ALL SELECT 'annex_a_list_3', file, row_number, 'previous_referrals', 'count',
       previous_referrals, NULL FROM received.annex_a_list_3
UNION ALL SELECT 'annex_a_list_4', file, row_number, 'birth_date', 'date',
       birth_date, NULL FROM received.annex_a_list_4
UNION ALL SELECT 'annex_a_list_4', file, row_number, 'disability', 'yes or no',
       disability, NULL FROM received.annex_a_list_4
UNION ALL SELECT 'annex_a_list_4', file, row_number, 'child_seen', 'yes or no',
       child_seen, NULL FROM received.annex_a_list_4
UNION ALL SELECT 'annex_a_list_4', file, row_number, 'end_date', 'end',
       end_date, start_date FROM received.annex_a_list_4
UNION ALL SELECT 'annex_a_list_4', file, row_number, 'needs_support', 'yes or no',
       needs_support, NULL FROM received.annex_a_list_4
UNION ALL SELECT 'annex_a_list_5', file, row_number, 'birth_date', 'date',
       birth_date, NULL FROM received.annex_a_list_5
UNION ALL SELECT 'annex_a_list_5', file, row_number, 'disability', 'yes or no',
       disability, NULL FROM received.annex_a_list_5
UNION ALL SELECT 'annex_a_list_5', file, row_number, 'conference_unnecessary', 'yes or no',
       conference_unnecessary, NULL FROM received.annex_a_list_5
UNION ALL SELECT 'annex_a_list_5', file, row_number, 'conference_date', 'date',
       conference_date, NULL FROM received.annex_a_list_5
UNION ALL SELECT 'annex_a_list_5', file, row_number, 'led_to_plan', 'yes or no',
       led_to_plan, NULL FROM received.annex_a_list_5
UNION ALL SELECT 'annex_a_list_6', file, row_number, 'birth_date', 'date',
       birth_date, NULL FROM received.annex_a_list_6
UNION ALL SELECT 'annex_a_list_6', file, row_number, 'disability', 'yes or no',
       disability, NULL FROM received.annex_a_list_6
UNION ALL SELECT 'annex_a_list_6', file, row_number, 'primary_need', 'primary need',
       primary_need, NULL FROM received.annex_a_list_6
UNION ALL SELECT 'annex_a_list_6', file, row_number, 'last_seen_date', 'date',
       last_seen_date, NULL FROM received.annex_a_list_6
UNION ALL SELECT 'annex_a_list_6', file, row_number, 'end_date', 'end',
       end_date, start_date FROM received.annex_a_list_6
UNION ALL SELECT 'annex_a_list_6', file, row_number, 'closure_reason', 'closure reason',
       closure_reason, NULL FROM received.annex_a_list_6
UNION ALL SELECT 'annex_a_list_7', file, row_number, 'birth_date', 'date',
       birth_date, NULL FROM received.annex_a_list_7
UNION ALL SELECT 'annex_a_list_7', file, row_number, 'disability', 'yes or no',
       disability, NULL FROM received.annex_a_list_7
UNION ALL SELECT 'annex_a_list_7', file, row_number, 'initial_category', 'category of abuse',
       initial_category, NULL FROM received.annex_a_list_7
UNION ALL SELECT 'annex_a_list_7', file, row_number, 'latest_category', 'category of abuse',
       latest_category, NULL FROM received.annex_a_list_7
UNION ALL SELECT 'annex_a_list_7', file, row_number, 'last_visit_date', 'date',
       last_visit_date, NULL FROM received.annex_a_list_7
UNION ALL SELECT 'annex_a_list_7', file, row_number, 'last_visit_seen_alone', 'seen alone',
       last_visit_seen_alone, NULL FROM received.annex_a_list_7
UNION ALL SELECT 'annex_a_list_7', file, row_number, 'last_review_date', 'date',
       last_review_date, NULL FROM received.annex_a_list_7
UNION ALL SELECT 'annex_a_list_7', file, row_number, 'end_date', 'end',
       end_date, start_date FROM received.annex_a_list_7
UNION ALL SELECT 'annex_a_list_7', file, row_number, 'previous_plans', 'count',
       previous_plans, NULL FROM received.annex_a_list_7;
