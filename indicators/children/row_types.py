"""The type of the rows that this folder gives: an open gap of one child or worker."""

from datetime import date
from typing import TypedDict


class OpenGap(TypedDict):
    """A gap that is open on `day`: its person and team, its start (`since` says what began it), its length and its due date.

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
