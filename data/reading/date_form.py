"""Reads one cell of a date column without deciding the order of day and month, which only its whole column can show.

The result is a day, or two possible days (`either`), or a form that is no day. Other modules decide what a column means.
"""

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from data.reading import clock_time

FIRST, LAST = date(1900, 1, 2), date(2099, 12, 31)
NEVER = {(1, 1), (12, 30), (12, 31)}  # month and day that systems write, with a year before 1901, for "never"
LONGEST = 100  # characters; what JavaScript writes has about 60
EXCEL_ZERO = date(1899, 12, 30)
LATEST_SHORT_YEAR = 68  # 68 is 2068 and 69 is 1969
NAMES = (
    "january jan ionawr ion janvier janv januar enero ene",
    "february feb chwefror chwef chw fevrier février févr fev februar febrero",
    "march mar mawrth maw mars märz maerz mrz marzo", "april apr ebrill ebr avril avr abril abr", "may mai mayo",
    "june jun mehefin meh juin juni junio", "july jul gorffennaf gorff gor juillet juil juli julio",
    "august aug awst août aout agosto ago", "september sep sept medi septembre septiembre",
    "october oct hydref hyd octobre oktober okt octubre", "november nov tachwedd tach novembre noviembre",
    "december dec rhagfyr rhag décembre decembre déc dezember dez diciembre dic",
)  # fmt: skip
MONTHS = {name: number for number, names in enumerate(NAMES, 1) for name in names.split()}
WEEKDAY = re.compile(r"^(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?)\.?,? +")
DAY, NAME, YEAR, GAP = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?", r"(?P<name>[^\W\d_]{3,})\.?", r"(?P<y>\d{4})", r"(?:[-/., ]| of | de )*"
WORDED = tuple(map(re.compile, (
    rf"{DAY}{GAP}{NAME}{GAP}(?P<y>\d{{4}}|'?\d{{2}})", rf"{NAME}{GAP}{DAY}[-/, ]+{YEAR}", rf"{YEAR}{GAP}{NAME}{GAP}{DAY}",
)))  # fmt: skip
YEAR_FIRST = re.compile(r"(\d{4}) ?([-/. ]) ?(\d{1,2}) ?\2 ?(\d{1,2})\.?")
YEAR_LAST = re.compile(r"(\d{1,2}) ?([-/. ]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})\.?")
SERIAL = re.compile(r"([2-7]\d{4})([.,]\d+)?")
OPEN = re.compile(r"(?<!\d)(9999|2999)(?!\d)|^(9999|2999)\d{4}$|^\d{4}(9999|2999)$")  # a year that stands for "no end"
SINCE_1970 = re.compile(r"-?\d{9,13}(\.\d+)?")


class Form(NamedTuple):
    """A cell as read: `kind` is 'day', 'either', 'open', 'never', 'year, day, month', 'since 1970' or 'unread'.

    `either` has the day if day comes first, the day if month comes first (None where that is no day) and `parts`, its three
    numbers; `shape` says how it is written, such as '/4' for a slash and a year of four digits. `clock` is a time of day without
    a zone, None without a time.
    """

    kind: str
    day: date | None = None
    month_first: date | None = None
    parts: tuple[int, int, int] = (0, 0, 0)
    shape: str = ""
    clock: timedelta | None = None


@lru_cache(maxsize=200_000)
def of(cell: str) -> Form:
    """The form of a cell's text; a text that is no date is 'unread'."""
    written = re.sub(r"\s+", " ", cell.strip().casefold())
    if len(written) > LONGEST:
        return Form("unread")
    if OPEN.search(written):
        return Form("open")
    if found := clock_time.since_1970(written):
        return _bounded(found)
    written = WEEKDAY.sub("", written)
    timed = clock_time.split(written)
    if timed is None:
        return _untimed(clock_time.without_zone(written))
    form = _untimed(timed.date)
    there = clock_time.in_london(form.day, timed.utc) if form.day else None
    if form.kind == "day":
        return _bounded(there)._replace(clock=timed.clock)
    form = form._replace(clock=timed.clock)
    return form if there == form.day else Form("unread")  # such as 01/09/2026 23:30Z, which has another day if month is first


def _untimed(written: str) -> Form:
    for read in (_year_first, _year_last, _worded, _digits, _numbered):
        if form := read(written):
            return form
    return Form("unread")


def _year_first(written: str) -> Form | None:
    if not (found := YEAR_FIRST.fullmatch(written)):
        return None
    year, one, two = int(found[1]), int(found[3]), int(found[4])
    if day(year, one, two) is None and day(year, two, one):
        return Form("year, day, month")
    return _bounded(day(year, one, two))


def _year_last(written: str) -> Form | None:
    found = YEAR_LAST.fullmatch(written)
    return _either(found[1], found[3], found[4], f"{found[2]}{len(found[4])}") if found else None


def _either(first: str, second: str, year: str, shape: str) -> Form:
    one, two, whole = int(first), int(second), _whole(year)
    days = day(whole, two, one), day(whole, one, two)
    if days == (None, None):
        return Form("unread")
    known = next(each for each in days if each)
    if not FIRST <= known <= LAST:
        return _bounded(known)
    return Form("either", *days, (one, two, int(year)), shape)


def _worded(written: str) -> Form | None:
    for pattern in WORDED:
        found = pattern.fullmatch(written)
        if found and found["name"] in MONTHS:
            return _bounded(day(_whole(found["y"].strip("'")), MONTHS[found["name"]], int(found["d"])))
    return None


def _digits(written: str) -> Form | None:
    """Eight digits, perhaps with six of the time after them. A year at their start cannot be day and month, nor at their end."""
    if not (found := re.fullmatch(r"(\d{8})(?:\d{4}|\d{6})?", written)):
        return None
    eight = found[1]
    if 1900 <= int(eight[:4]) <= 2099 and (known := day(int(eight[:4]), int(eight[4:6]), int(eight[6:]))):
        return _bounded(known)
    return _either(eight[:2], eight[2:4], eight[4:], "8 digits") if eight == written else None


def _numbered(written: str) -> Form | None:
    """A day by number: Excel's serial, the day of the year (2026-244) or of the week (2026-W36-2)."""
    if found := SERIAL.fullmatch(written):
        clock = clock_time.of_part(float(f"0{(found[2] or '').replace(',', '.')}"))
        return _bounded(EXCEL_ZERO + timedelta(int(found[1]) + clock.days))._replace(clock=clock if clock.seconds else None)
    if found := re.fullmatch(r"(\d{4})-(\d{3})", written):
        known = date(int(found[1]), 1, 1) + timedelta(int(found[2]) - 1) if 0 < int(found[1]) < LAST.year else None
        return _bounded(known if known and known.year == int(found[1]) else None)
    if re.fullmatch(r"\d{4}-?w\d{2}-?\d", written):
        return _bounded(_of_week(written))
    return Form("since 1970") if SINCE_1970.fullmatch(written) else None


def _of_week(written: str) -> date | None:
    try:
        return date.fromisoformat(written.upper())
    except ValueError:
        return None


def _bounded(known: date | None) -> Form:
    if known and FIRST <= known <= LAST:
        return Form("day", known)
    return Form("never" if known and known < FIRST and (known.month, known.day) in NEVER else "unread")


def _whole(year: str) -> int:
    if len(year) > 2:
        return int(year)
    return int(year) + (2000 if int(year) <= LATEST_SHORT_YEAR else 1900)


def day(year: int, month: int, of_month: int) -> date | None:
    """The date of three numbers; None if there is no such day."""
    try:
        return date(year, month, of_month)
    except ValueError:
        return None
