"""The day an extract was taken: from the name of its file, or else the latest believable date inside it."""

import calendar
import re
from datetime import date

import polars as pl

YEAR, MONTH, DAY = r"(?P<y>20\d\d)", r"(?P<m>0?[1-9]|1[0-2])", r"(?P<d>0?[1-9]|[12]\d|3[01])"
NAMED = (
    rf"(?<!\d){YEAR}[-_. ]{MONTH}[-_. ]{DAY}(?!\d)",
    r"(?<!\d)(?P<y>20\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\d)",
    rf"(?<!\d){DAY}[-_. ]{MONTH}[-_. ]{YEAR}(?!\d)",
    rf"(?<!\d){YEAR}[-_. ]{MONTH}(?![\d])",
)
FURTHEST_AFTER_MEDIAN = 400  # days: an extract holds at most some 13 months after its middle; later is a slip of the pen
LATE_SHARE = 0.005


def from_name(name: str) -> date | None:
    """The latest day written in a file name: 2026-10-31, 20261031, 31-10-2026, or 2026-10 for that month's last day."""
    for pattern in NAMED:
        found = [_day(match.groupdict()) for match in re.finditer(pattern, name)]
        if any(found):
            return max(filter(None, found))
    return None


def from_cells(columns: list[pl.Series]) -> date | None:
    """The day below which 99.5 % of the event dates lie, those over 400 days after their median set aside; None without any.

    Not the very latest date: one mistyped year would make the extract claim days it knows nothing of.
    """
    days = pl.concat([_days(column) for column in columns]).drop_nulls() if columns else pl.Series(dtype=pl.Date)
    if days.is_empty():
        return None
    days = days.sort()
    middle = days[(len(days) - 1) // 2]
    days = days.filter((days - middle).dt.total_days() <= FURTHEST_AFTER_MEDIAN)
    return days[min(len(days) - 1, round(len(days) * (1 - LATE_SHARE)))]


def _day(parts: dict) -> date | None:
    year, month = int(parts["y"]), int(parts["m"])
    last = calendar.monthrange(year, month)[1]
    day = int(parts.get("d") or last)
    return date(year, month, day) if day <= last else None


def _days(column: pl.Series) -> pl.Series:
    """ISO and dd/mm/yyyy dates of a text column; any other form is null, which is enough to date an extract by."""
    iso = column.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
    english = column.str.slice(0, 10).str.to_date("%d/%m/%Y", strict=False)
    days = iso.fill_null(english) if len(iso) else iso
    return days.filter((days.dt.year() > 1990) & (days.dt.year() < 2100))
