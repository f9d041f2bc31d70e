"""Two files of one list and one day: equal, parts of one list, or one is newer; else the build stops with what differs."""

import os
import re
from datetime import UTC, date, datetime

import pytest

from data import loading
from data.reading import file_time
from data.reading.file_time import Evidence
from data.reading.folder import read_folder
from queries.store import engine
from tests.support.small_extracts import annex_a, csv, plan, referral

pytestmark = pytest.mark.slow

HEADER = "Child Unique ID,Date of referral,Referral NFA?,Number of Referrals in Last 12 Months,Allocated Team"
TODAY = date(2026, 12, 1)
NOON, LATER = datetime(2026, 11, 2, 12, tzinfo=UTC), datetime(2026, 11, 2, 12, 30, tzinfo=UTC)


def row(number, team="Duty", nfa="b) No", day=None):
    return f"C{number},{day or f'{number % 28 + 1:02d}/{7 + number % 4:02d}/2026'},{nfa},0,{team}"


WHOLE = [row(n) for n in range(40)]
TEAMLESS = [HEADER.rsplit(",", 1)[0], *[each.rsplit(",", 1)[0] for each in WHOLE]]
CHANGED = [row(0, nfa="a) Yes"), *WHOLE[1:]]


def take(folder, *files):
    """A database with the model made from CSVs (name, rows, time of writing), as a folder, and the report by file."""
    for name, lines, written in files:
        path = csv(folder / name, HEADER, *lines) if isinstance(lines, list) else lines(folder / name)
        os.utime(path, (written.timestamp(),) * 2)
    database = engine.memory()
    report = loading.take_in(database, read_folder(folder), today=TODAY)
    return database, {line["file"]: line for line in report.to_dicts()}


def closed(database) -> list:
    """Whether the referral of child C0 was closed at once, and the number of referrals."""
    found = database.run("SELECT child_id, no_further_action FROM referral ORDER BY 1, no_further_action")
    return [found.filter(child_id="C0")["no_further_action"].to_list(), len(found)]


