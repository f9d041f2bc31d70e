"""Takes the time of day off the text of a date, and finds the day in London of a time with a zone.

The rule of British Summer Time is computed: time zone data may be missing on a council's PC.
"""

import re
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

ZONE = r"z|utc|gmt|bst|(?:utc|gmt)?(?P<sign>[+-])(?P<zh>\d{1,2})(?::?(?P<zm>\d\d))?|europe/london"
CLOCK = r"(?P<h>\d{1,2})[:.](?P<m>\d\d)(?:[:.](?P<s>\d\d)(?:[.,:]\d{1,9})?)?"
COMPACT = r"(?P<ch>\d\d)(?P<cm>\d\d)(?:\d\d(?:[.,]\d+)?)?"
AFTER = rf" ?(?P<half>[ap]\.?m\.?)? ?(?P<zone>{ZONE})?(?: ?[\[(][^\])]*[\])])?"
TIMED = re.compile(rf"(?P<date>.*?[\d'])(?:(?: ?[t,:] ?| at | - | ){CLOCK}|t{COMPACT}){AFTER}")
YEAR_AT_END = re.compile(r"([a-z]{3,} \d{1,2}) (\d\d:\d\d:\d\d)( [a-z]{3})? (\d{4})")  # Tue Sep 1 00:00:00 BST 2026
MILLISECONDS = re.compile(r"\\?/date\((-?\d{1,14})([+-]\d{4})?\)\\?/")
ZERO = datetime(1970, 1, 1, tzinfo=UTC)


class Timed(NamedTuple):
    """The text of a date without its time; `utc` is the time of day less its zone, None without a zone (then it is local).

    `clock` is the time of day that is written without any zone, in whole minutes; None with a zone.
    """

    date: str
    utc: timedelta | None
    clock: timedelta | None = None


def split(written: str) -> Timed | None:
    """A text (lower case) with a time of day after its date, taken apart; None without a time."""
    if found := YEAR_AT_END.fullmatch(written):
        written = f"{found[1]} {found[4]} {found[2]}{found[3] or ''}"
    if not (found := TIMED.fullmatch(written)):
        return None
    hour, minute = int(found["h"] or found["ch"]), int(found["m"] or found["cm"])
    half = (found["half"] or "").replace(".", "")
    if hour > (12 if half else 24) or minute > 59 or (half and not hour):
        return None
    time = timedelta(hours=hour % 12 + 12 * (half == "pm") if half else hour, minutes=minute)
    local = found["zone"] in (None, "bst", "europe/london")
    return Timed(found["date"].rstrip(" ,"), None if local else time - _offset(found), None if found["zone"] else time)


def of_part(part: float) -> timedelta:
    """The time of day of a part of a day, as spreadsheets write it, in whole minutes; a whole day within half a second of it.

    46203.9583 is 23:00, and 46203.9999999 is the next midnight, written by a program that divides.
    """
    seconds = part * 86_400
    return timedelta(days=1) if seconds >= 86_399.5 else timedelta(minutes=min(round(seconds / 60), 1439))


def in_london(day: date, utc: timedelta | None) -> date:
    """The day in London at a time of day in UTC, which may be before or after `day`; `day` itself for None."""
    return day if utc is None else _london(datetime(day.year, day.month, day.day, tzinfo=UTC) + utc).date()


def without_zone(written: str) -> str:
    """A date without the zone that XML Schema writes after it: 2026-09-01Z; the day is the one that is written."""
    return re.sub(r"^(\d{4}-\d\d-\d\d)(z|[+-]\d\d:\d\d)$", r"\1", written)


def since_1970(written: str) -> date | None:
    """The day in London of JSON's /Date(1756684800000)/; None for any other text."""
    found = MILLISECONDS.fullmatch(written)
    return _london(ZERO + timedelta(milliseconds=int(found[1]))).date() if found and len(found[1]) < 14 else None


def _offset(found: re.Match) -> timedelta:
    ahead = timedelta(hours=int(found["zh"] or 0), minutes=int(found["zm"] or 0))
    return -ahead if found["sign"] == "-" else ahead


def _london(moment: datetime) -> datetime:
    begins, ends = (_last_sunday(moment.year, month) for month in (3, 10))
    return moment + timedelta(hours=1) if begins <= moment < ends else moment


def _last_sunday(year: int, month: int) -> datetime:
    """01:00 UTC of the last Sunday of March or October, when British Summer Time begins or ends."""
    last = datetime(year, month, 31, 1, tzinfo=UTC)
    return last - timedelta(days=(last.weekday() + 1) % 7)
