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
