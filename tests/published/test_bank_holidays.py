"""The bank holidays that number the working days: the days proclaimed, and the same in the shipped table and in the library."""

import csv
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

from data import bank_holidays
from data.synthetic import dates

SHIPPED = Path(__file__).parents[2] / "data" / "reference" / "bank_holidays.csv"


def test_bank_holidays_are_the_days_proclaimed():
    with SHIPPED.open(encoding="utf-8", newline="") as handle:
        days = {row["day"]: row["name"] for row in csv.DictReader(handle)}
    assert days.keys() >= {"2012-06-04", "2012-06-05", "2020-05-08", "2022-06-02", "2022-06-03", "2022-09-19",
                           "2023-05-08", "2011-04-29", "2002-06-03", "1999-12-31", "1995-05-08"}
    assert days.keys().isdisjoint({"2012-05-28", "2020-05-04", "2022-05-30", "2002-05-27", "1995-05-01"})
    published_for_2026 = "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"
    assert [day for day in days if day[:4] == "2026"] == [f"2026-{day}" for day in published_for_2026.split()]
    substitutes = ["2016-12-27", "2020-12-28", "2021-12-27", "2021-12-28", "2022-01-03", "2022-12-27",
                   "2027-12-28"]
    assert days.keys() >= set(substitutes)
    assert all(date.fromisoformat(day).weekday() < 5 for day in days)
    by_year = [sum(day.startswith(str(year)) for day in days) for year in range(2012, 2029)]
    assert by_year == [9, 8, 8, 8, 8, 8, 8, 8, 8, 8, 10, 9, 8, 8, 8, 8, 8]


@pytest.mark.parametrize("year", bank_holidays.YEARS)
def test_the_library_and_the_shipped_table_hold_the_same_weekdays(year):
    """Builds read the table alone; a day that only one of them knows is a proclamation to take in, or a mistake to report."""
    shipped = pl.read_csv(SHIPPED, schema=bank_holidays.SCHEMA)["day"]
    assert bank_holidays.days(range(year, year + 1)) == {day for day in shipped if day.year == year}


@pytest.mark.parametrize("year", [2012, 2022, 2026])
def test_the_invented_authority_rests_on_the_same_days(year):
    shipped = {day for day in pl.read_csv(SHIPPED, schema=bank_holidays.SCHEMA)["day"] if day.year == year}
    days = (date(year, 1, 1) + timedelta(days) for days in range(366))
    weekdays = {day for day in days if day.year == year and day.weekday() < 5}
    assert {day for day in weekdays if not dates.is_working(day.toordinal())} == shipped
