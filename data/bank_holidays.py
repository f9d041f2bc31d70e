"""England's bank holidays, worked out from the rules that set them, so that working days can be counted.

    python -m data.bank_holidays [--to data/reference]

The eight yearly holidays follow from the Banking and Financial Dealings Act 1971, the date of Easter, and the
custom that a holiday falling at a weekend moves to the next free weekday. Moved and extra holidays are
proclaimed one at a time, so they are listed: add to PROCLAIMED when gov.uk/bank-holidays announces one, and
run this again.
"""

import argparse
import sys
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from queries import printed

SCHEMA = {"day": pl.Date, "name": pl.String}
YEARS = range(1990, 2041)  # the years that queries/model/calendar.sql numbers
MOVED = {  # the rule's day -> the day proclaimed instead
    date(1995, 5, 1): date(1995, 5, 8),
    date(2002, 5, 27): date(2002, 6, 4),
    date(2012, 5, 28): date(2012, 6, 4),
    date(2020, 5, 4): date(2020, 5, 8),
    date(2022, 5, 30): date(2022, 6, 2),
}
PROCLAIMED = {
    date(1999, 12, 31): "Millennium",
    date(2002, 6, 3): "Queen's Golden Jubilee",
    date(2011, 4, 29): "Wedding of Prince William and Catherine Middleton",
    date(2012, 6, 5): "Queen's Diamond Jubilee",
    date(2022, 6, 3): "Queen's Platinum Jubilee",
    date(2022, 9, 19): "State funeral of Queen Elizabeth II",
    date(2023, 5, 8): "Coronation of King Charles III",
}


def holidays(years: range = YEARS) -> pl.DataFrame:
    """England and Wales's bank holidays of whole years as day and name, in order; weekdays only."""
    days = {MOVED.get(day, day): name for year in years for day, name in _by_rule(year).items()}
    days |= {day: name for day, name in PROCLAIMED.items() if day.year in years}
    return pl.DataFrame(sorted(days.items()), schema=SCHEMA, orient="row")


def easter(year: int) -> date:
    """Easter Sunday of a Gregorian year, by the algorithm in Meeus, Astronomical Algorithms, chapter 8."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    moon = (8 * century + 13) // 25
    epact = (19 * golden + century - century // 4 - moon + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _by_rule(year: int) -> dict[date, str]:
    sunday = easter(year)
    days = {
        sunday - timedelta(2): "Good Friday",
        sunday + timedelta(1): "Easter Monday",
        _monday(date(year, 5, 1)): "Early May bank holiday",
        _monday(date(year, 5, 25)): "Spring bank holiday",
        _monday(date(year, 8, 25)): "Summer bank holiday",
    }
    fixed = {date(year, 1, 1): "New Year's Day", date(year, 12, 25): "Christmas Day",
             date(year, 12, 26): "Boxing Day"}
    days |= {day: name for day, name in fixed.items() if day.weekday() < 5}
    for day, name in fixed.items():  # last, so that Boxing Day keeps the Monday after a Sunday Christmas
        if day.weekday() >= 5:
            while day.weekday() >= 5 or day in days:
                day += timedelta(1)
            days[day] = f"{name} (substitute day)"
    return days


def _monday(first: date) -> date:
    return first + timedelta(-first.weekday() % 7)


def main(arguments: list[str] | None = None) -> None:
    """Writes bank_holidays.csv and says how many days it holds."""
    parser = argparse.ArgumentParser(prog="python -m data.bank_holidays", description="Bank holidays")
    parser.add_argument("--to", type=Path, default=Path(__file__).parent / "reference")
    folder = parser.parse_args(arguments).to
    frame = holidays()
    frame.write_csv(folder / "bank_holidays.csv")
    print(f"bank_holidays: wrote {frame.height} days, {frame['day'].min()} to {frame['day'].max()}")


if __name__ == "__main__":
    sys.exit(printed.program(main))
