"""Days as whole numbers, so that eleven years of an authority's life can be lived in a second or two.

A day is its proleptic ordinal (date.toordinal). Working days are Monday to Friday less England's bank
holidays.
"""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from datetime import date
from functools import lru_cache

from data import bank_holidays

FIRST_YEAR, LAST_YEAR = 1990, 2070


def next_working(day: int) -> int:
    """The ordinal of the first working day on or after a day."""
    days = _working_days()
    return days[bisect_left(days, day)]


def add_working(day: int, count: int) -> int:
    """The ordinal of the day that lies a number of working days after a day."""
    days = _working_days()
    return days[bisect_right(days, day) - 1 + count]


def is_working(day: int) -> bool:
    """Whether an ordinal is a working day in England."""
    return next_working(day) == day


def add_months(day: int, count: int) -> int:
    """The ordinal some calendar months after a day; a shorter month's end stands in for the days it lacks."""
    start = date.fromordinal(day)
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])).toordinal()


def month_end(day: int) -> int:
    """The ordinal of the last day of a day's month."""
    start = date.fromordinal(day)
    return start.replace(day=monthrange(start.year, start.month)[1]).toordinal()


def month_start(day: int) -> int:
    """The ordinal of the first day of a day's month."""
    return date.fromordinal(day).replace(day=1).toordinal()


def month_name(day: int) -> str:
    """A day's month as text, such as '2026-10'."""
    return date.fromordinal(day).isoformat()[:7]


def iso(day: int | None) -> str:
    """A day as ISO text; an empty text for None."""
    return "" if day is None else date.fromordinal(day).isoformat()


def years_old(born: int, day: int) -> int:
    """Age in completed years on a day; minus one before birth."""
    if day < born:
        return -1
    birth, on = date.fromordinal(born), date.fromordinal(day)
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


@lru_cache(maxsize=1)
def _working_days() -> list[int]:
    holidays = {day.toordinal() for day in bank_holidays.days(range(FIRST_YEAR, LAST_YEAR + 1))}
    days = range(date(FIRST_YEAR, 1, 1).toordinal(), date(LAST_YEAR, 12, 31).toordinal())
    return [d for d in days if (d - 1) % 7 < 5 and d not in holidays]
