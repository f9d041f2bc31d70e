"""Wordings of headers as councils and case systems write them: those that mean one column of a list, and those that do not."""

A, L = "annex_a_list_", "local_"
READ = {
    (f"{A}7", "end_date"): (
        "CP End Date", "Child Protection Plan End Date", "ChildProtectionPlanEndDate", "CPPlanEndDate", "CPPEndDate",
        "CPP End Date", "CP_PLAN_END_DATE", "cp plan end dt", "End Date of CP Plan", "Date CP Plan Ended",
        "CP plan ceased on", "Date plan closed", "Plan End Date", "End Date", "ENDDATE", "Plan closure date",
        "CP Plan Completion Date", "Plan To", "CP Plan End", "childprotectionplanenddate", "CP Plans[End Date]",
        "'CPP'[CP Plan End Date]", "List_7[End Date]", "Table1[End Date]", "CPPlans.EndDate", "CP plan end date/time",
        "CPPlanEndDateTime", "Actual end date", "Mosaic CP Plan End Date", "CP Plan End Date (dd/mm/yyyy)",
        "Child’s protection plan end date", "Day the child protection plan ended", "LCS_CPP_END_DATE",
        "Date of end of CP plan",
    ),
    (f"{A}7", "start_date"): (
        "CP Start Date", "CPPlanStartDate", "Start date of the child protection plan", "Date CP plan began",
        "CPP commenced on", "Plan From", "Plan start", "CP_PLAN_START_DATE", "Start Date", "Date subject to CP plan",
        "CPPStartDt", "Date became subject of a child protection plan", "Commencement date of CP plan",
    ),
    (f"{A}7", "initial_category"): (
        "InitialCategoryOfAbuse", "Initial Abuse Category", "Initial CP category", "Initial CPP category",
    ),
    (f"{A}7", "latest_category"): (
        "LatestCategoryOfAbuse", "Last category of abuse", "Most recent category", "Current category of abuse",
    ),
    (f"{A}7", "last_visit_date"): (
        "DateOfLastStatutoryVisit", "Last statutory visit date", "Date of latest statutory visit", "Last CP visit date",
        "Most Recent Visit Date", "Last Stat Visit Dt", "Date of statutory visit",
    ),
    (f"{A}7", "last_visit_seen_alone"): (
        "ChildSeenAlone", "Seen Alone", "Child seen alone (Y/N)", "Seen alone at last visit",
    ),
    (f"{A}7", "last_review_date"): (
        "DateOfLatestReviewConf", "Date of last RCPC", "Last review date", "Last CP review date",
    ),
    (f"{A}7", "previous_plans"): (
        "NumberOfPreviousChildProtectionPlans", "No. of previous CP plans", "Number of Previous CPPs",
        "# previous CP plans", "Num of prior CP plans", "Previous CP plans (number)",
        "Count of previous child protection plans", "No of Prev CPP",
    ),
    (f"{A}7", "emergency_protection"): ("ProtectionLastSixMonths", "Subject to EPO or police protection in last 6 months"),
    (f"{A}5", "conference_date"): (
        "ICPC Date", "Date of ICPC", "DateOfInitialCPConference", "CPConfDate", "Initial CP Conference Date",
        "ICPC held on", "INITIAL_CONFERENCE_DATE", "Date initial child protection conference held", "CP_CONF_DATE",
    ),
    (f"{A}5", "start_date"): (
        "S47 Start Date", "Section 47 enquiry start date", "S47_ENQUIRY_START_DATE", "Date S47 started", "Sec 47 date",
        "StrategyDiscussionDate", "Date of strategy discussion", "Section 47 Actual Start Date", "S.47 began on",
    ),
    (f"{A}5", "led_to_plan"): (
        "CPConfResultInCPPlan", "Did the ICPC result in a CPP?", "ICPC led to CP plan",
        "ICPC resulted in child protection plan",
    ),
    (f"{A}5", "conference_unnecessary"): ("ICPC deemed unnecessary?", "Was an ICPC unneccessary"),
    (f"{A}5", "enquiries_in_year"): (
        "NumberS47s12m", "No. of S47s in last 12 months", "Number of S47 enquiries in previous twelve months",
    ),
    (f"{A}5", "conferences_in_year"): ("NumberICPCs12m", "No. of ICPCs in the last 12 months", "CountICPCs12m"),
    (f"{A}6", "start_date"): (
        "CINStartDate", "Child in Need start date", "Start Date", "CIN episode start date", "Case commenced on",
        "CIN period start date",
    ),
    (f"{A}6", "end_date"): (
        "Closure Date", "CINClosureDate", "CIN Closed Date", "Date case closed", "Case End Date", "CIN_END_DATE",
        "Date of CIN closure", "Child in Need End Date", "Date closed",
    ),
    (f"{A}6", "last_seen_date"): (
        "DateChildLastSeen", "Last seen date", "Child last seen on", "Date last seen", "CHILD_LAST_SEEN_DT",
    ),
    (f"{A}6", "closure_reason"): ("ReasonForClosure", "Reason Closed", "CIN closure reason", "End reason"),
    (f"{A}6", "primary_need"): ("PrimaryNeedCode", "Primary Need", "Primary category of need"),
    (f"{A}6", "case_status"): ("CaseStatus", "CASE_STATUS", "CIN status"),
    (f"{A}4", "end_date"): (
        "Continuous Assessment Authorisation Date", "ContinuousAssessmentAuthDate", "ASMT_AUTH_DATE",
        "Date assessment authorised", "Assessment authorized date", "Authorisation date", "C&F assessment authorised on",
        "Date Single Assessment Authorised",
    ),
    (f"{A}4", "start_date"): (
        "ContinuousAssessmentStart", "ASMT_START_DATE", "Assess. start date", "Single assessment start date",
        "Date assessment began", "Child and Family Assessment Start Date",
    ),
    (f"{A}4", "child_seen"): ("ContinuousAssessmentChildSeen", "Was the child seen during assessment?", "Child Seen"),
    (f"{A}4", "needs_support"): ("CSCSupportRequired", "Requires social care support", "REQU_SOCIAL_CARE_SUPPORT"),
    (f"{A}3", "previous_referrals"): (
        "No. of Referrals in last 12 months", "ReferralsLast12Months", "NUMBER_REFERRALS_LAST12MTHS",
        "Num referrals last twelve months", "Number of previous referrals in the last 12 months",
        "# Referrals in Last 12 Months", "Referral count in last 12 mths",
    ),
    (f"{A}3", "referral_date"): (
        "ReferralDate", "REFERRAL_DATE", "Date referred", "Referred on", "Referral Received Date", "Referral start date",
        "Date of child's referral", "referraldate", "Referral Dt", "Mosaic Referral Date", "Referrals[Date of referral]",
        "Referral Date/Time", "ReferralDateTime",
    ),
    (f"{A}3", "no_further_action"): (
        "ReferralNFA", "NFA", "Referral no further action?", "Was the referral NFA?", "Referral outcome NFA",
    ),
    (f"{A}3", "referral_source"): ("ReferralSource", "Source of the referral"),
    (f"{A}1", "contact_date"): (
        "DateOfContact", "CONTACT_DATE", "Contact received date", "Contact start date", "Date contact received",
    ),
    (f"{A}1", "contact_source"): ("ContactSource", "CONTACT_SOURCE", "Source of contact"),
    (f"{A}2", "start_date"): (
        "AssessmentStartDate", "EHA_START_DATE", "EH assessment start date", "Early help episode start date",
    ),
    (f"{A}2", "end_date"): (
        "AssessmentCompletionDate", "EHA_END_DATE", "Early Help Assessment Completed Date", "EH end date",
    ),
    (f"{A}2", "organisation"): ("OrganisationCompletingAssessment", "EHA_COMPLETED_BY_TEAM", "Organisation"),
    (f"{A}3", "child_id"): (
        "ChildUniqueID", "CHILD_ID", "Person ID", "Client ID", "PersonID", "Child Identifier", "Mosaic ID", "LCS ID",
        "Child ref", "Young Person ID", "Eclipse Person ID", "Unique Child ID", "childid", "Client No", "Person Number",
        "Liquidlogic Child ID", "Referrals[Child Unique ID]",
    ),
    (f"{A}3", "birth_date"): ("DOB", "DateOfBirth", "DATE_OF_BIRTH", "Child's DOB", "Birth Date", "Expected date of birth"),
    (f"{A}3", "ethnicity"): ("Ethnic Origin", "ETHNICITY", "Child's ethnicity", "Ethnic group"),
    (f"{A}3", "worker_id"): ("AllocatedWorker", "ALLOCATED_WORKER", "Allocated Social Worker"),
    (f"{A}3", "team"): ("AllocatedTeam", "Team"),
    (f"{A}4", "disability"): ("HasDisability", "Disability", "Is the child disabled?", "Disability Y/N"),
    (f"{L}visit", "visit_date"): ("Date of visit", "VisitDate", "Visit Dt"),
    (f"{L}visit", "child_id"): ("Child ID", "Person ID", "ChildId"),
    (f"{L}case_supervision", "supervision_date"): ("Date of supervision", "SupervisionDate"),
    (f"{L}case_supervision", "recorded_date"): ("Date Recorded", "RecordedDate"),
    (f"{L}audit", "completed_date"): ("Date completed", "CompletedDate"),
}  # fmt: skip
NOT_READ = {
    (f"{A}7", "end_date"): (
        "Planned end date", "CP Plan Expected End Date", "Projected plan end date", "Target end date",
        "Date CP plan end recorded", "Previous plan end date", "CIN plan end date", "End reason", "Plan end category",
        "CP plan review end date", "Visit end date", "CP Plan End Date Updated", "Plan end recorded on", "LAC end date",
        "Anticipated CP end date", "Parent CP plan end date", "Proposed CP plan end date", "Placement end date",
        "First CP plan end date", "Date plan end authorised", "Referrals[End Date]", "Referral.EndDate",
        "Placements[End Date]", "CP plan end time by",
    ),
    (f"{A}7", "start_date"): (
        "CIN plan start date", "Previous CP plan start date", "First plan start date", "Planned start date", "Start reason",
        "Placement start date", "CP Plan Start Date Recorded", "Date of plan", "Core group start date",
    ),
    (f"{A}7", "last_visit_date"): (
        "First visit date", "Next visit date", "Visit due date", "Last visit recorded date", "Next statutory visit due",
        "Planned visit date", "Last visit type", "Last contact date", "Last visit worker",
    ),
    (f"{A}7", "last_review_date"): (
        "Next review date", "Review due date", "First review date", "LAC last review date", "Last review outcome",
    ),
    (f"{A}7", "previous_plans"): (
        "Number of child protection plans", "Previous plan ID", "Previous plan end date", "Number of CP plans",
        "Previous CIN plans", "Number of previous referrals",
    ),
    (f"{A}7", "last_visit_seen_alone"): (
        "Not seen alone", "Child seen", "Reason not seen alone", "Seen alone date", "Mother seen alone",
    ),
    (f"{A}7", "initial_category"): ("Initial category date", "Latest category of abuse at end", "Second category of abuse"),
    (f"{A}5", "conference_date"): (
        "ICPC due date", "ICPC target date", "Review conference date", "Date ICPC requested", "Planned ICPC date",
        "Date of next conference", "ICPC outcome date", "RCPC date", "Expected ICPC date", "Date ICPC recorded",
    ),
    (f"{A}5", "start_date"): (
        "S47 end date", "Section 47 completion date", "S47 outcome date", "S47 authorised date", "Previous S47 date",
    ),
    (f"{A}5", "led_to_plan"): ("ICPC outcome", "CP plan date", "ICPC did not result in plan"),
    (f"{A}5", "enquiries_in_year"): ("Number of S47 enquiries", "Number of ICPCs", "S47s in last 6 months"),
    (f"{A}6", "end_date"): (
        "Expected closure date", "CIN plan closure date", "Date closure recorded", "Closure due date",
        "Referral closure date", "Previous closure date", "Planned CIN end date", "Closure reason date",
        "Next closure date", "Period end date", "Reporting period end",
    ),
    (f"{A}6", "start_date"): (
        "CIN plan start date", "Referral date", "Planned start date", "First CIN start date", "CIN created date",
    ),
    (f"{A}6", "last_seen_date"): (
        "Next seen date", "Date parent last seen", "Last seen by", "First seen date", "Last visit due date",
    ),
    (f"{A}4", "end_date"): (
        "Assessment due date", "Assessment target date", "Assessment authorised by", "Planned authorisation date",
        "Authorisation due date", "S47 authorisation date", "Assessment updated date",
    ),
    (f"{A}4", "start_date"): (
        "Early help assessment start date", "Planned assessment start date", "Previous assessment start date",
    ),
    (f"{A}4", "child_seen"): ("Date child seen", "Parent seen during assessment", "Child seen alone", "Child not seen"),
    (f"{A}3", "referral_date"): (
        "Date of last referral", "Previous referral date", "Date of first referral", "Referral closure date",
        "Referral decision due date", "Date of next referral", "Date of early help referral", "Referral recorded date",
        "Referral created date", "Date of MARAC referral", "Referral updated on", "Date referral closed",
        "Latest referral date", "Date of adult referral",
    ),
    (f"{A}3", "previous_referrals"): (
        "Number of referrals", "Number of contacts in last 12 months", "Number of referrals in last 6 months",
        "Date of referral in last 12 months", "Number of re-referrals in last 12 months",
    ),
    (f"{A}3", "no_further_action"): (
        "NFA date", "NFA reason", "Assessment NFA", "Action", "Further action", "Referral not NFA",
    ),
    (f"{A}3", "child_id"): (
        "Parent Person ID", "Mother ID", "Worker ID", "Family ID", "Previous Client ID", "Referral ID", "Case ID",
        "Number of children", "No. of children", "Contact ID", "Mother's Person ID", "Child's worker ID", "Sibling ID",
        "Linked person ID", "Carer client ID", "Child ID of sibling", "Household ID", "Person who referred ID",
        "Father person ID", "ID", "Child", "NHS Number",
    ),
    (f"{A}3", "birth_date"): ("Mother's date of birth", "Parent DOB", "Date of death", "Place of birth"),
    (f"{A}3", "worker_id"): ("Previous allocated worker", "Allocated worker start date", "Worker's manager"),
    (f"{A}3", "team"): ("Previous team", "Team manager"),
    (f"{A}1", "contact_date"): (
        "Date of last contact", "Next contact date", "Contact recorded date", "Contact end date", "Visit date",
    ),
    (f"{A}2", "start_date"): ("Start Date", "Continuous assessment start date", "Early help due date"),
    (f"{L}visit", "visit_date"): (
        "Planned visit date", "Visit due date", "Next visit date", "First visit date", "Recorded date of visit",
    ),
    (f"{L}visit", "seen"): ("Not seen", "Parent seen", "Seen by"),
    (f"{L}visit", "child_id"): ("Worker ID", "Parent ID", "Sibling child ID"),
    (f"{L}audit", "completed_date"): ("Planned completed date", "Response completed date"),
    (f"{L}case_supervision", "supervision_date"): (
        "Next supervision date", "Supervision due date", "Last supervision date",
    ),
}  # fmt: skip
