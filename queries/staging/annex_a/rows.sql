-- Every row of every Annex A list, and what makes its record the same from extract to extract. The lists hold no ids: a
-- record is its child and day, for a contact also its source, for early help the organisation.
CREATE VIEW staging.annex_a_row AS
SELECT 'annex_a_list_1' AS list, file, row_number, extract_date,
       child_id AS subject, 'contact_date' AS event_field, contact_date AS event, FALSE AS is_spell, NULL AS ends,
       FALSE AS has_id, NULL AS own_id, COALESCE(read_code(contact_source), 'source not recorded') AS qualifier,
       FALSE AS may_vanish,
       concat_ws(' | ', child_id, sex, ethnicity, birth_date, age, contact_date, contact_source,
                        outcome, reason, team) AS received
FROM received.annex_a_list_1
UNION ALL
SELECT 'annex_a_list_2' AS list, file, row_number, extract_date,
       child_id AS subject, 'start_date' AS event_field, start_date AS event, FALSE AS is_spell, NULL AS ends,
       FALSE AS has_id, NULL AS own_id, read_text(organisation) AS qualifier,
       FALSE AS may_vanish,
       concat_ws(' | ', child_id, sex, ethnicity, birth_date, age, start_date, end_date, organisation) AS received
FROM received.annex_a_list_2
UNION ALL
SELECT 'annex_a_list_3' AS list, file, row_number, extract_date,
       child_id AS subject, 'referral_date' AS event_field, referral_date AS event, FALSE AS is_spell, NULL AS ends,
       FALSE AS has_id, NULL AS own_id, NULL AS qualifier,
       FALSE AS may_vanish,
       concat_ws(' | ', child_id, sex, ethnicity, birth_date, age, team, worker_id, referral_date,
                        referral_source, no_further_action, previous_referrals) AS received
FROM received.annex_a_list_3
UNION ALL
SELECT 'annex_a_list_4' AS list, file, row_number, extract_date,
       child_id AS subject, 'start_date' AS event_field, start_date AS event, TRUE AS is_spell, end_date AS ends,
       FALSE AS has_id, NULL AS own_id, NULL AS qualifier,
       FALSE AS may_vanish,
       concat_ws(' | ', child_id, sex, ethnicity, birth_date, age, disability, team, worker_id,
                        start_date, child_seen, end_date, needs_support) AS received
FROM received.annex_a_list_4
UNION ALL
SELECT 'annex_a_list_5' AS list, file, row_number, extract_date,
       child_id AS subject, 'start_date' AS event_field, start_date AS event, FALSE AS is_spell, NULL AS ends,
       FALSE AS has_id, NULL AS own_id, NULL AS qualifier,
       FALSE AS may_vanish,
       concat_ws(' | ', child_id, sex, ethnicity, birth_date, age, disability, team, worker_id,
                        start_date, conference_unnecessary, conference_date, led_to_plan,
                        enquiries_in_year, conferences_in_year) AS received
FROM received.annex_a_list_5
UNION ALL
SELECT 'annex_a_list_6' AS list, file, row_number, extract_date,
       child_id AS subject, 'start_date' AS event_field, start_date AS event, TRUE AS is_spell, end_date AS ends,
       FALSE AS has_id, NULL AS own_id, NULL AS qualifier,
       COALESCE(read_case_status(case_status) = 'Open assessment', FALSE) AS may_vanish,
       concat_ws(' | ', child_id, sex, ethnicity, birth_date, age, disability, team, worker_id,
                        start_date, primary_need, last_seen_date, end_date, closure_reason, case_status) AS received
FROM received.annex_a_list_6
UNION ALL
SELECT 'annex_a_list_7' AS list, file, row_number, extract_date,
       child_id AS subject, 'start_date' AS event_field, start_date AS event, TRUE AS is_spell, end_date AS ends,
       FALSE AS has_id, NULL AS own_id, NULL AS qualifier,
       FALSE AS may_vanish,
       concat_ws(' | ', child_id, sex, ethnicity, birth_date, age, disability, team, worker_id,
                        start_date, initial_category, latest_category, last_visit_date,
                        last_visit_seen_alone, last_review_date, end_date, emergency_protection,
                        previous_plans) AS received
FROM received.annex_a_list_7;
