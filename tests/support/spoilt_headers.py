"""Spoilt headers: known and unknown wordings, columns that are left out, emptied or exchanged."""

from collections.abc import Iterable
from functools import partial

from tests.support.spoilt import Folder
from tests.support.spoilt_case import NEVER, REFUSED, SAME, X_OR_REFUSED, Case
from tests.support.spoilt_forms import drop, empty, rename, swap

CP_END, ICPC, CIN_END = "Child Protection Plan End Date", "Date of Initial Child Protection Conference", "CIN Closure Date"
AUTHORISED, EARLIER = "Continuous Assessment Date of Authorisation", "Number of Referrals in Last 12 Months"
DATES = {  # the day that each list rests on, without which it is refused
    "list3": "Date of referral",
    "list4": "Continuous Assessment Start Date",
    "list6": "CIN Start Date",
    "list5": "Strategy discussion initiating Section 47 Enquiry Start Date",
    "list7": "Child Protection Plan Start Date",
}
PLANS, CLOSED = ("plans_ended", "children_on_plans"), ("closure_reason_and_date", "referred_again_after_closure")
BEFORE_THE_LAST = ("referred_again_after_closure",)  # its newest figure is of a month before those of the last extract
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
BESIDE = {  # the same in local files
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
NEEDED = (  # columns of local files without which the file is refused
    ("case_supervision", "status"),
    ("meeting", "attended"),
    ("visit", "visit_date"),
    ("worker_supervision", "worker_id"),
)
CHILD = (  # another header for the child's id: in which list, the header, and what must happen
    ("list3", "Child ID", SAME),
    ("list3", "ChildUniqueID", SAME),
    ("list7", "Person ID", SAME),
    ("list3", "Parent Person ID", REFUSED),
    ("list3", "Family ID", REFUSED),
    ("list7", "Case ID", REFUSED),
    ("list6", "Social Worker Person ID", REFUSED),
)
SWAPPED = (  # columns of the last whose headers are exchanged
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
)


def _worded() -> list[Case]:
    """The five headers in every wording, in all months."""
    return [
        Case(f"{files}: '{header}' is called '{new}'", must, partial(rename, files=files, header=header, new=new), figures)
        for (files, header), (figures, *wordings) in FIVE.items()
        for must, each in zip((SAME, NEVER, X_OR_REFUSED), wordings, strict=True)
        for new in each
    ]


def _columns() -> Iterable[tuple[str, str, tuple[str, ...], bool]]:
    """The columns that figures rest on: the files, the header, the figures, and whether the files are local ones."""
    five = {key: figures for key, (figures, *_) in FIVE.items()}
    for columns, beside in ((five | RESTS, False), (BESIDE, True)):
        yield from ((*key, figures, beside) for key, figures in columns.items())


def _dropped(name: str, must: str, files: str, header: str, **more: object) -> Case:
    return Case(name, must, partial(drop, files=files, header=header), **more)


def _left_out() -> list[Case]:
    """Columns that figures rest on, left out of all months."""
    return [
        _dropped(f"{files}: '{header}' left out", X_OR_REFUSED, files, header, named=figures, beside=beside)
        for files, header, figures, beside in _columns()
    ]


def _left_out_of_the_last() -> list[Case]:
    """The five columns, left out of the last month."""
    return [
        _dropped(f"{files}: '{header}' left out of the last", X_OR_REFUSED, last, header, named=named, lacks=last)
        for (files, header), (figures, *_) in FIVE.items()
        for last, named in [(f"{files}_2026-10", tuple(name for name in figures if name not in BEFORE_THE_LAST))]
    ]


def _emptied() -> list[Case]:
    """Columns that figures rest on, without an answer in the last month."""
    return [
        Case(f"{files}: '{header}' emptied in the last", NEVER, partial(empty, files=last, header=header), figures, beside, last)
        for files, header, figures, beside in _columns()
        for last in [f"{files}_2026-10"]
    ]


def _needed() -> list[Case]:
    """Columns without which a list is refused: the day it rests on, and what a local file needs."""
    dated = [
        _dropped(f"{files}: '{header}' left out of the last", REFUSED, f"{files}_2026-10", header)
        for files, header in DATES.items()
    ]
    local = [_dropped(f"{files}: '{header}' left out", REFUSED, files, header, beside=True) for files, header in NEEDED]
    return dated + local


def _child() -> list[Case]:
    return [
        Case(f"{files}: the child's id called '{new}'", must, partial(rename, files=files, header="Child Unique ID", new=new))
        for files, new, must in CHILD
    ]


def _swapped() -> list[Case]:
    return [
        Case(f"{last}: '{one}' and '{other}' exchanged", NEVER, partial(swap, files=last, header=one, other=other), lacks=last)
        for last, one, other in ((f"{files}_2026-10", *headers) for files, *headers in SWAPPED)
    ]


def _twice(folder: Folder) -> None:
    rename(folder, "list7", "Date of latest review conference", CP_END)


def _five(folder: Folder) -> None:
    for (files, header), (_, _, perhaps, _) in FIVE.items():
        rename(folder, files, header, perhaps[0])


def cases() -> list[Case]:
    """All cases of headers."""
    twice = Case(f"list7: a second column '{CP_END}'", REFUSED, _twice)
    five = Case("five headers of every month renamed at once", NEVER, _five)
    return [*_worded(), *_left_out(), *_left_out_of_the_last(), *_emptied(), *_needed(), *_child(), *_swapped(), twice, five]
