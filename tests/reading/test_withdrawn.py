"""A newer extract that lacks records of the one before withdraws few of them, and stops a build where it lacks many."""

import json
from datetime import date, timedelta

import pytest

from data import belief, build, loading, withdrawn, withdrawn_file
from queries.store import engine
from queries.store import warehouse as built
from tests.support.small_extracts import annex_a, csv, plan, read, referral

pytestmark = pytest.mark.slow

REFERRAL = "Child Unique ID,Date of referral,Referral NFA?,Number of Referrals in Last 12 Months,Allocated Team"
ALLOCATION = "child_id,worker_id,team,start_date,end_date"
SUPERVISION = "supervision_id,child_id,worker_id,supervisor_id,team,supervision_date,recorded_date,supervision_type,status"
DAYS = ("2026-09-30", "2026-10-31", "2026-11-30")
TODAY = date(2026, 12, 1)


def day(number: int) -> str:
    """A day from June to September; every run of numbers has days of all four months."""
    return f"{date(2026, 6, 1) + timedelta(number * 37 % 122):%d/%m/%Y}"


def rows(*numbers: int) -> list[str]:
    """Rows of list 3, of children C0, C1, …; every third row is of the team North."""
    return [f"C{n},{day(n)},b) No,0,{'Duty' if n % 3 else 'North'}" for n in numbers]


def first(number: int) -> list[str]:
    return rows(*range(number))


def since(number: int) -> list[str]:
    """Rows of other children for the months after the first extract, so that no extract falls silent before its day."""
    return [f"N{n},{date(2026, 10, 1) + timedelta(n):%d/%m/%Y},b) No,0,Duty" for n in range(30 * number)]


def take(folder, *extracts, name="list3", header=REFERRAL, told=withdrawn.NOBODY, most=5):
    """A database with the model made from a CSV for each of DAYS, and the report."""
    files = [csv(folder / f"{name}_{when}.csv", header, *lines, *(since(number) if name == "list3" else []))
             for number, (when, lines) in enumerate(zip(DAYS, extracts, strict=False))]
    database = engine.memory()
    report = loading.take_in(database, map(read, files), today=TODAY, shares={"most_withdrawn": most}, told=told)
    return database, report.to_dicts()


def doubted(database) -> list[tuple]:
    return database.run("SELECT extract_date, doubt FROM doubted ORDER BY 1").rows()


def number(database, table) -> int:
    """The rows of a table, without those of `since`."""
    return len(database.run(f"SELECT * FROM {table} WHERE child_id NOT LIKE 'N%'"))


WHOLE = first(100)
SHIFTED = "C7,08/06/2026,b) No,0,Duty, North"  # a field too many
# What two extracts have; how many referrals there are then; whether the build stops.
CASES = {
    "nothing is missing": (WHOLE, WHOLE, 100, False),
    "one record is missing": (WHOLE, first(99), 99, False),
    "five of a hundred": (WHOLE, first(95), 95, False),
    "six of a hundred": (WHOLE, first(94), 100, True),
    "an upload was cut at 55%": (WHOLE, first(55), 100, True),
    "it begins two months later": (WHOLE, [row for row in WHOLE if int(row.split("/")[1]) > 7], 100, False),  # and covers less
    "one team's rows only": (WHOLE, [row for row in WHOLE if row.endswith("North")], 100, True),
    "a tenth, here and there": (WHOLE, [row for n, row in enumerate(WHOLE) if n % 10], 100, True),
    "other children altogether": (WHOLE, rows(*range(100, 200)), 100, True),
    "one of three": (first(3), first(2), 2, False),
    "two of three": (first(3), first(1), 3, True),
    "one of twelve": (first(12), first(11), 11, False),
    "two of twelve": (first(12), first(10), 12, True),
    "three of twelve": (first(12), first(9), 12, True),
    "two of forty": (first(40), first(38), 38, False),
    "two of thirty-nine": (first(39), first(37), 39, True),
    "new records make up for no missing ones": (WHOLE, first(90) + rows(*range(100, 200)), 100, True),
    "five days were corrected": (WHOLE, first(95) + [f"C{n},02/06/2026,b) No,0,Duty" for n in range(95, 100)], 100, False),
    "ten days were corrected": (WHOLE, first(90) + [f"C{n},02/06/2026,b) No,0,Duty" for n in range(90, 100)], 100, True),
    "ids without their first letter": (WHOLE, [row[1:] for row in WHOLE], 100, True),
    "the rows are in another order": (WHOLE, WHOLE[::-1], 100, False),
    "older records left the window": ([f"D{n},{10 + n % 20}/04/2026,b) No,0,Duty" for n in range(30)] + WHOLE, WHOLE, 130, False),
    "a refused row: the day is blank": (WHOLE, [*first(99), "C99,,b) No,0,Duty"], 100, False),
    "a refused row: the day cannot be read": (WHOLE, [*first(99), "C99,soon,b) No,0,Duty"], 100, False),
    "a refused row: the child is blank": (WHOLE, [*first(99), f",{day(99)},b) No,0,Duty"], 100, False),
    "a refused row: a field too many": (WHOLE, [SHIFTED if row.startswith("C7,") else row for row in WHOLE], 100, False),
    "a refused row of another child keeps nothing": (WHOLE, [*first(99), "Z,,b) No,0,Duty"], 99, False),
    "a refused row of another day keeps nothing": (WHOLE, [*first(99), ",30/10/2026,b) No,0,Duty"], 99, False),
    "six refused rows are not missing": (WHOLE, first(94) + [f"C{n},,b) No,0,Duty" for n in range(94, 100)], 100, False),
    "a row given twice is listed": (WHOLE, [*WHOLE, WHOLE[3]], 100, False),
}


