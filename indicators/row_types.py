"""The row of a figure, each field with its type, for words, charts and pages.

A Polars frame does not show the type checker which columns its rows have. `Figure.rows(frame)` makes typed rows, so a misspelt
field is found before anything runs. Values are in shown units: a percentage runs from 0 to 100 and is not rounded. None means
unknown or undefined, never 0; `symbol` gives the reason. The `row_types.py` of other folders have the types of their rows.
"""

from datetime import date
from typing import Protocol, Self

import polars as pl
from msgspec import Struct


class InTime(Protocol):
    """A row of a period: `period_end` is the last day inside, grain month, quarter, year or rolling."""

    @property
    def grain(self) -> str: ...

    @property
    def period_start(self) -> date: ...

    @property
    def period_end(self) -> date: ...


class Row(Struct, frozen=True, kw_only=True):
    """A row of a frame: the type names the columns that are read, with a default for each column that a frame may lack."""

    @classmethod
    def rows(cls, frame: pl.DataFrame) -> list[Self]:
        """The rows of a frame, in its order; columns that the type does not name are left out.

        Raises TypeError, naming the column, for a frame with rows that lacks one the type needs.
        """
        named = [name for name in cls.__struct_fields__ if name in frame.columns]
        return [cls(**each) for each in frame.select(named).iter_rows(named=True)]


class Counted(Row, frozen=True, kw_only=True):
    """A value and its counts: our own figure, a group's or another authority's.

    `value` is None if hidden or missing; `symbol` then says why (c, x, z or u). Numerator and denominator are whole numbers,
    except published full-time equivalents; a plain number has no denominator. Both are rounded to `rounded_to`, which is 1 for
    exact counts. The ends of the 95% interval are None if it was not worked out. `too_few` marks a group with counts and no
    value, because one more or less would move the value by a tenth.
    """

    value: float | None
    numerator: float | None
    denominator: float | None
    symbol: str | None = None
    rounded_to: int = 1
    interval_lower: float | None = None
    interval_upper: float | None = None
    too_few: bool = False

    @property
    def known(self) -> float:
        """The value of a row that has one; raises ValueError for one that is hidden or missing."""
        if self.value is None:
            raise ValueError(f"this figure has no value (symbol {self.symbol}): take only those that have one.")
        return self.value

    @property
    def count(self) -> int | None:
        """The numerator as a whole number; None where it is hidden or missing."""
        return None if self.numerator is None else int(self.numerator)

    @property
    def counts(self) -> tuple[int, int]:
        """Numerator and denominator of a row that has both; raises ValueError for one that lacks one."""
        if self.numerator is None or self.denominator is None:
            raise ValueError(f"this figure lacks one of its counts (symbol {self.symbol}): take only those that have both.")
        return int(self.numerator), int(self.denominator)


class Crossed(Counted, frozen=True, kw_only=True):
    """The figure of two groups at once, as `figures.crossed` gives it."""

    first_group: str
    second_group: str


class Figure(Counted, frozen=True, kw_only=True):
    """One figure: a row of the frame that indicators/README.md describes column by column, in the order of the steps.

    If a frame has not been through a step, the fields of that step have their defaults. Limits (centre, lower, upper) are None
    for points that are not eligible, and if `chart_reason` says why there are none.
    """

    indicator: str
    grain: str
    period_start: date
    period_end: date
    breakdown: str
    category: str
    numerator: int | None
    denominator: int | None
    basis: str
    short_history: bool
    provisional: bool

    eligible: bool = False
    phase: int = 0

    chart_reason: str = ""
    centre: float | None = None
    lower: float | None = None
    upper: float | None = None

    signal: str | None = None  # None where the value is, "none" where nothing stands out

    comparator_year: int | None = None  # the financial year compared with, by the year it ended in
    neighbours_median: float | None = None
    neighbours_mean: float | None = None
    region: float | None = None
    england: float | None = None

    judgement: str | None = None  # better, worse or neither; None where nothing stands out
    expected: float | None = None  # from the time of year alone; None without a season
