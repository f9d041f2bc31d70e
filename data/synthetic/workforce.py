"""The workers of the invented authority, known by staff key alone: posts filled, left and filled again.

Spells are half-open: a worker's last day in post is the day before `end`, and the same holds for an
absence. A team's managers hold no cases; the service manager who supervises them is outside the lists, as
in many real extracts.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from . import codes, dates
from .history import Allocation
from .settings import DOMESTIC_ABUSE, DUTY, EXPLOITATION, LOCALITIES, Settings

POSTS = (
    (DUTY, 22, 2, 800),
    (DOMESTIC_ABUSE, 7, 1, 1300),
    (EXPLOITATION, 7, 1, 1300),
    *((locality, 12, 1, 1500) for locality in LOCALITIES),
)  # team, holders, managers, mean days in post
SERVICE_MANAGER = "W0001"
MANAGER = "Team manager"
ROLES = (
    ("Social worker", 62),
    ("Senior social worker", 22),
    ("Advanced practitioner", 8),
    ("Family support worker", 8),
)
TIME = ((1.0, 80), (0.8, 10), (0.6, 7), (0.5, 3))


Absence = tuple[int, int, str]  # start, end, type


@dataclass(slots=True)
class Worker:
    worker_id: str
    team: str
    role: str
    start: int
    end: int
    newly_qualified_until: int | None
    full_time_equivalent: float
    agency: bool
    absences: list[Absence] = field(default_factory=list)  # (start, end, type), in order

    def in_post(self, day: int) -> bool:
        """Whether the worker was in post on a day."""
        return self.start <= day < self.end

    def absent(self, day: int) -> Absence | None:
        """The absence the worker was on that day, or None."""
        at = bisect_right(self.absences, (day, 10**9, "")) - 1
        return self.absences[at] if at >= 0 and self.absences[at][1] > day else None


class Workforce:
    """Every worker who was ever in post, by team."""

    def __init__(self, options: Settings) -> None:
        chance = options.stream("workforce")
        self.teams: dict[str, list[Worker]] = {}
        self.managers: dict[str, list[Worker]] = {}
        serial = iter(range(2, 100_000))
        for team, holders, managers, mean_days in POSTS:
            holders = max(2, round(holders * options.size))
            self.teams[team] = [w for _ in range(holders) for w in _post(chance, options, serial, team, None, mean_days)]
            self.managers[team] = [w for _ in range(managers) for w in _post(chance, options, serial, team, MANAGER, 2400)]
        self.all = [worker for team in self.teams for worker in self.teams[team] + self.managers[team]]

    def cover(self, chance: Random, team: str, start: int, end: int) -> list[Allocation]:
        """Who held a case between two days: spells of (start, end, team, worker id)."""
        spells = []
        while start < end:
            worker = self._one_of(chance, team, start)
            until = min(end, worker.end) if worker.end > start else end
            spells.append((start, until, team, worker.worker_id))
            start = until
        return spells

    def _one_of(self, chance: Random, team: str, day: int) -> Worker:
        # Somebody at work who will stay; failing that anybody in post; failing that a manager.
        holders, managers = self.teams[team], self.managers[team]
        able = [w for w in holders if w.start <= day and w.end > day + 20 and not w.absent(day)]
        able = able or [w for w in holders + managers if w.in_post(day)] or managers
        return able[int(chance.random() * len(able))]

    def manager(self, team: str, day: int, worker_id: str) -> str:
        """The staff key of the manager who supervised a worker of a team on a day."""
        able = [w for w in self.managers[team] if w.in_post(day)] or self.managers[team]
        return able[int(worker_id[1:]) % len(able)].worker_id


def _post(
    chance: Random, options: Settings, serial: Iterator[int], team: str, role: str | None, mean_days: int
) -> Iterator[Worker]:
    day, last = options.life_start - 10, options.end + 1200
    end = day + 60 + _tenure(chance, mean_days)
    start = day - int(chance.random() * 1500)
    while start < last:
        yield _worker(chance, f"W{next(serial):04d}", team, role, start, end)
        # A post stays empty for a while; nobody starts or leaves in the first or last days of a month.
        start = _middle(end + int(chance.random() * (30 if role else 75)))
        end = _middle(start + 150 + _tenure(chance, mean_days))


def _worker(chance: Random, worker_id: str, team: str, role: str | None, start: int, end: int) -> Worker:
    start, end = _middle(start), _middle(end)
    agency = role is None and chance.random() < 0.12
    newly = role is None and not agency and chance.random() < 0.25
    role = role or ("Social worker" if newly else ROLES[0][0] if agency else codes.draw(chance, ROLES))
    worker = Worker(
        worker_id,
        team,
        role,
        start,
        end,
        dates.add_months(start, 12) if newly else None,
        codes.draw(chance, TIME),
        agency,
    )
    worker.absences = _absences(chance, worker)
    return worker


def _absences(chance: Random, worker: Worker) -> list[Absence]:
    spells, day = [], worker.start + 40 + int(chance.random() * 200)
    while day < worker.end - 60:
        kind, days = _absence(chance)
        end = min(day + days, worker.end - 20)
        spells.append((dates.next_working(day), dates.next_working(end), kind))
        day = end + 30 + int(chance.expovariate(1) * 190)
    return [spell for spell in spells if spell[1] > spell[0]]


def _absence(chance: Random) -> tuple[str, int]:
    point = chance.random()
    if point < 0.025:
        return "Maternity", 240 + int(chance.random() * 120)
    if point < 0.40:
        return "Sickness", 3 + int(chance.expovariate(1) * 14)
    return "Annual leave", 7 + 7 * int(chance.random() * 2)


def _middle(day: int) -> int:
    first = dates.month_start(day)
    return dates.next_working(min(max(day, first + 3), first + 20))


def _tenure(chance: Random, mean_days: int) -> int:
    return int(min(chance.expovariate(1), 2.5) * mean_days)
