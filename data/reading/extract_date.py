"""The day of an extract: from its file name, otherwise the latest plausible date inside it."""

import calendar
import math
import re
from datetime import date

import polars as pl

from data.reading import date_order

YEAR, MONTH, DAY = r"(?P<y>20\d\d)", r"(?P<m>0?[1-9]|1[0-2])", r"(?P<d>0?[1-9]|[12]\d|3[01])"
NAMES = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
NAME = rf"(?P<name>{'|'.join([*NAMES, 'sept', *(name[:3] for name in NAMES)])})(?![a-z])"
NAMED = (
    rf"(?<!\d){YEAR}[-_. ]{MONTH}[-_. ]{DAY}(?!\d)",
    r"(?<!\d)(?P<y>20\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\d)",
    rf"(?<!\d){DAY}[-_. ]{MONTH}[-_. ]{YEAR}(?!\d)",
    rf"(?<!\d){DAY}(?:st|nd|rd|th)?[-_. ]*{NAME}[-_., ]*(?P<y>(?:20)?\d\d)(?!\d)",
    rf"(?<![a-z]){NAME}[-_. ]*{DAY}(?:st|nd|rd|th)?[-_., ]+{YEAR}(?!\d)",
    rf"(?<!\d){YEAR}[-_. ]{MONTH}(?![\d])",
    rf"(?<![a-z]){NAME}[-_., ]*{YEAR}(?!\d)",
)
UNCLEAR = r"(?<!\d)\d{1,2}[-_. ]\d{1,2}[-_. ](?:20)?\d\d(?!\d)"  # month first, or a year of two digits that may stand anywhere
FURTHEST_AFTER_MEDIAN = 400  # days: an extract has at most about 13 months after its median; later dates are errors
BELIEVED_SHARE = 0.995
FEWEST_AFTER_NAMED, MOST_AFTER_NAMED = 10, 0.05  # number and share of later dates from which the name counts as wrong
LAST_DAYS, LONGEST_SILENCE, TIMES_THE_USUAL = 10, 183, 10  # the last days with events; days of silence after them; see `_silence`


class DateError(ValueError):
    """The day of an extract cannot be found; the message says why."""


class LaterDates(DateError):
    """Many dates are later than the day in the name; the message says which, and what to do."""


def of(name: str, columns: list[pl.Series], rows: int, today: date | None = None) -> date | None:
    """The day of an extract, from its file name or its columns of event dates (as text); None for an extract without rows.

    Raises DateError if there are rows and no date, if many dates are after the day in the name, or if the last events are so long
    before it that it cannot be the day. `today` is for tests; the default is the clock's day.
    """
    today = today or date.today()
    named, days = from_name(name, today), _days(columns)
    after = (days > named).sum() if named else 0
    if named and after >= FEWEST_AFTER_NAMED and after > MOST_AFTER_NAMED * len(days):
        raise LaterDates(f"its name says {named}, but {after} of its {len(days)} dates are later. {_later(columns, named)}")
    silence = _silence(days, named)
    if silence:
        raise DateError(f"its name says {named}, but it has no events in the {silence} days before: was it made on that day?")
    day = named or from_cells(columns, today)
    if day is None and rows:
        raise DateError("its name has no date, and its rows do not show the day of the extract.")
    return day


def from_name(name: str, today: date | None = None) -> date | None:
    """The latest day in a file name: 2026-10-31, 20261031, 31-10-2026, 31 October 2026, or 2026-10 or October 2026 for that
    month's last day; None without one.

    The month of `today` ends with today. Raises DateError for a day that does not exist, such as 2026-02-30, and for one that can
    be read in several ways or is month first, such as 10-31-2026: a day found in the rows instead would only be near it.
    """
    for pattern in NAMED:
        written = list(re.finditer(pattern, name, re.IGNORECASE))
        found = [day for match in written if (day := _day(match.groupdict(), today))]
        if written and not found:
            raise DateError(f"its name says {written[-1][0]}, which is not a day.")
        if found:
            return max(found)
    if unclear := re.search(UNCLEAR, name):
        raise DateError(f"its name says {unclear[0]}, which does not show the day, the month and the year.")
    return None


def from_cells(columns: list[pl.Series], today: date | None = None) -> date | None:
    """The 99.5% quantile of the event dates, without those over 400 days after their median or after `today`; None without dates.

    The latest date itself is not used, because with one mistyped year the extract would seem to cover days that it does not.
    """
    days = _days(columns).sort()
    days = days.filter(days <= today) if today else days
    if days.is_empty():
        return None
    days = days.filter((days - days[(len(days) - 1) // 2]).dt.total_days() <= FURTHEST_AFTER_MEDIAN)
    return days[math.ceil(len(days) * BELIEVED_SHARE) - 1]


def _later(columns: list[pl.Series], named: date) -> str:
    """Which column has most of the dates after the day in the name, which date most of them are, and what to do."""
    later = {column.name.replace("_", " "): (days := _days([column])).filter(days > named) for column in columns}
    name, days = max(later.items(), key=lambda each: len(each[1]))
    often, n = days.value_counts(sort=True, name="n").row(0) if len(days) else (None, 0)
    if n > 1 and n * 2 > len(days):
        return f"{n} are {often}, in the column of the {name}. If that date stands for no date, leave those cells blank."
    which = f"{len(days)} are in the column of the {name}, such as {days.max()}. " if n else ""
    return f"{which}If its name has the wrong day, correct it; otherwise correct those dates."


def _silence(days: pl.Series, named: date | None) -> int:
    """The days between the last event and the day in the name, if they are too many to be plausible; otherwise 0.

    Too many means more than six months, the window of an Annex A, and more than ten times the usual distance between days with
    events (of the last ten such days), because a list with few events, such as audits in batches, may have longer pauses.
    """
    last = days.filter(days <= named).unique().sort().tail(LAST_DAYS) if named else days.clear()
    if len(last) < LAST_DAYS:
        return 0
    usual, silent = (last[-1] - last[0]).days / (LAST_DAYS - 1), (named - last[-1]).days
    return silent if silent > max(LONGEST_SILENCE, TIMES_THE_USUAL * usual) else 0


def _day(parts: dict, today: date | None = None) -> date | None:
    year = int(parts["y"]) if len(parts["y"]) == 4 else 2000 + int(parts["y"])
    month = int(parts.get("m") or next(number for number, name in enumerate(NAMES, 1) if name.startswith(parts["name"].lower())))
    last = calendar.monthrange(year, month)[1]
    if today and not parts.get("d") and (year, month) == (today.year, today.month):
        return today
    day = int(parts.get("d") or last)
    return date(year, month, day) if day <= last else None


def _days(columns: list[pl.Series]) -> pl.Series:
    """The dates in text columns, in the order of day and month that each column shows; a column that shows none is left out."""
    counted = {str(number): column.drop_nulls().value_counts(name="n").rows() for number, column in enumerate(columns)}
    refused = date_order.refusals({name: date_order.column(cells) for name, cells in counted.items()})
    days = [day for name in counted.keys() - refused.keys() for cell, n in counted[name]
            for day in [date_order.day(cell)] * n if day]  # fmt: skip
    made = pl.Series("day", days, dtype=pl.Date)
    return made.filter((made.dt.year() > 1990) & (made.dt.year() < 2100))
