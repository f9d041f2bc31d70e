"""Faults in what was done on the invented authority's children: work that nobody asked for, and work nobody put on record."""

from typing import TYPE_CHECKING, TypeVar

from . import codes, dates
from .history import Assessment, Contact, Referral, Section47, Spell

if TYPE_CHECKING:  # that module imports this one
    from .faults import Faults

Received = TypeVar("Received", Contact, Referral)


def plant(faults: "Faults") -> None:
    """Plant activity without a referral, activity after no further action, and closures after no assessment."""
    _without_referral(faults)
    _after_no_further_action(faults)
    _not_assessed(faults)


def _without_referral(faults: "Faults") -> None:
    referred = {record.child.child_id for record in (*faults.history.referrals, *faults.history.episodes)}
    advised = [c for c in faults.history.contacts if c.outcome == codes.ADVICE and c.child.child_id not in referred]
    check, chosen = "activity_without_referral", faults.choose(_begun(faults, advised), 6)
    for contact in chosen[::3]:
        day = dates.next_working(contact.day + 2)
        faults.history.section_47s.append(
            Section47(contact.child, day, day + 7, True, None, False, contact.team, None, contact.known))
        faults.tell(check, contact.child.child_id, day, "Section 47 enquiry")
    for contact in chosen[1::3] + chosen[2::3]:
        faults.tell(check, contact.child.child_id, _assess(faults, contact), "Assessment")


def _after_no_further_action(faults: "Faults") -> None:
    latest = {r.child.child_id: r.day for r in faults.history.referrals}
    closed = [r for r in faults.history.referrals if r.no_further_action and r.day == latest[r.child.child_id]]
    for r in faults.choose(_begun(faults, closed), 6):
        _assess(faults, r)
        faults.tell("no_further_action_with_activity", r.child.child_id, r.day)


def _begun(faults: "Faults", records: list[Received]) -> list[Received]:
    # Those after which an assessment has begun by the end, entered on the day as they were.
    return [r for r in records if r.known == r.day <= faults.options.end - 7]


def _assess(faults: "Faults", record: Contact | Referral) -> int:
    # An assessment that begins within days of a contact or referral; the day.
    day = dates.next_working(record.day + 2)
    end = dates.add_working(day, 30)
    faults.history.assessments.append(
        Assessment(record.child, day, end, codes.YES, False, record.team, None, day, end))
    return day


def _not_assessed(faults: "Faults") -> None:
    closed = [e for e in faults.once(faults.history.episodes) if e.reason in (codes.RC8, codes.RC9) and entered(faults, e)]
    chosen = faults.choose(closed, 6, on=lambda e: e.end)
    for e in chosen:
        faults.tell("closed_after_no_assessment", e.child.child_id, e.end)
    children = {e.child.child_id for e in chosen}  # each has one episode, and so no assessment but its own
    faults.history.assessments[:] = [a for a in faults.history.assessments if a.child.child_id not in children]


def entered(faults: "Faults", spell: Spell) -> bool:
    """Whether a spell's end had come and been entered by the last extract's day."""
    return spell.end <= faults.options.end >= spell.end_known
