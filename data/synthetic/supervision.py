"""Supervision in the invented authority: of each worker, and of each case, about every four weeks.

Two planted truths lie here: from a known month, workers of the duty and assessment team wait about twice as
long, and from another, so do the cases of one locality. Only a session that was held closes a gap; absences
move a worker's session.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from . import codes, dates
from .history import Case, History
from .settings import DUTY, LOCALITIES, Settings
from .workforce import MANAGER, SERVICE_MANAGER, Worker, Workforce

CASE_GAP_TEAM, WORKER_GAP_TEAM = LOCALITIES[1], DUTY
Rhythm = tuple[int, int, float]
USUAL = (26, 3, 0.12)  # mean days between sessions, their spread, and the chance that one is missed
DRIFTED = (50, 14, 0.05)
CASE_USUAL = (25, 3, 0.11)
CASE_DRIFTED = (48, 14, 0.05)
HELD, CANCELLED, RESCHEDULED, PLANNED = "HELD", "CANCELLED", "RESCHEDULED", "PLANNED"
WORKER_TYPES = (("COMBINED", 55), ("PROFESSIONAL", 35), ("PERSONAL", 6), ("GROUP", 4))
CASE_TYPES = (("CASE", 86), ("REFLECTIVE", 7), ("GROUP", 4), ("JOINT", 3))


@dataclass(slots=True)
class Session:
    """One session about a worker, or about a child when `child_id` is given."""

    child_id: str
    worker_id: str
    supervisor_id: str
    team: str
    day: int
    recorded: int | None
    kind: str
    status: str


def of_workers(options: Settings, workforce: Workforce) -> list[Session]:
    """Every worker's own sessions from the first window on, in order of day; the next is planned."""
    chance, sessions = options.stream("worker supervision"), []
    for worker in workforce.all:
        if worker.end > options.history_start:
            drift = options.worker_gap_from if worker.team == WORKER_GAP_TEAM else options.end + 400
            pace = _Pace(chance, USUAL, DRIFTED, drift)
            for day, status in _days(pace, worker.start, min(worker.end, options.end + 40), worker):
                sessions.append(_with(worker, day, status, pace, workforce))
    return _seen(options, sessions)


def of_cases(options: Settings, workforce: Workforce, history: History) -> list[Session]:
    """Every open child's sessions from the first window on, a row a child, in order of day."""
    chance, sessions = options.stream("case supervision"), []
    for case in history.cases:
        if case.end > options.history_start:
            drift = options.case_gap_from if case.spells[-1][2] == CASE_GAP_TEAM else options.end + 400
            pace = _Pace(chance, CASE_USUAL, CASE_DRIFTED, drift)
            for day, status in _days(pace, case.day, min(case.end, options.end + 1)):
                sessions += _about(case, day, status, pace, workforce)
    return _seen(options, sessions)


class _Pace:
    # How often sessions come, before and after a planted day.
    def __init__(self, chance: Random, usual: Rhythm, drifted: Rhythm, drift: int) -> None:
        self.chance, self.usual, self.drifted, self.drift = chance, usual, drifted, drift

    def gap(self, day: int) -> tuple[int, int]:
        """The days to the next session, and whether one in between was missed."""
        mean, spread, missed = self.usual if day < self.drift else self.drifted
        days = max(6, round(self.chance.gauss(mean, spread)))
        if self.chance.random() < missed:
            return days, max(8, round(self.chance.gauss(mean, spread)))
        if day < self.drift <= day + days:
            later = max(6, round(self.chance.gauss(*self.drifted[:2])))
            return max(later, self.drift - day + int(self.chance.random() * 25)), 0
        return days, 0

    def recorded(self, day: int) -> int:
        """The day a session's record was entered: within days, and for some within weeks."""
        late = self.chance.random() < 0.06
        return day + int(self.chance.random() * 4) + (int(5 + self.chance.random() * 30) if late else 0)

    def kind(self, table: Sequence[tuple[str, int]]) -> str:
        """What sort of session it was, drawn from a table."""
        return codes.draw(self.chance, table)


def _days(pace: _Pace, start: int, end: int, worker: Worker | None = None) -> Iterator[tuple[int, str]]:
    # The days of a worker's or a case's sessions: held, and now and then one missed on the way.
    day = dates.next_working(start + 5 + int(pace.chance.random() * 12))
    while day < end:
        away = worker.absent(day) if worker else None
        if away:
            day = dates.next_working(away[1] + 2 + int(pace.chance.random() * 8))
            continue
        yield day, HELD
        first, second = pace.gap(day)
        if second:
            missed = dates.next_working(day + first)
            if missed < end and not (worker and worker.absent(missed)):
                yield missed, CANCELLED if pace.chance.random() < 0.6 else RESCHEDULED
        day = dates.next_working(day + first + second)


def _with(worker: Worker, day: int, status: str, pace: _Pace, workforce: Workforce) -> Session:
    supervisor = SERVICE_MANAGER if worker.role == MANAGER else workforce.manager(worker.team, day, worker.worker_id)
    recorded, kind = pace.recorded(day), pace.kind(WORKER_TYPES)
    return Session("", worker.worker_id, supervisor, worker.team, day, recorded, kind, status)


def _about(case: Case, day: int, status: str, pace: _Pace, workforce: Workforce) -> list[Session]:
    team, worker_id = case.allocated(day)
    supervisor, recorded = workforce.manager(team, day, worker_id), pace.recorded(day)
    kind = pace.kind(CASE_TYPES)
    return [
        Session(e.child.child_id, worker_id, supervisor, team, day, recorded, kind, status) for e in case.episodes if day < e.end
    ]


def _seen(options: Settings, sessions: list[Session]) -> list[Session]:
    # What the extracts hold: sessions from the first window on, recorded by the end, and the next planned.
    seen = []
    for s in sessions:
        if s.day > options.end:
            s.status, s.recorded = PLANNED, None
        if s.day >= options.history_start and (s.recorded or 0) <= options.end:
            seen.append(s)
    return sorted(seen, key=lambda s: (s.day, s.worker_id, s.child_id, s.status))