OLD, NEW = [False], [True]
# (name, rows, time) of two files, and what the model then has of C0, and how many referrals; None: the build stops.
CASES = {
    "equal": (("list3_2026-10-31.csv", WHOLE, NOON), ("list3_b_2026-10-31.csv", [*WHOLE, ""], NOON), [OLD, 40]),
    "equal in another order": (("list3_2026-10-31.csv", WHOLE, NOON), ("list3_b_2026-10-31.csv", WHOLE[::-1], NOON), [OLD, 40]),
    "equal with dates in another form": (
        ("list3_2026-10-31.csv", lambda path: csv(path, HEADER, *WHOLE, as_written=True), NOON),
        ("b_list3_2026-10-31.csv", [re.sub(r"(\d\d)/(\d\d)/(\d{4})", r"\3-\2-\1", each) for each in WHOLE], NOON), [OLD, 40]),
    "equal answers in other words": (
        ("list3_2026-10-31.csv", WHOLE, NOON), ("b_list3_2026-10-31.csv", [each.replace("b) No", "no") for each in WHOLE], NOON),
        [OLD, 40]),
    "parts, one for each team": (
        ("duty_2026-10-31.csv", WHOLE[:20], NOON), ("north_2026-10-31.csv", WHOLE[20:], LATER), [OLD, 40]),
    "parts with one row in both": (
        ("duty_2026-10-31.csv", WHOLE[:20], NOON), ("north_2026-10-31.csv", WHOLE[19:], NOON), [OLD, 40]),
    "parts that disagree on a row in both": (
        ("duty_2026-10-31.csv", WHOLE[:20], NOON), ("north_2026-10-31.csv", [CHANGED[0], *WHOLE[20:]], LATER), None),
    "changed, at the same time": (("a_2026-10-31.csv", WHOLE, NOON), ("b_2026-10-31.csv", CHANGED, NOON), None),
    "changed, written later": (("a_2026-10-31.csv", WHOLE, NOON), ("b_2026-10-31.csv", CHANGED, LATER), [NEW, 40]),
    "changed, written later, first in the alphabet": (
        ("a_2026-10-31.csv", CHANGED, LATER), ("b_2026-10-31.csv", WHOLE, NOON), [NEW, 40]),
    "an older correction, last in the alphabet": (
        ("a_2026-10-31.csv", WHOLE, LATER), ("z_2026-10-31.csv", CHANGED, NOON), [OLD, 40]),
    "a second version": (("l_2026-10-31_v2.csv", CHANGED, NOON), ("l_2026-10-31.csv", WHOLE, NOON), [NEW, 40]),
    "a tenth version after a ninth": (("l_2026-10-31_v10.csv", CHANGED, NOON), ("l_2026-10-31_v9.csv", WHOLE, NOON), [NEW, 40]),
    "a second version that was copied first": (
        ("l_2026-10-31_v2.csv", CHANGED, NOON), ("l_2026-10-31.csv", WHOLE, LATER), [NEW, 40]),
    "a time in the name": (("l_2026-10-31_1405.csv", CHANGED, NOON), ("l_2026-10-31_0930.csv", WHOLE, LATER), [NEW, 40]),
    "a corrected file": (("corrected_2026-10-31.csv", CHANGED, NOON), ("list3_2026-10-31.csv", WHOLE, NOON), [NEW, 40]),
    "a second download": (("l_2026-10-31 (1).csv", CHANGED, NOON), ("l_2026-10-31.csv", WHOLE, NOON), [NEW, 40]),
    "one row more, at the same time": (("a_2026-10-31.csv", WHOLE, NOON), ("b_2026-10-31.csv", WHOLE[:39], NOON), None),
    "one row more, written later": (("a_2026-10-31.csv", WHOLE, LATER), ("b_2026-10-31.csv", WHOLE[:39], NOON), [OLD, 40]),
    "one row less, written later": (("a_2026-10-31.csv", WHOLE, NOON), ("b_2026-10-31.csv", WHOLE[:39], LATER), [OLD, 39]),
    "a tenth less, written later": (("a_2026-10-31.csv", WHOLE, NOON), ("b_2026-10-31.csv", WHOLE[:36], LATER), None),
    "half of it, written earlier": (("a_2026-10-31.csv", WHOLE, LATER), ("b_2026-10-31.csv", WHOLE[:20], NOON), [OLD, 40]),
    "the same rows under other ids": (
        ("a_2026-10-31.csv", WHOLE, NOON), ("b_2026-10-31.csv", [each.replace("C", "00", 1) for each in WHOLE], LATER), None),
    "equal, but one file has no column for the team": (
        ("a_2026-10-31.csv", lambda path: csv(path, *TEAMLESS), LATER),
        ("b_2026-10-31.csv", WHOLE, NOON), [OLD, 40]),
    "equal, but one file has a row that was refused": (
        ("a_2026-10-31.csv", [*WHOLE, "Z,,b) No,0,Duty"], LATER), ("b_2026-10-31.csv", WHOLE, NOON), [OLD, 40]),
    "of different days": (("a_2026-10-31.csv", WHOLE, LATER), ("b_2026-11-30.csv", CHANGED, NOON), [NEW, 40]),
}


@pytest.mark.parametrize("case", CASES)
def test_which_of_two_files_counts(tmp_path, case):
    first, second, became = CASES[case]
    if became is None:
        with pytest.raises(loading.LoadError, match=r"both have Annex A list 3, referrals, of 31 October 2026"):
            take(tmp_path, first, second)
        return
    database, report = take(tmp_path, first, second)
    assert closed(database) == became
    assert all(line["read"] == line["loaded"] + line["rejected"] for line in report.values())
    assert "of different days" in case or any("of the same day" in line["note"] for line in report.values())


def test_the_message_says_how_many_rows_agree_and_which_differ(tmp_path):
    with pytest.raises(loading.LoadError) as stopped:
        take(tmp_path, ("a_2026-10-31.csv", WHOLE, NOON), ("b_2026-10-31.csv", [*CHANGED[:38], row(50)], NOON))
    said = str(stopped.value)
    assert "a_2026-10-31.csv and b_2026-10-31.csv both have Annex A list 3, referrals, of 31 October 2026; 37 of 41" in said
    assert "row 2 and row 2 (no_further_action 'false' and 'true')" in said
    assert "row 40 of a_2026-10-31.csv is missing in the other file" in said
    assert "b_2026-10-31_v2.csv" in said


