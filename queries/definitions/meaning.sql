-- The meaning of the tables of model.sql and of their columns. They go into the engine's own catalogue, so that the page
-- Definitions and other tools that open a build can show them. COMMENT ON is this engine's own.
-- A column that means the same in every table is in dictionary.py instead.
COMMENT ON TABLE child IS 'a child or young person known to the authority, as the latest extract describes them';
COMMENT ON COLUMN child.birth_date IS 'the day of birth; of an unborn child the day it is expected';
COMMENT ON COLUMN child.sex IS '''Male'', ''Female'', ''Neither'', ''Not recorded''';
COMMENT ON COLUMN child.ethnicity IS 'the department''s code of four letters, such as WBRI; any other words as received';
COMMENT ON COLUMN child.disability IS 'whether the child has a disability: ''Yes'', ''No'', ''Unknown''';

COMMENT ON TABLE contact IS 'a contact: information about a child that reached the authority; not yet a referral';
COMMENT ON COLUMN contact.contact_date IS 'the day of the contact';
COMMENT ON COLUMN contact.contact_source IS 'who contacted the authority, by Ofsted''s list of sources, such as ''6: Police''';
COMMENT ON COLUMN contact.outcome IS
    '''no further action'', ''referral'', ''early help'', ''advice'', ''other''; NULL if the source does not have it';
COMMENT ON COLUMN contact.reason IS 'the reason for the contact, in the authority''s own words';

COMMENT ON TABLE early_help IS 'an early help assessment or intervention';
COMMENT ON COLUMN early_help.organisation IS 'the organisation that completes it';

COMMENT ON TABLE referral IS 'a request for services; several on one day for one child are one';
COMMENT ON COLUMN referral.referral_date IS 'the day it was received';
COMMENT ON COLUMN referral.referral_source IS 'who referred the child, by Ofsted''s list of sources';
COMMENT ON COLUMN referral.no_further_action IS 'whether it was closed with no further action';
COMMENT ON COLUMN referral.recorded_previous_referrals IS
    'the number recorded when this was the child''s latest referral; otherwise NULL (Ofsted''s rule)';

COMMENT ON TABLE assessment IS 'a continuous assessment; end_date is the day it was authorised';
COMMENT ON COLUMN assessment.child_seen IS 'whether the child was seen during it: ''Yes'', ''No'', ''Unknown''';
COMMENT ON COLUMN assessment.needs_support IS 'assessed as requiring children''s social care support; NULL while open';

COMMENT ON TABLE section_47 IS 'an enquiry into whether a child is suffering, or likely to suffer, significant harm';
COMMENT ON COLUMN section_47.conference_unnecessary IS 'whether an initial conference was thought unnecessary';

COMMENT ON TABLE conference IS 'an initial child protection conference';
COMMENT ON COLUMN conference.section_47_id IS 'the enquiry that led to it';
COMMENT ON COLUMN conference.conference_date IS 'the day it took place';
COMMENT ON COLUMN conference.led_to_plan IS 'whether it decided on a child protection plan';

COMMENT ON TABLE cin_episode IS 'an episode of need, from the referral that began it to its closure';
COMMENT ON COLUMN cin_episode.primary_need IS 'the main reason for it by the census''s codes, such as ''N1 - Abuse or neglect''';
COMMENT ON COLUMN cin_episode.closure_reason IS '''RC1'' to ''RC9''';
COMMENT ON COLUMN cin_episode.case_status IS
    '''Looked after child'', ''Child protection plan'', ''Child in need plan'', ''Open assessment'', ''Closed episode''';
COMMENT ON COLUMN cin_episode.last_seen_date IS 'the day the child was last seen, by the latest extract';

COMMENT ON TABLE cp_plan IS 'a child protection plan';
COMMENT ON COLUMN cp_plan.initial_category IS 'the category of abuse at the start; values as in latest_category';
COMMENT ON COLUMN cp_plan.latest_category IS
    '''Neglect'', ''Physical abuse'', ''Sexual abuse'', ''Emotional abuse'', ''Multiple''';
