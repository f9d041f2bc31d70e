"""Days as whole numbers, so that eleven years of an authority's life can be lived in a second or two.

A day is its proleptic ordinal (date.toordinal). Working days are Monday to Friday less England's bank
holidays, worked out from the rules for Easter and for substitute days, with the one-off days and moves of
2020, 2022 and 2023 (gov.uk, bank holidays).
"""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

FIRST_YEAR, LAST_YEAR = 1990, 2070
MOVED = {date(2020, 5, 4): (date(2020, 5, 8),), date(2022, 5, 30): (date(2022, 6, 2), date(2022, 6, 3))}
ONE_OFF = (date(2022, 9, 19), date(2023, 5, 8))


def easter_sunday(year):
    """The date of Easter Sunday in a year (the anonymous Gregorian computus)."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def bank_holidays(year):
    """The set of England's bank holidays in a year, as dates, substitutes included."""
    first_may, spring, summer = (
        _monday_from(date(year, 5, 1)),
        _monday_from(date(year, 5, 25)),
        _monday_from(date(year, 8, 25)),
    )
    easter = easter_sunday(year)
    days = {easter - timedelta(2), easter + timedelta(1), summer, *(d for d in ONE_OFF if d.year == year)}
    for day in (first_may, spring):
        days.update(MOVED.get(day, (day,)))
    for day in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        while day.weekday() > 4 or day in days:
            day += timedelta(1)
        days.add(day)
    return days


def next_working(day):
    """The ordinal of the first working day on or after a day."""
    days = _working_days()
    return days[bisect_left(days, day)]


def add_working(day, count):
    """The ordinal of the day that lies a number of working days after a day."""
    days = _working_days()
    return days[bisect_right(days, day) - 1 + count]


def is_working(day):
    """Whether an ordinal is a working day in England."""
    return next_working(day) == day


def add_months(day, count):
    """The ordinal some calendar months after a day; a shorter month's end stands in for the days it lacks."""
    start = date.fromordinal(day)
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])).toordinal()


def month_end(day):
    """The ordinal of the last day of a day's month."""
    start = date.fromordinal(day)
    return start.replace(day=monthrange(start.year, start.month)[1]).toordinal()


def month_start(day):
    """The ordinal of the first day of a day's month."""
    return date.fromordinal(day).replace(day=1).toordinal()


def month_name(day):
    """A day's month as text, such as '2026-10'."""
    return date.fromordinal(day).isoformat()[:7]


def iso(day):
    """A day as ISO text; an empty text for None."""
    return "" if day is None else date.fromordinal(day).isoformat()


def years_old(born, day):
    """Age in completed years on a day; minus one before birth."""
    if day < born:
        return -1
    born, day = date.fromordinal(born), date.fromordinal(day)
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _monday_from(day):
    return day + timedelta(-day.weekday() % 7)


@lru_cache(maxsize=1)
def _working_days():
    holidays = {d.toordinal() for year in range(FIRST_YEAR, LAST_YEAR + 1) for d in bank_holidays(year)}
    days = range(date(FIRST_YEAR, 1, 1).toordinal(), date(LAST_YEAR, 12, 31).toordinal())
    return [d for d in days if (d - 1) % 7 < 5 and d not in holidays]
