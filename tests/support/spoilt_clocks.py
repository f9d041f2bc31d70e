"""Spoilt times of day: midnight in London written in UTC without its zone, and numbers that are almost a midnight."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from tests.support.spoilt_case import NEVER, REFUSED, SAME, Case
from tests.support.spoilt_days import REFERRED, day, in_summer, serial
from tests.support.spoilt_forms import change


def _moved(form: str, summer: int = 1, winter: int = 0) -> Callable[[str], str]:
    """A function that writes midnight so many hours earlier in summer and in winter, without a zone."""

    def into(cell: str) -> str:
        whole = date.strftime(day(cell) - timedelta(1), form), date.strftime(day(cell), form)
        hours = summer if in_summer(cell) else winter
        return _timed(*whole, hours)

    return into


def _timed(before: str, same: str, hours: int) -> str:
    twelve = f"{(12 - hours) if hours else 12:02d}"
    clock = {"H": f"{(24 - hours) % 24:02d}", "I": twelve, "p": "PM" if hours else "AM"}
    return (before if hours else same).format(**clock)


def _numbered(digits: str) -> Callable[[str], str]:
    """A function that writes Excel's number of the day before with these digits behind it, in summer."""
    return lambda cell: f"{serial(cell) - 1}.{digits}" if in_summer(cell) else f"{serial(cell)}"


FORMS = (  # the referral dates of list 3: how they are written, what must happen, and the form
    ("UTC without a zone", REFUSED, _moved("%Y-%m-%d {H}:00:00")),
    ("UTC with T without a zone", REFUSED, _moved("%Y-%m-%dT{H}:00:00")),
    ("UTC with parts of a second", REFUSED, _moved("%Y-%m-%d {H}:00:00.000")),
    ("UTC without a zone, day first", REFUSED, _moved("%d/%m/%Y {H}:00")),
    ("UTC of twelve hours", REFUSED, _moved("%d/%m/%Y {I}:00:00 {p}")),
    ("UTC by the name of the month", REFUSED, _moved("%d %b %Y {H}:00")),
    ("a zone further east", REFUSED, _moved("%Y-%m-%d {H}:00:00", 2, 1)),
    ("Excel's number of an hour before midnight", REFUSED, _numbered("958333333333")),
    ("Excel's number of an hour before midnight, four digits", REFUSED, _numbered("9583")),
    ("Excel's number almost at midnight", SAME, _numbered("9999999999")),
    ("Excel's number almost at midnight, fewer digits", SAME, _numbered("999999")),
    ("an hour after midnight", SAME, lambda cell: f"{day(cell)} {'01' if in_summer(cell) else '00'}:00:00"),
    ("real times", SAME, lambda cell: f"{day(cell)} {int(day(cell).strftime('%j')) % 24:02d}:{day(cell).day:02d}:00"),
    ("real times of whole hours", SAME, lambda cell: f"{day(cell)} {int(day(cell).strftime('%j')) % 24:02d}:00:00"),
)
OTHERS = (("list7", "Child Protection Plan End Date"), ("list4", "Continuous Assessment Start Date"))


def cases() -> list[Case]:
    """All cases of times of day."""
    files, header = REFERRED
    own = [
        Case(f"list 3: referral dates as {name}", must, partial(change, files=files, header=header, into=into))
        for name, must, into in FORMS
    ]
    into = _moved("%Y-%m-%d {H}:00:00")
    others = [
        Case(f"{files}: '{header}' as UTC without a zone", NEVER, partial(change, files=files, header=header, into=into))
        for files, header in OTHERS
    ]
    return [*own, *others]
