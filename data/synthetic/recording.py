"""When the visits of the invented authority were put on record: within days, and in one locality often weeks later."""

from dataclasses import dataclass
from random import Random

from .history import History
from .settings import LOCALITIES, Settings

LATE_TEAM = LOCALITIES[0]
LATE, LATE_IN_TEAM = 0.05, 0.35
PROMPT_DAYS = 5  # on record within so many days of the visit is prompt


@dataclass(slots=True)
class Visit:
    """A visit as the extract holds it, with the team the child was with that day."""

    day: int
    child_id: str
    seen: bool
    alone: str
    team: str | None
    recorded: int


def of_visits(options: Settings, history: History) -> list[Visit]:
    """Every visit from the first window on, in order of day; nothing is on record after the last extract's day."""
    chance = options.stream("visits on record")
    found = sorted((day, p.child.child_id, seen, alone, p.case.allocated(day)[0]) for p in history.plans
                   for day, seen, alone in p.visits if options.history_start <= day <= options.end)  # fmt: skip
    return [Visit(*visit, min(visit[0] + _delay(chance, visit[4]), options.end)) for visit in found]


def _delay(chance: Random, team: str) -> int:
    late = chance.random() < (LATE_IN_TEAM if team == LATE_TEAM else LATE)
    return PROMPT_DAYS + 1 + int(chance.random() * 30) if late else int(chance.random() * (PROMPT_DAYS - 1))
