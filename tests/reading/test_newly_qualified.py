"""Until when workers are newly qualified: a column that was emptied says nothing, and a few workers may all be experienced."""

from datetime import date, timedelta

import pytest

from tests.support.small_extracts import csv, taken_in

pytestmark = pytest.mark.slow

DAY = date(2026, 10, 31)
HEADER = "worker_id,team,role,start_date,end_date,newly_qualified_until,full_time_equivalent,agency"


def start(n: int) -> date:
    return date(2024, 1, 1) + timedelta(23 * n % 900)


def unsaid(database) -> set[str]:
    return set(database.run("SELECT detail FROM unsaid")["detail"])


@pytest.mark.parametrize(("workers", "newly_qualified", "is_said"), [
    (19, 0, True), (20, 0, False), (26, 0, False), (26, 1, True), (60, 0, False), (60, 1, True)])
def test_a_column_without_any_answer_does_not_say_that_nobody_is_newly_qualified(tmp_path, workers, newly_qualified, is_said):
    until = [start(n) + timedelta(365) if n < newly_qualified else "" for n in range(workers)]
    left = [start(n) + timedelta(60) if n % 3 else "" for n in range(workers)]
    rows = [f"W{n},Duty,Social worker,{start(n)},{left[n]},{until[n]},1,No" for n in range(workers)]
    database, report = taken_in(csv(tmp_path / f"worker_{DAY}.csv", HEADER, *rows))
    assert unsaid(database) == (set() if is_said else {"worker_newly_qualified_until"})
    assert ("'newly qualified until'" in report[0]["note"]) is not is_said
    assert database.run("SELECT COUNT(*) AS n FROM worker")["n"][0] == workers


def posts(folder, ends, untils, header=HEADER):
    """A list of forty posts; `ends` and `untils` are days after the start by number of row, and other posts lack them."""
    rows = [",".join([f"W{n}", "Duty", "Social worker", str(start(n)), after(n, ends), after(n, untils), "1", "No"])
            for n in range(40)]  # fmt: skip
    return csv(folder / f"worker_{DAY}.csv", header, *rows)


def after(n: int, days: list[int]) -> str:
    return str(start(n) + timedelta(days[n])) if n < len(days) else ""


YEAR, LONG, LEFT = [365] * 6, [1500, 900, 2000, 1200, 801, 1000], [1000, 400, 900, 200, 1500, 850, 90, 1200]
EXCHANGED = HEADER.replace("end_date,newly_qualified_until", "newly_qualified_until,end_date")
OTHERS = HEADER.replace("end_date", "left")
POSTS = {  # days from the start to the end, and to the end of the first year in practice; whether both columns are refused
    "all is right": (LEFT, YEAR, HEADER, False),
    "exchanged": (LEFT, YEAR, EXCHANGED, True),
    "first years that were interrupted": (LEFT, [730, 800, 540, 365], HEADER, False),
    "interrupted, and exchanged": (LEFT, [730, 800, 540, 365], EXCHANGED, True),
    "trained by the same employer": (LEFT, LONG, HEADER, False),
    "contracts of a year": (YEAR, YEAR, HEADER, False),
    "contracts of a year, and two trained here": (YEAR, [*LONG[:2], 365], HEADER, False),
    "contracts of a year, and a third trained here": (YEAR, [*LONG[:3], *YEAR], HEADER, False),
    "first years that were elsewhere": (LEFT, [-400, -30, -900, -10], HEADER, False),
    "nobody has left": ([], YEAR, HEADER, False),
    "nobody has left, and half were trained here": ([], [*LONG[:4], *YEAR[:4]], HEADER, False),
    "nobody is newly qualified": (LEFT, [], HEADER, False),
    "nobody is newly qualified, and exchanged": (LEFT, [], EXCHANGED, True),
    "one is newly qualified, and exchanged": (LEFT, [366], EXCHANGED, True),
    "two have left, and exchanged": (LONG[:2], YEAR, EXCHANGED, False),  # too few to say
    "without a column of ends": (LEFT, LONG, OTHERS, False),
}


@pytest.mark.parametrize("case", POSTS)
def test_a_first_year_in_practice_is_no_end_of_a_post(tmp_path, case):
    ends, untils, header, is_refused = POSTS[case]
    database, report = taken_in(posts(tmp_path, ends, untils, header))
    refused = set(database.run("SELECT field FROM staging.column_refused WHERE NOT is_needed")["field"])
    assert refused == ({"end_date", "newly_qualified_until"} if is_refused else set())
    assert ("in the column 'newly qualified until' are long after the start" in report[0]["note"]) is is_refused


def test_who_changes_the_team_is_newly_qualified_once(tmp_path):
    """Each worker has four posts, and in each the same day, which is long after the first start and before the last."""
    begun = [(n, start(n) + timedelta(300 * post)) for n in range(6) for post in range(4)]
    rows = [f"W{n},Duty,Social worker,{day},{day + timedelta(300)},{start(n) + timedelta(900)},1,No" for n, day in begun]
    database, _ = taken_in(csv(tmp_path / f"worker_{DAY}.csv", HEADER, *rows))
    assert database.run("SELECT * FROM staging.column_refused").is_empty()
