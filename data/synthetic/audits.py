"""Audits of case files in the invented authority: some are due every month, most are done, and what they find is answered.

In one planted quarter far fewer are done. An audit that finds work to do asks for an answer within four weeks. Some answers
are late and a few never come; from a planted day many never do.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from . import codes, dates
from .history import Episode, History
from .settings import Settings

EVERY_MONTH = 24  # audits due at each month's end, in an authority of 33,000 children
DONE, DONE_IN_QUARTER, LATE = 0.92, 0.5, 0.1
GRADES = (("Outstanding", 6), ("Good", 46), ("Requires improvement", 38), ("Inadequate", 10))
FINE = ("Outstanding", "Good")
ANSWER_DAYS, ASKED_OF_FINE = 28, 0.25
ANSWERED, ANSWERED_LATELY, ANSWERED_IN_TIME = 0.97, 0.6, 0.8  # the share of answers that come; of those, the share in time


@dataclass(slots=True)
class Audit:
    child_id: str
    team: str
    due: int
    completed: int | None = None
    grade: str | None = None
    response_due: int | None = None
    response: int | None = None


def asked_for(options: Settings, history: History) -> list[Audit]:
    """Every audit due from the first window's end on, in order of day, as it stood on the last extract's day."""
    chance, day, found = options.stream("audits"), dates.month_end(options.history_start), []
    count = max(2, round(EVERY_MONTH * options.size))
    while day <= options.end:
        due = dates.add_working(day, 0)
        opened = [e for e in history.episodes if e.day <= day - 60 and e.end > day and e.known <= day]
        for episode in chance.sample(opened, min(count, len(opened))):
            found.append(_audit(options, chance, episode, due))
        day = dates.month_end(day + 1)
    return found


def in_quarter(options: Settings, day: int) -> bool:
    """Whether a day lies in the planted quarter, in which fewer audits were done."""
    return options.audit_quarter <= day < dates.add_months(options.audit_quarter, 3)


def _audit(options: Settings, chance: Random, episode: Episode, due: int) -> Audit:
    audit = Audit(episode.child.child_id, episode.case.allocated(due)[0], due)
    done = chance.random() < (DONE_IN_QUARTER if in_quarter(options, due) else DONE)
    late = chance.random() < LATE
    completed = dates.next_working(due + 3 + int(chance.random() * 25)) if late else _before(due, chance)
    grade = codes.draw(chance, GRADES)
    asked = grade not in FINE or chance.random() < ASKED_OF_FINE
    wait = int(chance.random() * ANSWER_DAYS) if chance.random() < ANSWERED_IN_TIME else 30 + int(chance.random() * 60)
    answered = chance.random() < (ANSWERED if due < options.answers_until else ANSWERED_LATELY)
    if done and completed <= options.end:
        audit.completed, audit.grade = completed, grade
        audit.response_due = completed + ANSWER_DAYS if asked else None
        response = dates.next_working(completed + 1 + wait)
        audit.response = response if asked and answered and response <= options.end else None
    return audit


def _before(due: int, chance: Random) -> int:
    return dates.add_working(due, -int(chance.random() * 12))


def rows(audits: list[Audit]) -> Iterator[tuple[str, ...]]:
    """The extract's rows."""
    for number, a in enumerate(audits, start=1):
        days = (dates.iso(day) for day in (a.response_due, a.response))
        yield (f"A{number:05d}", a.child_id, dates.iso(a.due), dates.iso(a.completed), a.grade or "", *days, a.team)
