"""Faults in what the invented authority's own extracts hold, and in how its workbooks were put together."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from . import codes, dates, supervision, workbooks
from .history import Contact, Record
from .slips import Cell

if TYPE_CHECKING:  # that module imports this one
    from .faults import Faults

REASON_BLANK = 120  # contacts closed with no further action without a reason, in an authority of 33,000 children
REPEATED_AFTER = (15, 31)  # days after a contact on which the same report comes again
ASSESSMENT_WORKER = 11  # its column in list 4


def plant(faults: "Faults") -> None:
    """Plant contacts without a reason, reports that come again, ids short of a zero, visits recorded too soon, rows twice."""
    _repeats(faults)
    _reasons(faults)
    _ids(faults)
    _visits(faults)
    _twice(faults)


def _repeats(faults: "Faults") -> None:
    # The same report again, twice, and closed each time.
    taken = {(c.child.child_id, c.day) for c in faults.history.contacts}
    closed = [c for c in _closed(faults) if faults.options.end - 75 < c.day < faults.options.end - 40]
    for c in faults.choose(closed, 4, 4):
        for days in REPEATED_AFTER:
            day = dates.next_working(c.day + days)
            if (c.child.child_id, day) not in taken:
                faults.history.contacts.append(Contact(c.child, day, c.source, c.outcome, c.reason, c.team, day))
                faults.tell("repeat_contacts_no_further_action", c.child.child_id, day)


def _reasons(faults: "Faults") -> None:
    count = round(REASON_BLANK * faults.options.size)
    for c in faults.choose(_closed(faults), count, count // 10):
        c.reason = None
        faults.tell("no_further_action_without_reason", c.child.child_id, c.day)


def _closed(faults: "Faults") -> list[Contact]:
    return [c for c in faults.history.contacts if c.outcome == codes.NO_FURTHER_ACTION]


def _ids(faults: "Faults") -> None:
    # Records that change no figure but this one: sessions that were cancelled, visits at which nobody was seen, audits.
    lived, check = faults.lived, "records_without_child"
    cancelled = [s for s in lived.case_sessions if s.status == supervision.CANCELLED]
    for s in faults.choose(cancelled, 3):
        s.child_id = s.child_id.lstrip("0")
        faults.tell(check, s.child_id, s.day, "Case supervision")
    for v in faults.choose([v for v in lived.visits if not v.seen], 2):
        v.child_id, v.team = v.child_id.lstrip("0"), None
        faults.tell(check, v.child_id, v.day, "Visit")
    for a in faults.choose(lived.audits, 2):
        a.child_id = a.child_id.lstrip("0")
        faults.tell(check, a.child_id, a.completed or a.due, "Audit")


def _visits(faults: "Faults") -> None:
    for v in faults.choose([v for v in faults.lived.visits if v.team], 5):
        v.recorded = v.day - 2
        faults.tell("visits_recorded_late", v.child_id, v.day)


def _twice(faults: "Faults") -> None:
    last, history = faults.options.end, faults.history
    for a in faults.choose([a for a in history.assessments if a.day > last - 60], 2, 2):
        _give_twice(faults, 4, a, {ASSESSMENT_WORKER: None}, last)
    for s in faults.choose([s for s in history.section_47s if s.day > last - 60], 1, 1):
        _give_twice(faults, 5, s, {}, last)
    prompt = [r for r in history.referrals if r.known == r.day > last - 330]
    for r in faults.choose(prompt, 2, 0):
        _give_twice(faults, 3, r, {}, dates.month_end(r.day))


def _give_twice(faults: "Faults", number: int, record: Record, cells: Mapping[int, Cell], day: int) -> None:
    faults.give_twice(number, record, cells, day)
    faults.tell("rows_given_twice", record.child.child_id, day, f"{workbooks.file_name(day)}, annex_a_list_{number}")
