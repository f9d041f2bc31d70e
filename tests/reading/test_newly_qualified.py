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
