"""Section 47 enquiries and initial child protection conferences of the invented authority.

One strategy discussion is held about a family; each child in it has a record of their own. Most conferences
are held within 15 working days, and most end in a plan for most of the children.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from . import dates
from .history import Case, Child, Section47
from .life import Life

CONFERENCE = (
    ((4, 10), 20),
    ((11, 15), 60),
    ((16, 20), 13),
    ((21, 38), 7),
)  # working days after the strategy discussion
CONFERENCE_NEEDED, CONFERENCE_NEEDED_KNOWN = 0.37, 0.46  # the second where a child was on a plan before
PLAN_MADE = 0.87
CHILD_NAMED = 0.93


@dataclass(slots=True)
class Enquiry:
    """One strategy discussion about a family; `planned` are the children it led to plans for."""

    children: list[Child]
    day: int
    decided: int
    conference: int | None
    planned: list[Child]
    known: int

    @property
    def concluded(self) -> int:
        """The day of the conference, or of the decision that none was needed."""
        return self.conference or self.decided


def begin(life: Life, children: list[Child], day: int, known: int) -> Enquiry:
    """An enquiry begun on a day, with its outcome; `known` is the day the referral was entered."""
    chance = life.journey
    needed = CONFERENCE_NEEDED_KNOWN if any(child.plan_ends for child in children) else CONFERENCE_NEEDED
    conference = working_days(chance, day, CONFERENCE) if chance.random() < needed else None
    named = [child for child in children if chance.random() < CHILD_NAMED] or children[:1]
    made = conference is not None and chance.random() < PLAN_MADE
    decided = dates.add_working(day, 3 + int(chance.random() * 8))
    return Enquiry(
        children,
        day,
        min(decided, conference or decided),
        conference,
        named if made else [],
        life.entered(day, known),
    )


def record(life: Life, enquiry: Enquiry, case: Case) -> None:
    """Add each child's record of an enquiry, under the team and worker the case was with that day."""
    team, worker_id = case.allocated(enquiry.day)
    for child in enquiry.children:
        life.history.section_47s.append(
            Section47(
                child,
                enquiry.day,
                enquiry.decided,
                enquiry.conference is None,
                enquiry.conference,
                child in enquiry.planned,
                team,
                worker_id,
                enquiry.known,
            )
        )


def working_days(chance: Random, day: int, table: Sequence[tuple[tuple[int, int], int]]) -> int:
    """The day some working days after a day, drawn from a table of ((least, most), weight)."""
    point = chance.random() * sum(weight for _, weight in table)
    for (least, most), weight in table:
        if point < weight:
            return dates.add_working(day, least + int(point / weight * (most - least + 1)))
        point -= weight
    return dates.add_working(day, table[-1][0][1])