COMMENT ON COLUMN cp_plan.previous_plans IS 'earlier plans ever in this authority, as recorded; NULL where blank';
COMMENT ON COLUMN cp_plan.last_visit_date IS 'the day of the last visit, by the latest extract';
COMMENT ON COLUMN cp_plan.last_visit_seen_alone IS 'whether the child was seen alone then: ''Yes'', ''No'', ''Unknown''';
COMMENT ON COLUMN cp_plan.last_review_date IS 'the day of the last review conference, by the latest extract';

COMMENT ON TABLE cp_visit IS 'a statutory visit to a child on a plan';
COMMENT ON COLUMN cp_visit.visit_date IS 'the day of the visit';
COMMENT ON COLUMN cp_visit.seen IS 'whether the child was seen';
COMMENT ON COLUMN cp_visit.seen_alone IS 'whether the child was seen alone: ''Yes'', ''No'', ''Unknown''';

COMMENT ON TABLE cp_review IS 'a review conference of a child on a plan that an extract named as the latest';
COMMENT ON COLUMN cp_review.review_date IS 'the day of the review';

COMMENT ON TABLE child_seen IS 'a day on which a child in need was seen and which an extract named as the last';
COMMENT ON COLUMN child_seen.seen_date IS 'that day';

COMMENT ON TABLE stated IS
    'a day on which an extract has the latest visit, review or sighting of every child in it: a state, not a history';
COMMENT ON COLUMN stated.model_table IS '''cp_visit'', ''cp_review'', ''child_seen'': which of these it has';
COMMENT ON COLUMN stated.stated_on IS 'the day of the extract';

COMMENT ON TABLE allocation IS 'a child''s allocated worker, and so team, over time';

COMMENT ON TABLE worker IS 'a worker in post';
COMMENT ON COLUMN worker.role IS 'what the worker is employed as';
COMMENT ON COLUMN worker.newly_qualified_until IS 'the first day after the first year in practice; NULL for other workers';
COMMENT ON COLUMN worker.full_time_equivalent IS 'the part of a full-time post that is worked: 1 is full time';
COMMENT ON COLUMN worker.agency IS 'whether an agency pays the worker';

COMMENT ON TABLE worker_absence IS 'a time away from work';
COMMENT ON COLUMN worker_absence.absence_type IS 'why the worker was away, in the authority''s own words';

COMMENT ON TABLE case_supervision IS 'a child discussed in supervision; one row per child per session';
COMMENT ON COLUMN case_supervision.worker_id IS 'the worker whose work with the child was discussed';
COMMENT ON COLUMN case_supervision.supervision_type IS '''CASE'', ''OVERSIGHT'', ''GROUP'', ''JOINT'', ''REFLECTIVE''';
COMMENT ON COLUMN case_supervision.status IS '''HELD'', ''CANCELLED'', ''RESCHEDULED'', ''PLANNED''; only HELD closes a gap';

COMMENT ON TABLE worker_supervision IS 'a worker''s own supervision session';
COMMENT ON COLUMN worker_supervision.worker_id IS 'the worker who was supervised';
COMMENT ON COLUMN worker_supervision.supervision_type IS '''PROFESSIONAL'', ''PERSONAL'', ''COMBINED'', ''GROUP''';
COMMENT ON COLUMN worker_supervision.status IS '''HELD'', ''CANCELLED'', ''RESCHEDULED'', ''PLANNED''; only HELD closes a gap';

COMMENT ON TABLE meeting IS 'an agency''s part in a meeting: one row per meeting and invited agency';
COMMENT ON COLUMN meeting.child_id IS 'the child it was about; NULL for a meeting of the board';
COMMENT ON COLUMN meeting.meeting_type IS '''INITIAL CONFERENCE'', ''REVIEW CONFERENCE'', ''CORE GROUP'', ''BOARD''';
COMMENT ON COLUMN meeting.meeting_date IS 'the day it took place or is planned for';
COMMENT ON COLUMN meeting.agency IS '''Social care'', ''Police'', ''Health visiting'', ''GP'', ''School'', ''Probation'', ...';
COMMENT ON COLUMN meeting.attended IS 'whether a person from the agency came';
COMMENT ON COLUMN meeting.report_received IS 'whether the agency sent a report';

