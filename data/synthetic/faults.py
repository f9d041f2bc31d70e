"""The faults planted in the invented authority's records: a few of every kind that an extract really has.

They are planted once everything has happened, so that nothing else in the authority changes. No child has two of them.
Each is told in truths.json by the check that should list it: `listed` as (kind, child, day), `put_right` for those that a
later extract shows as they should be, which no check may list.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from typing import TypeVar

from . import dates, faults_beside, faults_of_activity, faults_of_children, faults_of_spells
from .audits import Audit
from .dates import iso
from .history import Child, History, Record
from .local import Lived
from .recording import Visit
from .settings import Settings
from .slips import NEVER, Cell, Slip
from .supervision import Session

LATELY_DAYS = 92  # the newest months, whose faults nobody has come to yet


Told = tuple[str, str, str] | str  # of a record: kind, child and day; of a child: the child
Placed = Record | Session | Visit | Audit
Chosen = TypeVar("Chosen", bound=Placed)


def day_of(record: Placed) -> int:
    """The day a record is placed by: an audit's is the day it was due."""
    return record.due if isinstance(record, Audit) else record.day


class Faults:
    """The faults of one authority: what is planted, on whom, and what is to be told of it."""

    def __init__(self, options: Settings, history: History, lived: Lived) -> None:
        self.options, self.history, self.lived = options, history, lived
        self.chance, self.used = options.stream("faults"), set()
        self.told: defaultdict[str, dict[str, list[Told]]] = defaultdict(lambda: {"listed": [], "put_right": []})
        self.first, self.lately = options.extract_days[0] + 30, options.end - LATELY_DAYS

    def choose(
        self, records: list[Chosen], count: int, lately: int | None = None, on: Callable[[Chosen], int] = day_of
    ) -> list[Chosen]:
        """So many records of children with no fault so far, `lately` of them (half by default) from the newest months.

        `on` gives the day a record is placed by. Fewer where there are fewer; a child gives one record at most.
        """
        lately = (count + 1) // 2 if lately is None else lately
        able = [r for r in records if self.first <= on(r) <= self.options.end >= getattr(r, "known", 0)]
        newest = self._some([record for record in able if on(record) > self.lately], lately)
        return newest + self._some([record for record in able if on(record) <= self.lately], count - lately)

    def once(self, records: list[Chosen]) -> list[Chosen]:
        """The records of children who have only one in the list."""
        counts = Counter(who(record) for record in records)
        return [record for record in records if counts[who(record)] == 1]

    def _some(self, records: list[Chosen], count: int) -> list[Chosen]:
        found: list[Chosen] = []
        for record in self.chance.sample(records, len(records)):
            if len(found) == count:
                break
            if who(record) not in self.used:
                self.used.add(who(record))
                found.append(record)
        return found

    def tell(self, check: str, child_id: str, day: int, kind: str = "", fate: str = "listed") -> None:
        """Note that a check should list a record of a child and day, or that its fault was put right."""
        self.told[check][fate].append((kind, child_id, iso(day)))

    def slip(self, number: int, record: Record, cells: Mapping[int, Cell], since: int = 0, put_right: int = NEVER) -> None:
        """Show a record of a numbered list with other cells."""
        self._add(number, record, Slip(cells, since, put_right))

    def give_twice(self, number: int, record: Record, cells: Mapping[int, Cell], day: int) -> None:
        """Show a record twice in the extract of one day, the second time with other cells."""
        self._add(number, record, Slip(cells, day, day + 1, twice=True))

    def describe(self, child: Child, cells: Mapping[int, Cell], put_right: int = NEVER) -> None:
        """Show a child with other details in every list."""
        self.history.slips.children[child.child_id] = Slip(cells, 0, put_right)

    def after(self, day: int) -> int:
        """A day by which the second extract since a day has been drawn: the slip stood in one and is right in the next."""
        return dates.month_end(day) + 1

    def _add(self, number: int, record: Record, slip: Slip) -> None:
        self.history.slips.records.setdefault(number, {})[record.child.child_id, record.day] = slip


def who(record: Placed) -> str:
    """The child a record is about."""
    return record.child_id if isinstance(record, Session | Visit | Audit) else record.child.child_id


def plant(options: Settings, history: History, lived: Lived) -> dict[str, dict[str, list[Told]]]:
    """Plant every fault in a history and what was lived beside it, and return their truths by check."""
    faults = Faults(options, history, lived)
    for each in (faults_of_spells, faults_of_activity, faults_of_children, faults_beside):
        each.plant(faults)
    history.sort()
    return {check: {fate: sorted(records) for fate, records in fates.items()} for check, fates in sorted(faults.told.items())}
