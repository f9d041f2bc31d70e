"""An answer in words is read where its whole wording is known, and is NULL where a word beside it may turn it round."""

import pytest

import queries
from queries.store import engine

# For each function that reads words: what each text means; None is "not understood", so the figure may become not available.
ANSWERS = {
    "read_seen_alone": {
        "Yes": ("Seen alone", "seen alone at school", "Child was seen alone", "Yes - seen alone", "Seen alone: Yes",
                "Seen and spoken to alone", "Yes - alone", "a) Yes", "Young person seen alone"),
        "No": ("Refused to be seen alone", "Child declined to be seen alone", "Could not be seen alone",
               "Unable to be seen alone",
               "Seen alone: No", "Seen alone - N", "Seen alone - declined", "Offered to be seen alone, declined",
               "No - too young",
               "No - refused", "Not seen alone", "Seen with parents", "Not seen", "Child couldn't be seen alone",
               "No - seen with mother"),
        "Unknown": ("No visit", "Not applicable - under 4", "Not recorded", "n/a - baby", "Awaiting record", "No information"),
        None: ("Yes - seen with mother", "Seen with mother, then seen alone", "Not seen at first but seen alone",
               "No - seen alone", "Offered to be seen alone", "Seen alone pending", "Seen alone?", "Seen alone with mother",
               "Was to be seen alone", "Not seen: No", "Yes but not alone", "Yes / No", "Declined"),
    },
    "says_not_seen": {
        True: ("Not seen", "No access", "No visit", "Child not at home", "Seen: No", "Refused access", "Could not see child"),
        False: ("Not seen alone", "Seen at school, not at home", "Refused to be seen alone",
                "Not seen at home but seen at school"),
    },
    "read_yes_no": {
        True: ("Yes - both", "YES", "Yes, at school", "Yes: physical disability"),
        False: ("No - too young", "No, parent refused", "No disability", "no plan", "No known disability", "N"),
        None: ("Yes - not recorded", "Yes, No", "Yes/No", "No need", "No information", "No record", "No - unknown",
               "No longer", "No?", "No - but seen at school", "Yes but later withdrawn", "Not yet", "Refused", "Yes pending"),
    },
    "read_answer": {
        "Unknown": ("Awaiting", "tbc", "Not asked", "No information recorded", "N/A - unborn", "Not yet known",
                    "To be confirmed"),
        None: ("Yes - not recorded", "perhaps"),
    },
    "read_no_further_action": {
        True: ("NFA", "N.F.A.", "NO_FURTHER_ACTION", "No further involvement", "NFA - threshold not met",
               "Yes - NFA", "Yes (NFA)"),
        False: ("FA", "Further action", "No"),
        None: ("Not NFA", "NFA: No", "No further action: N", "Yes - further action", "NFA pending", "NFA?",
               "No further act", "No action", "NFA overturned", "Considered for NFA", "NFA or assessment"),
    },
    "read_outcome": {
        "no further action": ("nfa", "N.F.A.", "n/f/a", "No_Further_Action", "No further action required",
                              "No further work needed",
                              "No Further Involvement", "Closed - NFA", "Advice given, no further action",
                              "NFA - referral not accepted", "Threshold not met - NFA", "NFA (does not meet threshold)"),
        "referral": ("Referral", "REFERRAL", "Progress to referral", "referral_to_csc"),
        "early help": ("EH", "Early_help", "Referral to early help"),
        "advice": ("Information and advice", "Signposted", "Threshold not met, advice given"),
        "other": ("Strategy discussion", "Section 47", "S47 enquiry", "LADO", "Progress to assessment",
                  "MASH enquiry", "Passed to locality", "Referral to another agency"),
        None: ("No action", "Closed", "Case closed", "Close contact", "1", "C01", "XX", "No further act", "Not NFA", "NFA: No",
               "NFA not agreed", "NFA overturned", "Not progressed to referral", "Advice given, no referral", "Referral declined",
               "Early help refused", "Awaiting referral", "Yes", "No", "2026-10-01", "Screened out",
               "Below threshold", "Threshold not met",
               "Referral withdrawn", "Strategy discussion cancelled", "No referral to early help", "Contact ended", "-"),
    },
    "read_case_status": {
        "Looked after child": ("CLA", "LAC", "Looked_after child", "a) Looked after child"),
        "Child protection plan": ("CP", "CPP", "b) Child Protection plan", "CP - child protection", "Subject to a CP plan"),
        "Child in need plan": ("CIN", "Child in need", "CIN plan"),
        "Open assessment": ("Open assessment", "Assessment"),
        "Closed episode": ("Closed", "Case closed", "e) Closed episode"),
        "Care leaver": ("Care leaver",),
        None: ("Not looked after", "No longer in need", "Closed to child protection", "Assessment completed",
               "Assessment not started",
               "Former child in need", "C01", "3", "Stepped down from child protection", "Assessment pending", "Was in need"),
    },
    "read_closure_reason": {"RC7": ("RC7 - other", "a) rc7"), None: ("Not RC7", "RC7 or RC8", "RC71")},
    "read_need": {"N1 - Abuse or neglect": ("N1", "a) N1 - abuse"), None: ("N10", "Not N1", "N")},
    "read_abuse": {
        "Neglect": ("Neglect", "NEG", "Neglectful"), "Physical abuse": ("PHY", "Physical"), "Sexual abuse": ("SAB",
                    "Child sexual abuse"),
        "Multiple": ("Multiple/not recommended", "NEG/EMO", "Physical and sexual"),
        None: ("No neglect", "Not physical abuse", "Neglect ruled out", "Negative", "Physical disability",
               "Emotional health", "Unknown"),
    },
    "read_sex": {"Not recorded": ("Not male", "Not known", "Male?"), "Male": ("M", "a) Male")},
    "read_supervision_status": {"HELD": ("Held",), None: ("Not held", "Held: No", "To be held", "Held?", "Cancelled by held")},
    "read_case_supervision_type": {"CASE": ("Case",), None: ("Not case", "Case closed", "No")},
    "read_worker_supervision_type": {"GROUP": ("group",), None: ("Not group", "Group cancelled")},
    "read_meeting_type": {
        "INITIAL CONFERENCE": ("ICPC", "Initial", "initial_conference", "Initial CP Conference",
                               "Initial child protection case conference",
                               "Transfer-in conference", "Initial Child Protection", "Pre-birth ICPC", "Initial CPC",
                               "Pre-Birth Initial Conference", "Child Protection Conference - Initial"),
        "REVIEW CONFERENCE": ("RCPC", "Review", "Review conference", "review_conference", "CP review",
                              "Child protection review (2)", "Review CPC", "First Review Conference", "2nd review",
                              "Child Protection Conference - Review", "1st Review CPC", "CP Conference Review",
                              "Review Child Protection Conference", "CP Review Conference"),
        "CORE GROUP": ("Core Group", "core_group", "CG"), "BOARD": ("LSCB", "Board", "Local Safeguarding Children Board"),
        None: ("Initial Family Group Conference", "Initial meeting", "Initial strategy discussion",
               "Review of safety plan", "Review meeting",
               "ICPC cancelled", "Pre-ICPC meeting", "Pre-birth assessment", "Pre-birth planning meeting", "1st CIN review",
               "First family review", "ICPC minutes", "No core group", "Core group cancelled", "Core group planned",
               "Review of family network", "Edge of care board", "Safeguarding adults board", "Request for ICPC", "Not ICPC",
               "Review ICPC decision", "CP visit", "Review family group conference", "Transfer out conference"),
    },
    "read_attendance": {
        True: (),
        "Yes": ("Attended", "Attended virtually", "Present: Yes", "Virtual", "In person", "Yes - by phone", "Attendance: Y"),
        "No": ("Attended: No", "Present: No", "Attendance - N", "Didn't attend", "Did not attend",
               "Invited - did not attend", "Apologies",
               "Apologies sent", "Absent - report sent", "Sent report, did not attend", "Non-attendance", "DNA", "Not present"),
        "Unknown": ("Not invited", "Not recorded", "Unknown"),
        None: ("Virtual invite declined", "Virtual invite sent", "Attended - apologies for lateness",
               "Apologies, deputy attended",
               "Not absent", "Absent: No", "No apologies received", "Attended?", "Present by report", "Attendance pending",
               "Attended if possible", "Attendance not recorded", "Declined"),
    },
    "read_agency": {"Police": ("Police",), "No police": ("No police",)},
    "read_grade": {"Good": ("good", "2"), None: ("Not good", "Good?", "Less than good", "Good or outstanding", "Was good")},
}  # fmt: skip
TABLE = [(name, text, answer) for name, answers in ANSWERS.items() for answer, texts in answers.items() for text in texts]


@pytest.fixture(scope="module")
def read():
    """{(function, text): what it reads}; one statement for each function, because thousands of small ones take long."""
    database = engine.memory()
    database.execute(queries.text("staging/functions"))
    found = {}
    for name, answers in ANSWERS.items():
        texts = [text.replace("'", "''") for each in answers.values() for text in each]
        rows = ", ".join(f"('{text}')" for text in texts)
        answered = database.run(f"SELECT cell, {name}(cell) FROM (VALUES {rows}) AS t(cell)").rows()
        found |= {(name, cell): answer for cell, answer in answered}
    return found


@pytest.mark.parametrize(("name", "text", "answer"), TABLE)
def test_an_answer_in_words_is_read_whole_or_not_at_all(read, name, text, answer):
    assert read[name, text] == answer
