"""England's bank holidays for counting working days, including moved, substitute and proclaimed days.

They come from the library `holidays`. `python -m data published` writes them into data/reference/bank_holidays.csv, and builds
read only that file, so that an update of the library cannot change working days unnoticed. The invented authority uses the
library.
"""

from datetime import date

import polars as pl

SCHEMA = {"day": pl.Date, "name": pl.String}
YEARS = range(1990, 2041)  # the years in queries/model/calendar.sql


def table(years: range = YEARS) -> pl.DataFrame:
    """England's bank holidays of whole years, weekdays only, in order: columns day and name."""
    return pl.DataFrame(sorted(_named(years).items()), schema=SCHEMA, orient="row")


def days(years: range = YEARS) -> set[date]:
    """The same days as a set."""
    return set(_named(years))


def _named(years: range) -> dict[date, str]:
    import holidays  # imported here, because a build needs only the file

    return {day: name for day, name in holidays.UK(subdiv="ENG", years=years).items() if day.weekday() < 5}