def test_the_build_says_which_counts(tmp_path):
    _, report = take(tmp_path, ("a_2026-10-31.csv", WHOLE, NOON), ("b_2026-10-31.csv", CHANGED, LATER))
    assert report["a_2026-10-31.csv"]["status"] == "identical" and report["a_2026-10-31.csv"]["list"] is None
    said = report["a_2026-10-31.csv"]["note"]
    assert "b_2026-10-31.csv of the same day is newer and counts instead (1 records differ, 0 are missing" in said
    (tmp_path / "parts").mkdir()
    _, report = take(tmp_path / "parts", ("a_2026-10-31.csv", WHOLE[:20], NOON), ("b_2026-10-31.csv", WHOLE[20:], NOON))
    assert all("the two count together" in line["note"] for line in report.values())


def test_three_files_of_one_day(tmp_path):
    database, _ = take(tmp_path, ("a_2026-10-31.csv", WHOLE[:20], NOON), ("b_2026-10-31.csv", WHOLE[20:], NOON),
                       ("c_2026-10-31.csv", CHANGED[:20], LATER))
    assert closed(database) == [NEW, 40]


def test_one_list_of_a_workbook_is_replaced_and_the_others_stay(tmp_path):
    def workbook(path):
        return annex_a(path, list_3=[referral(f"C{n}", day(n)) for n in range(40)], list_7=[plan("P", "01/06/2026")])

    def day(n):
        return f"{n % 28 + 1:02d}/{7 + n % 4:02d}/2026"

    database, _ = take(tmp_path, ("annex_a_2026-10-31.xlsx", workbook, NOON), ("list3_2026-10-31_v2.csv", CHANGED, NOON))
    assert closed(database) == [NEW, 40] and len(database.run("SELECT * FROM cp_plan")) == 1
    assert database.run("SELECT DISTINCT file FROM referral")["file"].to_list() == ["list3_2026-10-31_v2.csv"]


@pytest.mark.parametrize(("first", "second", "newer"), [
    (("a", None, None), ("b", None, None), 0),
    (("a", None, NOON), ("b", None, LATER), -1),
    (("a", None, NOON), ("b", None, NOON.replace(second=50)), 0),
    (("a", NOON, LATER), ("b", LATER, NOON), -1),
    (("a", NOON, LATER), ("b", None, NOON), 1),
    (("a_v3", None, NOON), ("a_v2", None, LATER), 1),
    (("a v1", None, None), ("a", None, None), 0),
    (("a_2026-10-31_1405", None, None), ("a_2026-10-31_1406", None, None), -1),
    (("a_2026-10-31T14-05-09", None, None), ("a_2026-10-31T14-05-08", None, None), 1),
    (("a_20261031_140509", None, None), ("a_20261031_1405", None, None), 1),
    (("a_31-10-2026 09.30", None, None), ("a_31-10-2026 10.30", None, None), -1),
    (("a_2026-10-31", None, None), ("a_2026-10-31_1405", None, None), 0),
    (("revised a", None, None), ("a", None, None), 1),
    (("a (2)", None, None), ("a (10)", None, None), -1),
    (("level2 a", None, None), ("level3 a", None, None), 0),
])
def test_what_says_which_file_is_newer(first, second, newer):
    assert file_time.newer(Evidence(*first), Evidence(*second)) == newer
    assert file_time.newer(Evidence(*second), Evidence(*first)) == -newer


def test_a_workbook_says_when_it_was_saved(tmp_path):
    path = annex_a(tmp_path / "annex_a_2026-10-31.xlsx", list_3=[referral("A", "01/10/2026")])
    (done,) = read_folder(tmp_path)
    assert abs(done.saved - datetime.now(UTC)).total_seconds() < 120 and done.written == file_time.written(path)
    assert file_time.saved(b"PK no zip") is None and file_time.saved(b"text") is None
