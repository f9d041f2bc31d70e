"""The records of the invented authority's life: what truly happened, with the day each thing was entered.

Days are ordinals. Everything is lived forward to its end, even past the last extract; an extract then shows
only what had been entered by its own date. `known` is the day a beginning was entered and `end_known` the
day an end was.
"""

from dataclasses import dataclass, field
from typing import TypeVar

from .slips import Slips

Allocation = tuple[int, int, str, str]  # of a case: start, end, team, worker id


@dataclass(slots=True, eq=False)
class Child:
    """A child; `due` is the expected date of birth and `plan_ends` the days earlier plans ended."""

    child_id: str
    born: int
    due: int
    sex: str
    ethnicity: str | None
    disability: str | None
    birth_recorded: bool
    plan_ends: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Contact:
    child: Child
    day: int
    source: str
    outcome: str
    reason: str | None
    team: str
    known: int


@dataclass(slots=True)
class EarlyHelp:
    child: Child
    day: int
    end: int
    organisation: str
    known: int


@dataclass(slots=True)
class Referral:
    child: Child
    day: int
    source: str
    no_further_action: bool
    team: str
    worker_id: str | None
    known: int


@dataclass(slots=True)
class Assessment:
    child: Child
    day: int
    end: int
    seen: str | None
    needs_support: bool
    team: str
    worker_id: str | None
    known: int
    end_known: int


@dataclass(slots=True)
class Section47:
    """An enquiry; `decided` is the day it was decided whether to hold a `conference`."""

    child: Child
    day: int
    decided: int
    unnecessary: bool
    conference: int | None
    led_to_plan: bool
    team: str
    worker_id: str | None
    known: int

    @property
    def concluded(self) -> int:
        """The day of the conference, or of the decision that none was needed."""
        return self.conference or self.decided


@dataclass(slots=True)
class Plan:
    """A protection plan; `previous` counts the child's earlier ones, `visits` holds (day, seen, alone)."""

    child: Child
    day: int
    end: int
    category: str
    latest_category: str
    category_changed: int
    previous: int
    reviews: tuple[int, ...]
    emergency: int | None
    known: int
    end_known: int
    visits: list[tuple[int, bool, str]] = field(default_factory=list)
    case: "Case" = field(init=False)  # given once the case is on record


@dataclass(slots=True)
class Episode:
    """An episode of need of one child in a family's `case`; `care_from` is the day of entry to care."""

    child: Child
    case: "Case"
    day: int
    end: int
    assessed: int
    need: str
    reason: str
    care_from: int | None
    seen_every: int
    known: int
    end_known: int
    plans: list[Plan] = field(default_factory=list)


@dataclass(slots=True)
class Case:
    """A family's open case; `spells` holds (start, end, team, worker id), in order and without gaps."""

    day: int
    end: int
    spells: list[Allocation]
    episodes: list[Episode] = field(default_factory=list)

    def allocated(self, day: int) -> tuple[str, str]:
        """The (team, worker id) the case was with on a day, or with last once it had closed."""
        held = self.spells[0]
        for spell in self.spells:
            if spell[0] <= day:
                held = spell
        return held[2], held[3]


Record = Contact | EarlyHelp | Referral | Assessment | Section47 | Plan | Episode
Spell = Assessment | Plan | Episode
Happened = TypeVar("Happened", bound=Record)
Ended = TypeVar("Ended", bound=Spell)


@dataclass(slots=True)
class History:
    """Everything that happened, each list in order of day; and the slips with which the workbooks show it."""

    contacts: list[Contact] = field(default_factory=list)
    early_help: list[EarlyHelp] = field(default_factory=list)
    referrals: list[Referral] = field(default_factory=list)
    assessments: list[Assessment] = field(default_factory=list)
    section_47s: list[Section47] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    episodes: list[Episode] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    slips: Slips = field(default_factory=Slips)

    def sort(self) -> None:
        """Put every list in order of day, then child."""
        for records in (
            self.contacts,
            self.early_help,
            self.referrals,
            self.assessments,
            self.section_47s,
            self.plans,
            self.episodes,
        ):
            records.sort(key=lambda record: (record.day, record.child.child_id))
        self.cases.sort(key=lambda case: (case.day, case.episodes[0].child.child_id))

    def reaching(self, day: int, years_back: int = 2) -> "History":
        """What extracts that look back to a day can show, with some years before it for their counts."""
        back = day - 366 * years_back
        contacts, early_help = _since(back, self.contacts), _since(back, self.early_help)
        referrals, section_47s = _since(back, self.referrals), _since(back, self.section_47s)
        assessments, plans, episodes = (
            _reaching(back, self.assessments), _reaching(back, self.plans), _reaching(back, self.episodes))
        return History(contacts, early_help, referrals, assessments, section_47s, plans, episodes, [], self.slips)


def _since(back: int, records: list[Happened]) -> list[Happened]:
    return [r for r in records if r.day >= back]


def _reaching(back: int, records: list[Ended]) -> list[Ended]:
    return [r for r in records if max(r.end, r.end_known) >= back]
