"""An older extract that lacks records of the next one gives no figures, and does not stop a build."""

from datetime import date, timedelta

import pytest

from data import belief, loading
from queries.store import engine
from tests.support.small_extracts import csv, read

pytestmark = pytest.mark.slow

HEADER = "Child Unique ID,Date of referral,Referral NFA?,Number of Referrals in Last 12 Months,Allocated Team"
DAYS = (date(2026, 8, 31), date(2026, 9, 30), date(2026, 10, 31))
OPENS = date(2026, 3, 1)


def begun(n: int) -> date:
    return OPENS + timedelta(n)


def whole(day: date, start: date = OPENS) -> list[int]:
    """The numbers of the records, one a day, from a day to the day of an extract."""
    return [n for n in range(400) if start <= begun(n) <= day]


def without(numbers: list[int], every: int) -> list[int]:
    return [n for n in numbers if n % every]


def late(numbers: list[int], day: date, days: int) -> list[int]:
    """Without the records of the last days, but for one of the day of the extract."""
    return [n for n in numbers if begun(n) <= day - timedelta(days) or begun(n) == day]


def doubted(folder, *extracts: list[int], name="C{}") -> list[tuple]:
    """(day, doubt) for extracts of DAYS with the records of these numbers."""
    files = [csv(folder / f"list3_{day}.csv", HEADER,
                 *(f"{name.format(n) if day == DAYS[0] else f'C{n}'},{begun(n)},b) No,0,Duty" for n in numbers))
             for day, numbers in zip(DAYS, extracts, strict=False)]  # fmt: skip
    database = engine.memory()
    loading.take_in(database, [read(file) for file in files], today=date(2026, 12, 1))
    belief.check(database, accept=name != "C{}")
    return database.run("SELECT extract_date, doubt FROM doubted ORDER BY 1").rows()


FIRST, SECOND, THIRD = (whole(day) for day in DAYS)
CASES = {
    "all are whole": ((FIRST, SECOND, THIRD), ()),
    "a fifth of the first": ((without(FIRST, 5), SECOND, THIRD), (0,)),
    "a tenth of the first": ((without(FIRST, 10), SECOND, THIRD), (0,)),
    "a twenty-fifth of the first": ((without(FIRST, 25), SECOND, THIRD), ()),
    "a fifth of the second": ((FIRST, without(SECOND, 5), THIRD), (1,)),
    "a fifth of the first, a tenth of the second": ((without(FIRST, 5), without(SECOND, 10), THIRD), (0, 1)),
    "the newer has months before": ((whole(DAYS[0], date(2026, 5, 1)), SECOND, THIRD), ()),
    "the newer begins later": ((FIRST, whole(DAYS[1], date(2026, 5, 1)), whole(DAYS[2], date(2026, 6, 1))), ()),
    "the last month is recorded late": ((late(FIRST, DAYS[0], 8), SECOND, THIRD), ()),
    "few records": ((FIRST[:1] + FIRST[9::20], FIRST[:1] + FIRST[9::20] + [165]), ()),
    "one extract": ((without(FIRST, 5),), ()),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_an_older_extract_that_lacks_records_of_the_next_one_is_doubted_and_stops_no_build(tmp_path, case):
    extracts, wrong = CASES[case]
    assert doubted(tmp_path, *extracts) == [(DAYS[number], "lacks") for number in wrong]


@pytest.mark.parametrize("every", [5, 10])
def test_an_extract_with_more_than_the_two_before_which_agree_stops_the_build(tmp_path, every):
    with pytest.raises(belief.NotBelieved, match="although the two extracts before agree") as stopped:
        doubted(tmp_path, without(FIRST, every), without(SECOND, every), THIRD)
    assert f"list3_{DAYS[2]}.csv" in str(stopped.value) and f"list3_{DAYS[1]}.csv" not in str(stopped.value)


def test_two_extracts_with_other_identifiers_say_nothing_of_the_older_one(tmp_path):
    assert doubted(tmp_path, FIRST, SECOND, name="X{}") == [(DAYS[1], "withdraws")]


def test_the_report_says_how_many(tmp_path):
    files = [csv(tmp_path / f"list3_{day}.csv", HEADER, *(f"C{n},{begun(n)},b) No,0,Duty" for n in numbers))
             for day, numbers in zip(DAYS, (without(FIRST, 5), SECOND), strict=False)]  # fmt: skip
    with engine.memory() as database:
        report = loading.take_in(database, [read(file) for file in files], today=date(2026, 12, 1)).to_dicts()
        covered = database.run("SELECT DISTINCT file FROM coverage").rows()
    assert "This list gives no figures: it lacks 30 of 152 records that the next extract has" in report[0]["note"]
    assert covered == [(files[1].name,)]
