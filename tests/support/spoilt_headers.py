"""Spoilt headers: known and unknown wordings, columns that are left out, emptied or exchanged."""

from functools import partial

from tests.support.spoilt_case import NEVER, REFUSED, SAME, X_OR_REFUSED, Case
from tests.support.spoilt_forms import drop, empty, rename, swap

CP_END, ICPC, CIN_END = "Child Protection Plan End Date", "Date of Initial Child Protection Conference", "CIN Closure Date"
AUTHORISED, EARLIER = "Continuous Assessment Date of Authorisation", "Number of Referrals in Last 12 Months"
DATES = {
    "list3": "Date of referral",
    "list4": "Continuous Assessment Start Date",
    "list6": "CIN Start Date",
    "list5": "Strategy discussion initiating Section 47 Enquiry Start Date",
    "list7": "Child Protection Plan Start Date",
}
PLANS, CLOSED = ("plans_ended", "children_on_plans"), ("closure_reason_and_date", "referred_again_after_closure")
# The five headers of reading.md R1: the figures that rest on each; wordings with one meaning; wordings that a reader may or may
# not know; wordings that say nothing certain.
FIVE = {
    ("list7", CP_END): (
        PLANS,
        (
            "CP Plan End Date",
            "CPP End Date",
            "ChildProtectionPlanEndDate",
            "child_protection_plan_end_date",
            "End Date of Child Protection Plan",
            "Date Child Protection Plan Ended",
        ),
        ("CP End Date", "Plan End Date", "End Date", "CPPendDate", "Date CPP Ended", "CP Plan Closed Date"),
        ("Deregistered", "Removed from the register", "Column 17", "Next Review", "Proposed End Date"),
    ),
    ("list5", ICPC): (
        ("section_47_to_conference", "conferences_to_plan"),
        ("Date of ICPC", "DateOfInitialChildProtectionConference", "Initial Child Protection Conference Date", "ICPC Date"),
        ("DateOfInitialCPC", "Initial CPC Date", "Conference Date", "Date of Initial CP Conference", "ICPC Held On"),
        ("ICPC", "Meeting 1", "Date of Next Conference", "ICPC Due Date", "Target ICPC Date"),
    ),
    ("list6", CIN_END): (
        CLOSED,
        ("Child in Need Closure Date", "CINClosureDate", "CIN End Date", "Closure Date of CIN", "Date of CIN Closure"),
        ("Closure Date", "Date Closed", "CIN Closed", "Episode End Date", "Case Closed Date"),
        ("Finished", "Status Date", "Date Last Updated", "Closure"),
    ),
    ("list4", AUTHORISED): (
        ("assessments_on_time", "child_seen_in_assessment"),
        (
            "Assessment Authorisation Date",
            "Date Assessment Authorised",
            "ContinuousAssessmentDateOfAuthorisation",
            "Continuous Assessment Authorisation Date",
        ),
        ("Authorised Date", "Assessment Authorised", "CA Date of Authorisation", "Assessment End Date", "Completed Date"),
        ("Signed", "Manager", "Assessment Due Date", "Date 2"),
    ),
    ("list3", EARLIER): (
        ("re_referrals",),
        (
            "Number of Referrals in the Last 12 Months",
            "No. of Referrals in last 12 months",
            "No of Referrals in Last 12 Months",
            "NumberOfReferralsInLast12Months",
        ),
        ("Referrals in Last 12 Months", "Previous Referrals (12 months)", "Num Referrals Last 12 Mths"),
        ("Count", "Referral Number", "Number of Contacts in Last 12 Months", "Number of Referrals in Last 6 Months"),
    ),
}
# Other columns, and figures that cannot be told without them.
RESTS = {
    ("list3", "Referral NFA?"): ("no_further_action_at_referral",),
    ("list3", "Referral Source"): ("unknown_codes",),
    ("list3", "Date of Birth"): ("ages_out_of_range",),
    ("list4", "Was the child assessed as requiring LA children’s social care support"): ("no_further_action_after_assessment",),
    ("list4", "Child Seen During Continuous Assessment"): ("child_seen_in_assessment",),
    ("list5", "Did the Initial Child Protection Conference Result in a Child Protection Plan"): ("conferences_to_plan",),
    ("list6", "Reason for Closure"): ("closure_reason_and_date",),
    ("list6", "Case status"): ("closure_reason_and_date",),
    ("list6", "Date Child Was Last Seen"): ("days_since_child_in_need_seen",),
    ("list7", "Number of Previous Child Protection Plans"): ("second_or_subsequent_plans",),
    ("list7", "Date of the Last Statutory Visit"): ("visits_on_time",),
    ("list7", "Was the Child Seen Alone?"): ("seen_alone",),
    ("list7", "Date of latest review conference"): ("reviews_overdue",),
}
BESIDE = {
    ("contact", "outcome"): ("no_further_action_at_contact",),
    ("contact", "reason"): ("no_further_action_without_reason",),
    ("visit", "seen"): ("visits_on_time", "days_since_last_seen"),
    ("visit", "recorded_date"): ("visits_recorded_late",),
    ("case_supervision", "supervision_type"): ("case_supervision_on_time",),
    ("worker", "end_date"): ("worker_supervision_on_time",),
    ("worker_absence", "end_date"): ("worker_supervision_on_time",),
    ("allocation", "end_date"): ("children_per_worker", "change_of_worker"),
    ("audit", "completed_date"): ("audits_completed",),
    ("audit", "grade"): ("audits_good_or_better",),
}
NEEDED = {("case_supervision", "status"), ("meeting", "attended"), ("visit", "visit_date"), ("worker_supervision", "worker_id")}


