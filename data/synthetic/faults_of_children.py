"""Faults in how the invented authority's children are described: details missing, mistyped, or in a code of its own."""

from typing import TYPE_CHECKING

from . import codes, dates
from .annex_a import Day
from .history import Plan, Referral
from .slips import NEVER

if TYPE_CHECKING:  # that module imports this one
    from .faults import Faults

ETHNICITY, BIRTH_DATE, AGE, DISABILITY = 2, 3, 4, 5  # columns
NOT_RECORDED = {"ethnicity_not_recorded": (ETHNICITY, (None, "s) NOBT"), "ethnicity"),
                "disability_not_recorded": (DISABILITY, (None, codes.UNKNOWN), "disability")}  # fmt: skip
OWN_ETHNICITY, OWN_SOURCE = "t) WEEU", "v) 11: Voluntary agency"


def plant(faults: "Faults") -> None:
    """Plant details not recorded, dates of birth that cannot be right, and codes that are in no list."""
    for check, (column, blanks, name) in NOT_RECORDED.items():
        _not_recorded(faults, check, column, blanks, name)
    _birth_dates(faults)
    _own_ethnicities(faults)
    _own_sources(faults)


def _not_recorded(faults: "Faults", check: str, column: int, blanks: tuple[str | None, ...], name: str) -> None:
    # Many are blank from the start; a few more of the newest, and two that were asked for later.
    known = [e for e in faults.history.episodes if e.known <= faults.options.end < e.end and getattr(e.child, name) not in blanks]
    for e in faults.choose(known, 4, 4):
        faults.describe(e.child, {column: None})
        faults.tell(check, e.child.child_id, e.day)
    for e in faults.choose([e for e in known if e.day <= faults.options.end - 120], 2, 0):
        faults.describe(e.child, {column: None}, faults.after(faults.options.end - 70))
        faults.tell(check, e.child.child_id, e.day, fate="put_right")
    shown = [e for e in faults.history.episodes if e.known <= faults.options.end and e.end >= faults.options.history_start]
    faults.told[check]["children"] = [*{e.child.child_id for e in shown if getattr(e.child, name) in blanks}]


def _birth_dates(faults: "Faults") -> None:
    planned = {p.child.child_id for p in faults.history.plans}
    born = [r for r in faults.once(faults.history.referrals) if r.child.birth_recorded and r.child.born <= r.day]
    born = [r for r in born if r.child.child_id not in planned]
    for r in faults.choose(born, 4):
        _mistype(faults, r, _of_a_parent(r), "Referral")
    for r in faults.choose(born, 2):
        _mistype(faults, r, dates.add_months(r.day, 24), "Referral")  # the year is to come
    for p in faults.choose([p for p in faults.once(faults.history.plans) if p.child.birth_recorded], 2):
        _mistype(faults, p, dates.add_months(p.day, -12 * 18 - 5), "Plan")
    for r in faults.choose([r for r in born if r.day < faults.lately], 2, 0):
        _mistype(faults, r, _of_a_parent(r), "Referral", faults.after(r.known))


def _of_a_parent(referral: Referral) -> int:
    return dates.add_months(referral.child.born, -12 * 28)


def _mistype(faults: "Faults", record: Referral | Plan, birth: int, kind: str, put_right: int = NEVER) -> None:
    age = dates.years_old(birth, record.day) if birth <= record.day else None
    faults.describe(record.child, {BIRTH_DATE: Day(birth), AGE: age}, put_right)
    faults.tell("ages_out_of_range", record.child.child_id, record.day, kind, "listed" if put_right == NEVER else "put_right")


def _own_ethnicities(faults: "Faults") -> None:
    referred = [r for r in faults.once(faults.history.referrals) if r.child.ethnicity not in (None, "s) NOBT")]
    for r in faults.choose(referred, 3):
        faults.describe(r.child, {ETHNICITY: OWN_ETHNICITY})
        faults.tell("unknown_codes", r.child.child_id, r.day)
    for r in faults.choose(referred, 1, 0):
        faults.describe(r.child, {ETHNICITY: OWN_ETHNICITY}, faults.after(r.known))
        faults.tell("unknown_codes", r.child.child_id, r.day, fate="put_right")


def _own_sources(faults: "Faults") -> None:
    # The contact that the referral came of has the code as well.
    for r in faults.choose(faults.history.referrals, 4):
        for contact in faults.history.contacts:
            if contact.day == r.day and contact.child is r.child:
                contact.source = OWN_SOURCE
        r.source = OWN_SOURCE
        faults.tell("unknown_codes", r.child.child_id, r.day)
