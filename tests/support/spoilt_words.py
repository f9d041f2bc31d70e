"""Spoilt words: answers turned round, other words for what a figure counts, codes, and counts one too high."""

from functools import partial

from tests.support.spoilt import Folder
from tests.support.spoilt_case import NEVER, SAME, X_OR_REFUSED, Case, X
from tests.support.spoilt_forms import change, swap, tables

ALONE, EARLIER, PLANS = (
    "Was the Child Seen Alone?",
    "Number of Referrals in Last 12 Months",
    "Number of Previous Child Protection Plans",
)
NFA = "no_further_action_at_contact"
CODES = {"NFA": "C01", "REFERRAL": "C02", "EARLY HELP": "C03", "ADVICE": "C04"}
STATUSES = {
    "a) Looked after child": "S1", "b) Child Protection plan": "S2", "c) Child in need plan": "S3", "d) Open assessment": "S4",
    "e) Closed episode": "S5",
}  # fmt: skip
WORDED = (  # files and column, an answer and how it is written instead, what must happen, and the figure that then cannot be told
    ("list7", ALONE, "b) No", "Refused to be seen alone", SAME, None),
    ("list7", ALONE, "b) No", "Offered to be seen alone", NEVER, None),
    ("visit", "seen_alone", "No", "Seen alone: No", SAME, None),
    ("visit", "seen_alone", "No", "Not at first, then seen alone", X, "seen_alone"),
    ("meeting", "attended", "No", "Present: No", SAME, None),
    ("meeting", "attended", "No", "Virtual invite declined", X_OR_REFUSED, "attendance_at_conferences"),
    ("contact", "outcome", "NFA", "NO_FURTHER_ACTION", SAME, None),
    ("contact", "outcome", "NFA", "No Further Involvement", SAME, None),
    ("contact", "outcome", "NFA", "Close contact", X, NFA),
    ("contact", "outcome", "NFA", "Not progressed to referral", X, NFA),
    ("contact", "outcome", "NFA", "Screening done", X, NFA),
    ("contact", "outcome", "NFA", "Passed to nobody", X, NFA),
    ("contact", "outcome", "NFA", "Advice", X, NFA),  # known words, and none says it
    ("contact", "outcome", "REFERRAL", "MASH enquiry", SAME, None),  # as "other" than no further action, which is plainly written
    ("contact", "outcome", "ADVICE", "Given to locality", NEVER, None),
)
ONE_MORE = (  # columns of counts, and the figure that rests on them
    ("list3", EARLIER, "re_referrals"),
    ("list7", PLANS, "second_or_subsequent_plans"),
)


def _coded(folder: Folder, files: str, header: str, codes: dict[str, str]) -> None:
    change(folder, files, header, lambda cell: codes.get(cell, cell))


def _one_more(folder: Folder, files: str, header: str) -> None:
    change(folder, files, header, lambda cell: str(int(cell) + 1))


def _conferences(folder: Folder, called: str) -> None:
    """Meetings of another kind for children who had a review conference, as many as can be."""
    for rows in tables(folder, "meeting"):
        children = list(dict.fromkeys(row[1] for row in rows[1:] if row[2] == "REVIEW CONFERENCE"))
        rows += [
            [f"X{number}", child, called, f"2026-{4 + number % 7:02d}-15", "GP", "No", "", ""]
            for number, child in enumerate(children)
        ]


def _worded() -> list[Case]:
    return [
        Case(f"{files}: '{old}' of {header} is '{new}'", must, partial(_coded, files=files, header=header, codes={old: new}),
             (figure,) if figure else (), not files.startswith("list"))
        for files, header, old, new, must, figure in WORDED
    ]  # fmt: skip


def cases() -> list[Case]:
    """All cases of words."""
    counts = [Case(f"{files}: '{header}' counts the present one too", NEVER, partial(_one_more, files=files, header=header))
              for files, header, _ in ONE_MORE]  # fmt: skip
    meetings = [Case(f"meetings called '{called}'", X_OR_REFUSED, partial(_conferences, called=called), beside=True)
                for called in ("Initial Family Group Conference", "Review of safety plan")]  # fmt: skip
    outcomes = partial(_coded, files="contact", header="outcome", codes=CODES)
    statuses = partial(_coded, files="list6", header="Case status", codes=STATUSES)
    codes = [Case("contact: outcomes are codes", X, outcomes, (NFA,), True), Case("list6: statuses are codes", NEVER, statuses)]
    exchanged = partial(swap, files="contact", header="outcome", other="reason")
    swapped = Case("contact: outcome and reason exchanged", X, exchanged, (NFA,), True)
    return [*_worded(), *counts, *meetings, *codes, swapped]