@pytest.mark.parametrize("case", CASES)
def test_few_records_are_withdrawn_and_many_stop_the_build(tmp_path, case):
    older, newer, left, stops = CASES[case]
    database, report = take(tmp_path, older, newer)
    assert number(database, "referral") == left
    assert doubted(database) == ([(date(2026, 10, 31), "withdraws")] if stops else [])
    if stops:
        with pytest.raises(belief.NotBelieved, match=r"that it should have are missing \(.*more than 5%\).*--accept-withdrawn"):
            belief.check(database)
        assert "gives no figures" in report[1]["note"]
    elif left < len(older):
        assert f"Records that it should have and does not: {len(older) - left} of {len(older)}" in report[1]["note"]


@pytest.mark.parametrize(("most", "told", "left"), [
    (20, withdrawn.NOBODY, 90), (10, withdrawn.NOBODY, 90), (9, withdrawn.NOBODY, 100), (5, withdrawn.Told(accepts=True), 90)])
def test_the_share_is_a_setting_and_a_person_may_say_yes(tmp_path, most, told, left):
    database, report = take(tmp_path, WHOLE, first(90), told=told, most=most)
    assert number(database, "referral") == left
    assert ("A person said" in report[1]["note"]) is told.accepts


def yes(folder, **other) -> withdrawn.Told:
    """The earlier yes to ten missing records, with something else in it."""
    sha256 = read(csv(folder / "list3_2026-10-31.csv", REFERRAL, *first(90), *since(1))).sha256
    return withdrawn.Told(({"sha256": sha256, "list": "annex_a_list_3", "missing": 10} | other,))


@pytest.mark.parametrize(("other", "is_asked"), [
    ({}, False), ({"missing": 12}, False), ({"missing": 9}, True), ({"list": "annex_a_list_1"}, True), ({"sha256": "0"}, True)])
def test_a_yes_is_for_one_file_one_list_and_no_more_records(tmp_path, other, is_asked):
    database, _ = take(tmp_path, WHOLE, first(90), told=yes(tmp_path, **other))
    assert bool(doubted(database)) is is_asked and number(database, "referral") == (100 if is_asked else 90)


def test_two_partial_extracts_in_turn_are_both_doubted(tmp_path):
    database, _ = take(tmp_path, WHOLE, first(60), first(60))
    assert [found for found, _ in doubted(database)] == [date(2026, 10, 31), date(2026, 11, 30)]
    assert number(database, "referral") == 100


def test_a_whole_extract_after_a_partial_one_needs_no_yes(tmp_path):
    database, _ = take(tmp_path, WHOLE, first(60), first(99))
    belief.check(database)
    assert doubted(database) == [(date(2026, 10, 31), "lacks")] and number(database, "referral") == 99


@pytest.mark.parametrize(("last", "left"), [([], 99), (["C99,,b) No,0,Duty"], 100), (["C99,20/11/2026,b) No,0,Duty"], 100)])
def test_a_record_whose_row_was_refused_is_judged_by_the_next_extract(tmp_path, last, left):
    database, _ = take(tmp_path, WHOLE, [*first(99), "C99,never,b) No,0,Duty"], [*first(99), *last])
    assert doubted(database) == [] and number(database, "referral") == left


def sessions(*numbers, day="2026-09-10"):
    return [f"S{n},C{n % 7},W1,M1,Duty,{day},,CASE,HELD" for n in numbers]


@pytest.mark.parametrize(("newer", "left", "stops"), [
    (sessions(*range(1, 20)), 19, False),
    (sessions(*range(2, 20)), 20, True),
    ([*sessions(*range(1, 20)), "S0,C0,W1,M1,Duty,,,CASE,HELD"], 20, False),
    ([*sessions(*range(1, 20)), "S0,C0,W1,M1,Duty,soon,,CASE,HELD"], 20, False),
    ([*sessions(*range(1, 20)), "S77,C0,W1,M1,Duty,soon,,CASE,HELD"], 19, False),
])
def test_records_with_an_id_of_their_own_are_known_by_it(tmp_path, newer, left, stops):
    database, _ = take(tmp_path, sessions(*range(20)), newer, name="case_supervision", header=SUPERVISION)
    assert number(database, "case_supervision") == left and bool(doubted(database)) is stops


