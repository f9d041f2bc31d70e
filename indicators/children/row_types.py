"""The rows that leave this room, each key with its type: an open gap of one person."""

from datetime import date
from typing import TypedDict


class OpenGap(TypedDict):
    """A gap that is open on `day`: whose it is, since when (`since` says what began it), how long, and when it is or was due.

    `person` is the child or the worker, by the kind of gap; `child_id` is None for gaps of workers. See `gap_now.sql`.
    """

    kind: str
    child_id: str | None
    worker_id: str | None
    person: str
    team: str
    day: date
    first_day: date
    clock_start: date
    since: str
    gap_days: int
    standard_days: int
    due_date: date
    overdue_days: int


class Event(TypedDict):
    """An event or, where it `lasts`, a spell of a child, as `timeline.of_child` gives it; an open spell has no `end_date`."""

    kind: str
    start_date: date
    end_date: date | None
    lasts: bool
    what: str | None
    team: str | None
    record_id: str
    seen: bool | None
    unseen_days: int | None


class GapEvent(TypedDict):
    """A visit or session of somebody with an open gap; `closes` says whether it ended a gap."""

    person: str
    day: date
    closes: bool


class Absence(TypedDict):
    """A time a worker was away: its first and last day."""

    person: str
    first_day: date
    last_day: date