def _worded() -> list[Case]:
    cases = []
    for (files, header), (figures, known, perhaps, unknown) in FIVE.items():
        for must, wordings in ((SAME, known), (NEVER, perhaps), (X_OR_REFUSED, unknown)):
            cases += [
                Case(
                    f"{files}: '{header}' is called '{new}'", must, partial(rename, files=files, header=header, new=new), figures
                )
                for new in wordings
            ]
    return cases


def _lacking() -> list[Case]:
    first = [(*key, figures, False) for key, (figures, *_) in FIVE.items()] + [
        (*key, named, False) for key, named in RESTS.items()
    ]
    cases = []
    for files, header, figures, beside in [*first, *((*key, named, True) for key, named in BESIDE.items())]:
        last = f"{files}_2026-10"
        cases += [
            Case(f"{files}: '{header}' left out", X_OR_REFUSED, partial(drop, files=files, header=header), figures, beside),
            Case(
                f"{files}: '{header}' emptied in the last",
                NEVER,
                partial(empty, files=last, header=header),
                figures,
                beside,
                last,
            ),
        ]
        if (files, header) in FIVE:
            cases.append(
                Case(
                    f"{files}: '{header}' left out of the last",
                    X_OR_REFUSED,
                    partial(drop, files=last, header=header),
                    figures,
                    lacks=last,
                )
            )
    return cases


def _needed() -> list[Case]:
    dated = [
        Case(f"{files}: '{header}' left out of the last", REFUSED, partial(drop, files=f"{files}_2026-10", header=header))
        for files, header in DATES.items()
    ]
    ids = [
        Case(f"{files}: the child's id called '{new}'", must, partial(rename, files=files, header="Child Unique ID", new=new))
        for files, new, must in (
            ("list3", "Child ID", SAME),
            ("list3", "ChildUniqueID", SAME),
            ("list7", "Person ID", SAME),
            ("list3", "Parent Person ID", REFUSED),
            ("list3", "Family ID", REFUSED),
            ("list7", "Case ID", REFUSED),
            ("list6", "Social Worker Person ID", REFUSED),
        )
    ]
    return (
        dated
        + ids
        + [
            Case(f"{files}: '{header}' left out", REFUSED, partial(drop, files=files, header=header), beside=True)
            for files, header in sorted(NEEDED)
        ]
    )


SWAPPED = [
    ("list7", "Child Protection Plan Start Date", CP_END),
    ("list7", CP_END, "Date of latest review conference"),
    ("list4", "Continuous Assessment Start Date", AUTHORISED),
    ("list6", "CIN Start Date", CIN_END),
    ("list6", "Date Child Was Last Seen", "Date of Birth"),
    ("list3", "Date of referral", "Date of Birth"),
    ("list3", "Child Unique ID", "Age of Child (Years)"),
    ("list3", "Referral NFA?", "Gender"),
    ("list7", "Date of the Last Statutory Visit", "Child Protection Plan Start Date"),
    ("list5", ICPC, "Date of Birth"),
    ("list3", EARLIER, "Age of Child (Years)"),
]


def cases() -> list[Case]:
    """All cases of headers."""
    swapped = [
        Case(
            f"{files}_2026-10: '{one}' and '{other}' exchanged",
            NEVER,
            partial(swap, files=f"{files}_2026-10", header=one, other=other),
            lacks=f"{files}_2026-10",
        )
        for files, one, other in SWAPPED
    ]
    doubled = [
        Case(f"list7: a second column '{CP_END}'", REFUSED, _twice),
        Case("five headers of every month renamed at once", NEVER, _five),
    ]
    return _worded() + _lacking() + _needed() + swapped + doubled


def _twice(folder) -> None:
    rename(folder, "list7", "Date of latest review conference", CP_END)


def _five(folder) -> None:
    for (files, header), (_, _, perhaps, _) in FIVE.items():
        rename(folder, files, header, perhaps[0])
