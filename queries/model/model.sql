-- The canonical tables on one page, in the order a child meets them. Every source is staged into these and every
-- indicator is counted from them, so this page is also the dictionary.
--   * one row per thing that happened, or per spell that ran; ids are text, exactly as received
--   * spells are half-open, [start_date, end_date), and an open spell ends on 9999-12-31, never NULL
--   * end_is_inferred: nobody recorded the end. The spell was last seen open and later extracts no longer hold it, so nothing
--     stands open that is gone, and end_date is the first day on which it may have ended. What counts how many are open takes
--     it; what counts ends, or days to an end, does not, because nobody saw one on that day
--   * NULL means the source did not say; it never means no
--   * source, file and row_number say where the row came from

CREATE TABLE child (              -- a child or young person known to the authority, as the latest extract describes them
    child_id VARCHAR, birth_date DATE, sex VARCHAR, ethnicity VARCHAR, disability VARCHAR,
    source VARCHAR, file VARCHAR, row_number BIGINT);

CREATE TABLE contact (            -- somebody told the authority about a child; not yet a referral
    contact_id VARCHAR, child_id VARCHAR, contact_date DATE, contact_source VARCHAR,
    outcome VARCHAR,              -- 'no further action', 'referral', 'early help', 'advice', 'other'; NULL where the source does not hold it
    reason VARCHAR, team VARCHAR, source VARCHAR, file VARCHAR, row_number BIGINT);

CREATE TABLE early_help (         -- an early help assessment or intervention
    early_help_id VARCHAR, child_id VARCHAR, start_date DATE, end_date DATE, organisation VARCHAR,
    source VARCHAR, file VARCHAR, row_number BIGINT);

CREATE TABLE referral (           -- a request for services; several on one day for one child are one
    referral_id VARCHAR, child_id VARCHAR, referral_date DATE, referral_source VARCHAR, no_further_action BOOLEAN,
    recorded_previous_referrals BIGINT,  -- as recorded when this was the child's latest referral; otherwise NULL (Ofsted's rule)
    team VARCHAR, worker_id VARCHAR, source VARCHAR, file VARCHAR, row_number BIGINT);

CREATE TABLE assessment (         -- a continuous assessment; end_date is the day it was authorised
    assessment_id VARCHAR, child_id VARCHAR, start_date DATE, end_date DATE, end_is_inferred BOOLEAN NOT NULL DEFAULT FALSE,
    child_seen VARCHAR,
    needs_support BOOLEAN,        -- assessed as requiring children's social care support; NULL while open
    team VARCHAR, worker_id VARCHAR, source VARCHAR, file VARCHAR, row_number BIGINT);

CREATE TABLE section_47 (         -- an enquiry into whether a child is suffering, or likely to suffer, significant harm
    section_47_id VARCHAR, child_id VARCHAR, start_date DATE, conference_unnecessary BOOLEAN,
    team VARCHAR, worker_id VARCHAR, source VARCHAR, file VARCHAR, row_number BIGINT);

CREATE TABLE conference (         -- an initial child protection conference
    conference_id VARCHAR, child_id VARCHAR, section_47_id VARCHAR, conference_date DATE, led_to_plan BOOLEAN,
    team VARCHAR, source VARCHAR, file VARCHAR, row_number BIGINT);

CREATE TABLE cin_episode (        -- an episode of need, from the referral that began it to its closure
    cin_episode_id VARCHAR, child_id VARCHAR, start_date DATE, end_date DATE, end_is_inferred BOOLEAN NOT NULL DEFAULT FALSE,
    primary_need VARCHAR,
    closure_reason VARCHAR,       -- 'RC1' to 'RC9'
    case_status VARCHAR, last_seen_date DATE,
    team VARCHAR, worker_id VARCHAR, source VARCHAR, file VARCHAR, row_number BIGINT);

CREATE TABLE cp_plan (            -- a child protection plan
    cp_plan_id VARCHAR, child_id VARCHAR, start_date DATE, end_date DATE, end_is_inferred BOOLEAN NOT NULL DEFAULT FALSE,
    initial_category VARCHAR, latest_category VARCHAR,  -- 'Neglect', 'Physical abuse', 'Sexual abuse', 'Emotional abuse', 'Multiple'
    previous_plans BIGINT,        -- earlier plans ever in this authority, as recorded; NULL where blank
    last_visit_date DATE, last_visit_seen_alone VARCHAR, last_review_date DATE,
    team VARCHAR, worker_id VARCHAR, source VARCHAR, file VARCHAR, row_number BIGINT);

CREATE TABLE cp_visit (           -- a statutory visit to a child on a plan
    cp_visit_id VARCHAR, child_id VARCHAR, visit_date DATE, recorded_date DATE, seen BOOLEAN, seen_alone VARCHAR,
    source VARCHAR, file VARCHAR, row_number BIGINT);

