"""How the invented authority stood at each month's end: what was open, and who was supervised in time.

A gap is the days from the last session held by then, or from the start in post, of the plan or of the
episode if that is later. A worker's absences do not run, and a worker away on the day is not counted.
Nothing stops a child's gap.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import TypedDict

from . import supervision
from .dates import iso
from .history import Episode, History, Spell
from .settings import STANDARD_DAYS, Settings
from .supervision import Session
from .workforce import Workforce

FAR_AHEAD = 10**9
ByTeam = dict[str, dict[str, int]]  # counts, by name; those of every team are `All`


class MonthEnd(TypedDict):
    """What was open at a month's end, and who was supervised in time."""

    plans_open: int
    episodes_open: int
    workers: ByTeam
    children_open: ByTeam
    children_on_plan: ByTeam


def told(
    options: Settings, history: History, workforce: Workforce, worker_sessions: list[Session], case_sessions: list[Session]
) -> dict[str, MonthEnd]:
    """For every extract's day, as ISO text: plans and episodes open, and those within standard by team."""
    episodes = [
        e for e in history.episodes if e.day <= options.end >= e.known and max(e.end, e.end_known) > options.history_start
    ]
    plans = [(e, p) for e in episodes for p in e.plans if p.day <= options.end >= p.known]
    workers, children = _held(worker_sessions, "worker_id"), _held(case_sessions, "child_id")
    ends: dict[str, MonthEnd] = {}
    for day in options.extract_days:
        open_episodes = [(e, e.day) for e in episodes if e.day <= day < ended(e, options)]
        open_plans = [(e, p.day) for e, p in plans if p.day <= day < ended(p, options)]
        ends[iso(day)] = {
            "plans_open": len(open_plans),
            "episodes_open": len(open_episodes),
            "workers": _workers(workforce, workers, day),
            "children_open": _children(open_episodes, children, day),
            "children_on_plan": _children(open_plans, children, day),
        }
    return ends


def _workers(workforce: Workforce, held: defaultdict[str, list[int]], day: int) -> ByTeam:
    teams = defaultdict(Counter)
    for w in workforce.all:
        if w.in_post(day):
            since = max(_last(held[w.worker_id], day), w.start)
            away = sum(max(0, min(end, day + 1) - max(start, since + 1)) for start, end, _ in w.absences)
            at_work = w.absent(day) is None
            within = at_work and day - since - away <= STANDARD_DAYS
            teams[w.team].update(in_post=1, at_work=at_work, within_standard=within)
    return with_all(teams)


def _children(opened: list[tuple[Episode, int]], held: defaultdict[str, list[int]], day: int) -> ByTeam:
    teams = defaultdict(Counter)
    for episode, start in opened:
        gap = day - max(_last(held[episode.child.child_id], day), start)
        teams[episode.case.allocated(day)[0]].update(open=1, within_standard=gap <= STANDARD_DAYS)
    return with_all(teams)


def _held(sessions: list[Session], subject: str) -> defaultdict[str, list[int]]:
    days = defaultdict(list)
    for s in sessions:
        if s.status == supervision.HELD:
            days[getattr(s, subject)].append(s.day)
    return days


def _last(days: list[int], day: int) -> int:
    at = bisect_right(days, day)
    return days[at - 1] if at else 0


def ended(record: Spell, options: Settings) -> int:
    """The day a spell ended as far as the last extract knows."""
    return record.end if record.end <= options.end >= record.end_known else FAR_AHEAD


def with_all(teams: Mapping[str, Counter[str]]) -> ByTeam:
    """Counts by team as plain dictionaries, with their sum as All."""
    total = sum(teams.values(), Counter())
    return {"All": dict(total), **{team: dict(teams[team]) for team in sorted(teams)}}