COMMENT ON TABLE audit IS 'a case file audit, from its request to the response to its findings';
COMMENT ON COLUMN audit.due_date IS 'the day it was due';
COMMENT ON COLUMN audit.completed_date IS 'the day it was completed; NULL until then';
COMMENT ON COLUMN audit.grade IS '''Outstanding'', ''Good'', ''Requires improvement'', ''Inadequate''; NULL until completed';
COMMENT ON COLUMN audit.response_due_date IS 'the day the response was due; NULL if none was requested';
COMMENT ON COLUMN audit.response_date IS 'the day of the response; NULL until then';

COMMENT ON TABLE legal_advice IS 'legal advice, or a legal planning meeting, about a child';
COMMENT ON COLUMN legal_advice.advice_date IS 'the day of the advice or meeting';
COMMENT ON COLUMN legal_advice.advice_type IS 'the kind of advice or meeting, in the authority''s own words';

COMMENT ON TABLE coverage IS 'the days for which an extract has all rows of a table; several extracts may overlap';
COMMENT ON COLUMN coverage.model_table IS 'the table';

COMMENT ON TABLE detail_coverage IS
    'the same for a detail that an extract may lack, such as the day a plan ended (staging/details.toml)';
COMMENT ON COLUMN detail_coverage.detail IS 'the detail';

COMMENT ON TABLE unsaid IS
    'a detail that an extract lacks: in its rows the detail is not known, unless an earlier extract said it. Not for an extract that a later one with the detail replaces';
COMMENT ON COLUMN unsaid.detail IS 'the detail';
COMMENT ON COLUMN unsaid.model_table IS 'the table that the detail belongs to';
COMMENT ON COLUMN unsaid.list IS 'the list without the detail, by its id in lists.toml';
COMMENT ON COLUMN unsaid.field IS 'the list''s column of the detail';
COMMENT ON COLUMN unsaid.may_lack IS 'whether other lists of the table have the detail for their own records';
COMMENT ON COLUMN unsaid.has_column IS 'whether the file has the column, with answers that cannot be believed';

COMMENT ON TABLE filled_from IS 'a table and a list that it is filled from, as the list''s source tells it (lists.toml)';
COMMENT ON COLUMN filled_from.model_table IS 'the table';
COMMENT ON COLUMN filled_from.list IS 'the list, by its id in lists.toml';
COMMENT ON COLUMN filled_from.takes IS
    '''every row'': each row is a record of the table; ''some rows'': some are; ''the latest'': the list has only the latest record';
COMMENT ON COLUMN filled_from.ends IS 'the list''s column of the last day; NULL if its rows are not spells';

COMMENT ON TABLE rejected IS 'what was read and not taken in: a whole row, or one cell of a row that was loaded';
COMMENT ON COLUMN rejected.list IS 'the list the row came from, by its id in lists.toml';
COMMENT ON COLUMN rejected.scope IS '''row'' or ''cell''';
COMMENT ON COLUMN rejected.field IS 'the column with the fault';
COMMENT ON COLUMN rejected.rule IS
    'the broken rule: ''needed'', ''readable'', ''once'', ''in order'', ''fits the header'', ''footer'', ''another list''';
COMMENT ON COLUMN rejected.reason IS 'what was wrong, as a sentence';
COMMENT ON COLUMN rejected.received IS 'the raw text of the row or cell';