CREATE TABLE cp_review (          -- a review conference of a child on a plan, as an extract named it as the latest
    cp_review_id VARCHAR, child_id VARCHAR, review_date DATE, source VARCHAR, file VARCHAR, row_number BIGINT);

CREATE TABLE child_seen (         -- a day on which a child in need was seen, as an extract named it as the last
    child_seen_id VARCHAR, child_id VARCHAR, seen_date DATE, source VARCHAR, file VARCHAR, row_number BIGINT);

CREATE TABLE stated (             -- a day for which an extract names the latest of something for everybody in it: a state, no history
    model_table VARCHAR,          -- 'cp_visit', 'cp_review', 'child_seen': what it names
    file VARCHAR, stated_on DATE);

CREATE TABLE allocation (         -- a child's allocated worker, and so team, over time
    allocation_id VARCHAR, child_id VARCHAR, worker_id VARCHAR, team VARCHAR, start_date DATE, end_date DATE,
    end_is_inferred BOOLEAN NOT NULL DEFAULT FALSE,
    source VARCHAR, file VARCHAR, row_number BIGINT);

CREATE TABLE worker (             -- a worker in post
    worker_id VARCHAR, team VARCHAR, role VARCHAR, start_date DATE, end_date DATE, end_is_inferred BOOLEAN NOT NULL DEFAULT FALSE,
    newly_qualified_until DATE,
    full_time_equivalent DOUBLE, agency BOOLEAN, source VARCHAR, file VARCHAR, row_number BIGINT);

CREATE TABLE worker_absence (     -- a spell away from work
    worker_id VARCHAR, start_date DATE, end_date DATE, end_is_inferred BOOLEAN NOT NULL DEFAULT FALSE, absence_type VARCHAR,
    source VARCHAR, file VARCHAR, row_number BIGINT);

CREATE TABLE case_supervision (   -- a child discussed in supervision; one row per child per session
    supervision_id VARCHAR, child_id VARCHAR, worker_id VARCHAR, supervisor_id VARCHAR, team VARCHAR,
    supervision_date DATE, recorded_date DATE,
    supervision_type VARCHAR,     -- 'CASE', 'OVERSIGHT', 'GROUP', 'JOINT', 'REFLECTIVE'
    status VARCHAR,               -- 'HELD', 'CANCELLED', 'RESCHEDULED', 'PLANNED'; only HELD closes a gap
    source VARCHAR, file VARCHAR, row_number BIGINT);

CREATE TABLE worker_supervision ( -- a worker's own supervision session
    supervision_id VARCHAR, worker_id VARCHAR, supervisor_id VARCHAR, team VARCHAR,
    supervision_date DATE, recorded_date DATE,
    supervision_type VARCHAR,     -- 'PROFESSIONAL', 'PERSONAL', 'COMBINED', 'GROUP'
    status VARCHAR, source VARCHAR, file VARCHAR, row_number BIGINT);

CREATE TABLE meeting (            -- an agency's part in a meeting: a row per meeting and agency asked
    meeting_id VARCHAR, child_id VARCHAR,  -- NULL for a meeting of the board
    meeting_type VARCHAR,         -- 'INITIAL CONFERENCE', 'REVIEW CONFERENCE', 'CORE GROUP', 'BOARD'
    meeting_date DATE,
    agency VARCHAR,               -- 'Social care', 'Police', 'Health visiting', 'GP', 'School', 'Probation', ...
    attended BOOLEAN, report_received BOOLEAN, team VARCHAR, source VARCHAR, file VARCHAR, row_number BIGINT);

CREATE TABLE audit (              -- a case file audit, from the day it was asked for to the answer to what it found
    audit_id VARCHAR, child_id VARCHAR, due_date DATE, completed_date DATE,
    grade VARCHAR,                -- 'Outstanding', 'Good', 'Requires improvement', 'Inadequate'; NULL until completed
    response_due_date DATE, response_date DATE,  -- NULL where no answer was asked for, or has come
    team VARCHAR, source VARCHAR, file VARCHAR, row_number BIGINT);

CREATE TABLE legal_advice (       -- legal advice taken, or a legal planning meeting held, about a child
    legal_advice_id VARCHAR, child_id VARCHAR, advice_date DATE, advice_type VARCHAR,
    source VARCHAR, file VARCHAR, row_number BIGINT);

CREATE TABLE coverage (           -- the days for which an extract holds everything of a table; several extracts may overlap
    model_table VARCHAR, file VARCHAR, covered_from DATE, covered_to DATE);

CREATE TABLE detail_coverage (    -- the same of what an extract may leave out of its records, as when plans ended (staging/details.toml)
    detail VARCHAR, file VARCHAR, covered_from DATE, covered_to DATE);

CREATE TABLE rejected (           -- what was read and not taken in: a whole row, or one cell of a row that was loaded
    file VARCHAR, list VARCHAR, row_number BIGINT, scope VARCHAR, -- scope: 'row' or 'cell'
    field VARCHAR, rule VARCHAR, reason VARCHAR, received VARCHAR); -- received: the raw text of the row or cell
