-- The canonical tables, in the order of a child's journey. Every source is staged into these tables, and every
-- indicator is counted from them. meaning.sql explains the tables and their columns.
--   * one row per event or per spell of time; ids are text, exactly as received
--   * spells are half-open, [start_date, end_date), and an open spell ends on 9999-12-31, never NULL
--   * end_is_inferred: the end is not recorded. The spell was last seen open and later extracts no longer have it, so end_date is
--     the first day on which it may have ended. Indicators that count open spells use this end; indicators that count ends, or
--     days to an end, leave the spell out
--   * NULL means that the source does not say; it never means no
--   * source, file and row_number say where the row came from

CREATE TABLE child (
    child_id VARCHAR, birth_date DATE, sex VARCHAR, ethnicity VARCHAR, disability VARCHAR,
    source VARCHAR, file VARCHAR, row_number BIGINT);

CREATE TABLE contact (
    contact_id VARCHAR, child_id VARCHAR, contact_date DATE, contact_source VARCHAR,
    outcome VARCHAR,
    reason VARCHAR, team VARCHAR, source VARCHAR, file VARCHAR, row_number BIGINT);

CREATE TABLE early_help (
    early_help_id VARCHAR, child_id VARCHAR, start_date DATE, end_date DATE, organisation VARCHAR,
    source VARCHAR, file VARCHAR, row_number BIGINT);

CREATE TABLE referral (
    referral_id VARCHAR, child_id VARCHAR, referral_date DATE, referral_source VARCHAR, no_further_action BOOLEAN,
    recorded_previous_referrals BIGINT,
    team VARCHAR, worker_id VARCHAR, source VARCHAR, file VARCHAR, row_number BIGINT);

CREATE TABLE assessment (
    assessment_id VARCHAR, child_id VARCHAR, start_date DATE, end_date DATE, end_is_inferred BOOLEAN NOT NULL DEFAULT FALSE,
    child_seen VARCHAR,
    needs_support BOOLEAN,
    team VARCHAR, worker_id VARCHAR, source VARCHAR, file VARCHAR, row_number BIGINT);

CREATE TABLE section_47 (
    section_47_id VARCHAR, child_id VARCHAR, start_date DATE, conference_unnecessary BOOLEAN,
    team VARCHAR, worker_id VARCHAR, source VARCHAR, file VARCHAR, row_number BIGINT);

CREATE TABLE conference (
    conference_id VARCHAR, child_id VARCHAR, section_47_id VARCHAR, conference_date DATE, led_to_plan BOOLEAN,
    team VARCHAR, source VARCHAR, file VARCHAR, row_number BIGINT);

CREATE TABLE cin_episode (
    cin_episode_id VARCHAR, child_id VARCHAR, start_date DATE, end_date DATE, end_is_inferred BOOLEAN NOT NULL DEFAULT FALSE,
    primary_need VARCHAR,
    closure_reason VARCHAR,
    case_status VARCHAR, last_seen_date DATE,
    team VARCHAR, worker_id VARCHAR, source VARCHAR, file VARCHAR, row_number BIGINT);

CREATE TABLE cp_plan (
    cp_plan_id VARCHAR, child_id VARCHAR, start_date DATE, end_date DATE, end_is_inferred BOOLEAN NOT NULL DEFAULT FALSE,
    initial_category VARCHAR, latest_category VARCHAR,
    previous_plans BIGINT,
    last_visit_date DATE, last_visit_seen_alone VARCHAR, last_review_date DATE,
    team VARCHAR, worker_id VARCHAR, source VARCHAR, file VARCHAR, row_number BIGINT);

CREATE TABLE cp_visit (
    cp_visit_id VARCHAR, child_id VARCHAR, visit_date DATE, recorded_date DATE, seen BOOLEAN, seen_alone VARCHAR,
    source VARCHAR, file VARCHAR, row_number BIGINT);

CREATE TABLE cp_review (
    cp_review_id VARCHAR, child_id VARCHAR, review_date DATE, source VARCHAR, file VARCHAR, row_number BIGINT);

CREATE TABLE child_seen (
    child_seen_id VARCHAR, child_id VARCHAR, seen_date DATE, source VARCHAR, file VARCHAR, row_number BIGINT);

CREATE TABLE stated (
    model_table VARCHAR,
    file VARCHAR, stated_on DATE);

CREATE TABLE allocation (
    allocation_id VARCHAR, child_id VARCHAR, worker_id VARCHAR, team VARCHAR, start_date DATE, end_date DATE,
    end_is_inferred BOOLEAN NOT NULL DEFAULT FALSE,
    source VARCHAR, file VARCHAR, row_number BIGINT);

CREATE TABLE worker (
    worker_id VARCHAR, team VARCHAR, role VARCHAR, start_date DATE, end_date DATE, end_is_inferred BOOLEAN NOT NULL DEFAULT FALSE,
    newly_qualified_until DATE,
    full_time_equivalent DOUBLE, agency BOOLEAN, source VARCHAR, file VARCHAR, row_number BIGINT);

CREATE TABLE worker_absence (
    worker_id VARCHAR, start_date DATE, end_date DATE, end_is_inferred BOOLEAN NOT NULL DEFAULT FALSE, absence_type VARCHAR,
    source VARCHAR, file VARCHAR, row_number BIGINT);

CREATE TABLE case_supervision (
    supervision_id VARCHAR, child_id VARCHAR, worker_id VARCHAR, supervisor_id VARCHAR, team VARCHAR,
    supervision_date DATE, recorded_date DATE,
    supervision_type VARCHAR,
    status VARCHAR,
    source VARCHAR, file VARCHAR, row_number BIGINT);

CREATE TABLE worker_supervision (
    supervision_id VARCHAR, worker_id VARCHAR, supervisor_id VARCHAR, team VARCHAR,
    supervision_date DATE, recorded_date DATE,
    supervision_type VARCHAR,
    status VARCHAR, source VARCHAR, file VARCHAR, row_number BIGINT);

CREATE TABLE meeting (
    meeting_id VARCHAR, child_id VARCHAR,
    meeting_type VARCHAR,
    meeting_date DATE,
    agency VARCHAR,
    attended BOOLEAN, report_received BOOLEAN, team VARCHAR, source VARCHAR, file VARCHAR, row_number BIGINT);

CREATE TABLE audit (
    audit_id VARCHAR, child_id VARCHAR, due_date DATE, completed_date DATE,
    grade VARCHAR,
    response_due_date DATE, response_date DATE,
    team VARCHAR, source VARCHAR, file VARCHAR, row_number BIGINT);

CREATE TABLE legal_advice (
    legal_advice_id VARCHAR, child_id VARCHAR, advice_date DATE, advice_type VARCHAR,
    source VARCHAR, file VARCHAR, row_number BIGINT);

CREATE TABLE coverage (
    model_table VARCHAR, file VARCHAR, covered_from DATE, covered_to DATE);

CREATE TABLE detail_coverage (
    detail VARCHAR, file VARCHAR, covered_from DATE, covered_to DATE);

CREATE TABLE unsaid (
    detail VARCHAR, model_table VARCHAR, list VARCHAR, field VARCHAR, file VARCHAR, covered_from DATE, covered_to DATE,
    may_lack BOOLEAN, has_column BOOLEAN);

CREATE TABLE filled_from (
    model_table VARCHAR, source VARCHAR, list VARCHAR, takes VARCHAR, ends VARCHAR);

CREATE TABLE rejected (
    file VARCHAR, list VARCHAR, row_number BIGINT, scope VARCHAR,
    field VARCHAR, rule VARCHAR, reason VARCHAR, received VARCHAR);
