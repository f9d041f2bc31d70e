"""England's bank holidays, so that working days can be counted: moved, substitute and proclaimed days among them.

The library `holidays` knows them. `python -m data published` writes its days into data/reference/bank_holidays.csv, and builds
read that file alone, so that an update of the library moves no working day unseen. The invented authority asks the library.
"""

from datetime import date

import polars as pl

SCHEMA = {"day": pl.Date, "name": pl.String}
YEARS = range(1990, 2041)  # the years that queries/model/calendar.sql numbers


def table(years: range = YEARS) -> pl.DataFrame:
    """England's bank holidays of whole years as day and name, in order; weekdays only."""
    return pl.DataFrame(sorted(_named(years).items()), schema=SCHEMA, orient="row")


def days(years: range = YEARS) -> set[date]:
    """The weekdays of whole years on which England has a bank holiday."""
    return set(_named(years))


def _named(years: range) -> dict[date, str]:
    import holidays  # here, because a build needs the file alone

    return {day: name for day, name in holidays.UK(subdiv="ENG", years=years).items() if day.weekday() < 5}
