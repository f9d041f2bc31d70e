"""Meetings in the invented authority, and the agencies that came: conferences, core groups and the board.

Initial conferences and reviews are those of the children's own records. Core groups meet while a plan is open, the first
within ten working days, later ones within six weeks of the last, and from a planted day on less often in one locality. Family
doctors and probation seldom come. This module has its own random streams.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from . import codes, dates
from .history import Case, Child, History, Plan
from .settings import LOCALITIES, Settings

INITIAL, REVIEW, CORE_GROUP, BOARD = "INITIAL CONFERENCE", "REVIEW CONFERENCE", "CORE GROUP", "BOARD"
SOCIAL_CARE, POLICE, HEALTH_VISITING, SCHOOL = "Social care", "Police", "Health visiting", "School"
GP, PROBATION, HEALTH_BOARD = "GP", "Probation", "Integrated care board"
COMES = {SOCIAL_CARE: 0.95, POLICE: 0.9, HEALTH_VISITING: 0.92, SCHOOL: 0.87, GP: 0.35, PROBATION: 0.3}
REPORTS = {SOCIAL_CARE: 0.97, POLICE: 0.9, HEALTH_VISITING: 0.9, SCHOOL: 0.85, GP: 0.55, PROBATION: 0.6}
BOARD_COMES = {SOCIAL_CARE: 0.97, POLICE: 0.93, SCHOOL: 0.86, PROBATION: 0.88, HEALTH_BOARD: 0.42, "Public health": 0.9,
               "Voluntary sector": 0.88, "Housing": 0.86}  # fmt: skip
BOARD_POOR = HEALTH_BOARD
CORE_GROUP_TEAM = LOCALITIES[2]
ON_PROBATION = 0.22  # the share of families that probation knows
SCHOOL_FROM = 5
FIRST_DUE, LATER_DUE = 10, 42  # working days after the plan starts; days after the last core group
FIRST_LATE = 0.06
USUAL, LATE, DRIFTED = (25, 38), (44, 70), (50, 95)  # days to the next core group, least and most
LATER_LATE, DRIFTED_SHARE = 0.12, 0.8


@dataclass(slots=True)
class Meeting:
    """A meeting and its children (none for the board); `came` is {agency: (attended, report received)}."""

    kind: str
    day: int
    team: str | None
    children: list[Child]
    probation: bool = False
    came: dict[str, tuple[bool, bool | None]] = field(default_factory=dict)

    def asked(self, child: Child) -> list[str]:
        """The agencies invited for one child, in order: those that know the child, and the police, but not to a core group."""
        known = SCHOOL if dates.years_old(child.born, self.day) >= SCHOOL_FROM else HEALTH_VISITING
        police = [] if self.kind == CORE_GROUP else [POLICE]
        return [SOCIAL_CARE, *police, known, GP, *([PROBATION] if self.probation else [])]


def held(options: Settings, history: History) -> list[Meeting]:
    """All meetings from the first window on, in order of day, with their attendance."""
    plans = [p for p in history.plans if p.day <= options.end >= p.known]
    found = [*_initial(options, history), *_reviews(plans), *_core_groups(options, plans)]
    found = [m for m in found if options.history_start <= m.day <= options.end]
    found.sort(key=lambda meeting: (meeting.day, meeting.kind, meeting.children[0].child_id))
    known = _families(options, found)
    chance = options.stream("meetings")
    for meeting in found:
        meeting.probation = known[meeting.children[0].child_id]
        agencies = dict.fromkeys(agency for child in meeting.children for agency in meeting.asked(child))
        report = (lambda agency: None) if meeting.kind == CORE_GROUP else lambda agency: chance.random() < REPORTS[agency]
        meeting.came = {agency: (chance.random() < COMES[agency], report(agency)) for agency in agencies}
    return sorted([*found, *_boards(options)], key=lambda meeting: meeting.day)


def _families(options: Settings, found: list[Meeting]) -> dict[str, bool]:
    # {child: whether probation knows the family}, the same for children of one meeting.
    chance, known = options.stream("probation"), {}
    for meeting in found:
        told = [known[child.child_id] for child in meeting.children if child.child_id in known]
        draw = chance.random() < ON_PROBATION
        known |= {child.child_id: told[0] if told else draw for child in meeting.children}
    return known


def _initial(options: Settings, history: History) -> list[Meeting]:
    episodes, groups = defaultdict(list), defaultdict(list)
    for episode in history.episodes:
        episodes[episode.child.child_id].append(episode)
    for enquiry in history.section_47s:
        if enquiry.conference and enquiry.known <= options.end:
            case = [e.case for e in episodes[enquiry.child.child_id] if e.day <= enquiry.day][-1]
            groups[id(case), enquiry.conference].append((case, enquiry.child))
    return [_about(INITIAL, day, group) for (_, day), group in groups.items()]


def _reviews(plans: list[Plan]) -> list[Meeting]:
    groups = defaultdict(list)
    for plan in plans:
        for day in plan.reviews:
            groups[id(plan.case), day].append((plan.case, plan.child))
    return [_about(REVIEW, day, group) for (_, day), group in groups.items()]


def _core_groups(options: Settings, plans: list[Plan]) -> list[Meeting]:
    chance, groups, found = options.stream("core groups"), defaultdict(list), []
    for plan in plans:
        groups[id(plan.case), plan.day].append(plan)
    for (_, start), group in groups.items():
        for day in _core_days(options, chance, start, max(p.end for p in group), group[0].case):
            present = [(p.case, p.child) for p in group if day < p.end]
            found.append(_about(CORE_GROUP, day, present))
    return found


def _core_days(options: Settings, chance: Random, start: int, end: int, case: Case) -> Iterator[int]:
    late = chance.random() < FIRST_LATE
    day = dates.add_working(start, FIRST_DUE + 1 + int(chance.random() * 8) if late else 4 + int(chance.random() * 6))
    while day < min(end, options.end + 1):
        yield day
        drifted = day >= options.core_group_from and case.allocated(day)[0] == CORE_GROUP_TEAM
        late = chance.random() < (DRIFTED_SHARE if drifted else LATER_LATE)
        least, most = (DRIFTED if drifted else LATE) if late else USUAL
        day = dates.next_working(day + least + int(chance.random() * (most - least)))


def _boards(options: Settings) -> Iterator[Meeting]:
    chance, day = options.stream("board"), dates.month_start(options.history_start)
    while (held_on := dates.next_working(day + 9)) <= options.end:
        came = {agency: (chance.random() < likely, None) for agency, likely in BOARD_COMES.items()}
        yield Meeting(BOARD, held_on, None, [], came=came)
        day = dates.add_months(day, 2)


def _about(kind: str, day: int, group: list[tuple[Case, Child]]) -> Meeting:
    children = sorted((child for _, child in group), key=lambda child: child.child_id)
    return Meeting(kind, day, group[0][0].allocated(day)[0], children)


def rows(meetings: list[Meeting]) -> Iterator[tuple[str, ...]]:
    """The extract's rows: one per meeting, child and invited agency; rows of the board have no child."""
    for number, m in enumerate(meetings, start=1):
        label = f"M{number:05d}"
        for child in m.children or [None]:
            for agency in m.asked(child) if child else m.came:
                attended, report = m.came[agency]
                yield (label, child.child_id if child else "", m.kind, dates.iso(m.day), agency, _said(attended), _said(report),
                       m.team or "")  # fmt: skip


def _said(answer: bool | None) -> str:
    return "" if answer is None else codes.YES[3:] if answer else codes.NO[3:]
