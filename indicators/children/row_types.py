"""The rows that leave this room, each key or field with its type: gaps that are open, how long waits last, how journeys ended."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple, Self, TypedDict

import polars as pl

from indicators.row_types import Counted, Row

MEASURES = PAST, BY_HALF, TWICE, DUE = "past", "past by half", "past twice", "due"


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


class Gaps(Row, frozen=True, kw_only=True):
    """How many gaps are open in one place on `day`: a row of `gaps.counted`.

    `people` is of how many; `of` has for each of MEASURES how many of them, and their share in percent. None where it is hidden.
    """

    breakdown: str
    category: str
    day: date
    standard_days: int
    people: int | None
    symbol: str | None
    rounded_to: int
    of: Mapping[str, Counted]

    @classmethod
    def rows(cls, frame: pl.DataFrame) -> list[Self]:
        """The rows of `gaps.counted`, which has two columns for each measure: its count, and its share."""
        own = [name for name in cls.__struct_fields__ if name != "of"]
        return [cls(**{name: row[name] for name in own}, of={name: _measured(row, name) for name in MEASURES})
                for row in frame.iter_rows(named=True)]

    @property
    def past(self) -> Counted:
        """Those past the standard."""
        return self.of[PAST]


def _measured(row: dict[str, Any], name: str) -> Counted:
    return Counted(value=row[f"{name}_share"], numerator=row[name], denominator=row["people"], symbol=row["symbol"],
                   rounded_to=row["rounded_to"])


class Wait(Row, frozen=True, kw_only=True):
    """How long the waits of one kind, period and place last: a row of `waits.figures`.

    `value`, with its 95% interval, is the share in percent that lasts longer than `standard_days` or, of a kind that returns, has
    returned by then; the median is in days. They are None where too few were followed (symbol u) or it is hidden (c).
    """

    kind: str
    standard_days: int
    grain: str
    period_start: date
    period_end: date
    breakdown: str
    category: str
    spells: int | None
    events: int | None
    people: int | None
    open_over: int | None  # still open at the end, and longer than the standard already
    median: float | None
    median_lower: float | None
    median_upper: float | None  # None where no end is in sight
    value: float | None
    lower: float | None
    upper: float | None
    symbol: str | None
    rounded_to: int = 1


class CurveDay(TypedDict):
    """A day of a curve: the share in percent, and its 95% interval, None where there is none."""

    day: int
    value: float
    lower: float | None
    upper: float | None


class Curve(NamedTuple):
    """The curve of a wait: `said` is its share in words, empty where it has none; its points in order of days."""

    figure: Wait
    said: str
    points: list[CurveDay]


class Ending(Row, frozen=True, kw_only=True):
    """How many journeys of one cohort and period ended in one way: a row of `journey.flow`. Each was followed for `months`."""

    cohort: str
    grain: str
    period_start: date
    period_end: date
    months: int
    stage: str
    ending: str
    journeys: int


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