def allocated(*numbers, end=""):
    return [f"C{n},W{n % 5},Duty,{date(2026, 1, 1) + timedelta(n * 101 % 272)},{end}" for n in numbers]


@pytest.mark.parametrize(("held", "left", "stops"), [
    (20, 20, False), (20, 11, False), (20, 10, False), (20, 9, True), (9, 2, False), (12, 5, True), (12, 6, False)])
def test_open_spells_that_a_list_may_leave_out_are_no_withdrawals(tmp_path, held, left, stops):
    new = [f"N{n},W1,Duty,2026-10-{n:02d}," for n in range(1, 31)]
    database, _ = take(tmp_path, allocated(*range(held)), allocated(*range(left)) + new, name="allocation", header=ALLOCATION)
    assert doubted(database) == ([(date(2026, 10, 31), "ends unseen")] if stops else [])
    inferred = database.run("SELECT * FROM allocation WHERE end_is_inferred")
    assert len(inferred) == (0 if stops else held - left) and number(database, "allocation") == held
    if stops:
        with pytest.raises(belief.NotBelieved, match="spells that were open in the extract before are missing, more than half"):
            belief.check(database)


@pytest.mark.parametrize(("gone", "stops"), [(0, False), (1, False), (2, False), (3, True), (20, True)])
def test_a_list_that_has_ended_plans_lacks_an_open_one_as_any_other_record(tmp_path, gone, stops):
    ended = [plan("X", "01/06/2026", "01/09/2026")]
    around = [referral("R", "01/04/2026")], [referral("R", "01/05/2026")]
    plans = [plan(f"C{n}", f"{n % 28 + 1:02d}/06/2025") for n in range(40)]
    files = [annex_a(tmp_path / f"annex_a_{when}.xlsx", list_3=rows, list_7=ended + plans[start:])
             for when, rows, start in zip(DAYS, around, (0, gone), strict=False)]
    database = engine.memory()
    loading.take_in(database, [read(file) for file in files], today=TODAY)
    assert doubted(database) == ([(date(2026, 10, 31), "withdraws")] if stops else [])
    assert len(database.run("SELECT * FROM cp_plan WHERE end_is_inferred")) == (0 if stops else gone)


def test_an_open_plan_whose_row_was_refused_stays_open(tmp_path):
    files = [annex_a(tmp_path / f"annex_a_{when}.xlsx", list_3=[referral("R", "01/05/2026")],
                     list_7=[plan("X", "01/06/2026", "01/09/2026"), plan("Y", "01/03/2025"), plan("A", start)])
             for when, start in zip(DAYS, ("01/07/2025", "?", None), strict=True)]
    database = engine.memory()
    loading.take_in(database, [read(file) for file in files], today=TODAY)
    (end,) = database.run("SELECT end_date FROM cp_plan WHERE child_id = 'A'")["end_date"]
    assert end == date(9999, 12, 31)


def test_a_build_stops_lists_what_is_missing_and_asks_once(tmp_path, capsys):
    warehouse, extracts, listed = (tmp_path / name for name in ("warehouse", "extracts", "missing.csv"))
    extracts.mkdir()
    csv(extracts / "list3_2026-09-30.csv", REFERRAL, *first(99), "@C99,05/09/2026,b) No,0,Duty")
    asked = ["--extracts", str(extracts), "--authority", "420", "--warehouse", str(warehouse)]
    assert build.main(asked) == 0
    before = built.current(warehouse)
    csv(extracts / "list3_2026-10-31.csv", REFERRAL, *first(90), *since(1))
    capsys.readouterr()
    assert build.main(asked) == 1 and built.current(warehouse) == before
    said = capsys.readouterr().err
    assert "list3_2026-10-31.csv: Annex A list 3, referrals: 10 of the 100 records" in said and "(10.0%" in said
    assert withdrawn_file.main([str(listed), "--extracts", str(extracts)]) == 0
    found = listed.read_text(encoding="utf-8-sig").splitlines()
    assert found[0] == "newer_file,list,file,row,id,day" and len(found) == 11
    assert found[1].startswith('list3_2026-10-31.csv,"Annex A list 3, referrals",list3_2026-09-30.csv,92,C90,2026-')
    assert "'@C99" in found[-1]
    assert build.main([*asked, "--accept-withdrawn"]) == 0 == build.main(asked)
    (kept,) = json.loads((warehouse / withdrawn.KEPT).read_text())
    assert (kept["list"], kept["missing"]) == ("annex_a_list_3", 10)
    (warehouse / withdrawn.KEPT).write_text("spoilt")
    assert build.main(asked) == 1 and build.main([*asked, "--accept"]) == 0


def test_no_answers_are_kept_where_nobody_was_asked(tmp_path):
    assert withdrawn.agreed(tmp_path) == ()
    with engine.memory() as database:
        loading.nothing(database)
        withdrawn.remember(database, tmp_path)
    assert list(tmp_path.iterdir()) == []
