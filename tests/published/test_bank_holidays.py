"""The bank holidays that number the working days: the days proclaimed, whatever the rules alone would say."""

import csv
from datetime import date
from pathlib import Path

import pytest

from data import bank_holidays

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
    assert all(days[day].endswith("(substitute day)") for day in substitutes)
    assert all(date.fromisoformat(day).weekday() < 5 for day in days)
    by_year = [sum(day.startswith(str(year)) for day in days) for year in range(2012, 2029)]
    assert by_year == [9, 8, 8, 8, 8, 8, 8, 8, 8, 8, 10, 9, 8, 8, 8, 8, 8]


@pytest.mark.parametrize(("year", "sunday"), [
    (1990, "04-15"), (2000, "04-23"), (2008, "03-23"), (2011, "04-24"), (2012, "04-08"), (2016, "03-27"),
    (2024, "03-31"), (2025, "04-20"), (2026, "04-05"), (2027, "03-28"), (2028, "04-16"), (2038, "04-25")])
def test_easter(year, sunday):
    assert bank_holidays.easter(year).isoformat() == f"{year}-{sunday}"
