"""Legal advice in the invented authority: most children on a repeat plan have it, and from a planted day on it is late.

Brothers and sisters whose plans begin on the same day share one advice. A few first plans have advice too.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from . import codes, dates
from .history import History, Plan
from .settings import Settings

ADVISED_REPEAT, ADVISED_FIRST = 0.75, 0.08
PROMPT, LATE = (8, 20), (45, 60)  # the fewest days from the plan's start, and the most additional days
TYPES = (("Legal planning meeting", 70), ("Legal advice", 30))


@dataclass(slots=True)
class Advice:
    """Advice about one child for a `plan`."""

    plan: Plan
    day: int
    kind: str


def taken(options: Settings, history: History) -> list[Advice]:
    """All advice from the first window to the last extract's day, in order of day, one record per child."""
    chance, groups, found = options.stream("legal advice"), defaultdict(list), []
    for plan in history.plans:
        if options.history_start <= plan.day <= options.end >= plan.known:
            groups[id(plan.case), plan.day].append(plan)
    for (_, start), group in groups.items():
        repeat, first = chance.random() < ADVISED_REPEAT, chance.random() < ADVISED_FIRST
        least, more = LATE if start >= options.legal_advice_from else PROMPT
        day, kind = dates.next_working(start + least + int(chance.random() * more)), codes.draw(chance, TYPES)
        advised = [p for p in group if (repeat if p.previous else first) and day < p.end and day <= options.end]
        found += [Advice(plan, day, kind) for plan in advised]
    return sorted(found, key=lambda advice: (advice.day, advice.plan.child.child_id))


def rows(advice: list[Advice]) -> Iterator[tuple[str, ...]]:
    """The extract's rows."""
    for number, a in enumerate(advice, start=1):
        yield f"L{number:05d}", a.plan.child.child_id, dates.iso(a.day), a.kind
