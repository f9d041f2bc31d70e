"""Identifiers are checked: a certain repair is made and said, and what stands for no child, worker or record is refused."""

from datetime import datetime, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import belief, loading
from data.reading import identifier_form
from queries.store import engine
from tests.support.small_extracts import annex_a, csv, plan, read, referral

KEPT = [
        "C1", "A1", "a1", "12", "000123", "100000000012", "123456789012345", "1234567890123456", "P-2026-0042", "2026-244",
        "2026/123", "12-34-56", "Child A", "AB 12/2026", "MAY12", "MAR123", "Maria 12", "dec0001", "É12",
        "9f3ac2d1-0b6e-4f0a-9d55-1f4b8f0f2c11",
        "3FA85F64", "X", "S1", "Y", "n", "NA12", "Test12", "N1", "10E", "E10", "999", "12:34", "#12", "123.5", "1_000",
        "REF1", "31/13/2026", "12/12/3026",
]  # fmt: skip
REPAIRED = {
    "123.0": "123", "123.00": "123", "000123.0": "000123", "123.000000": "123", "'001234": "001234", "’001234": "001234",
    '"00123"': "00123", '="00123"': "00123", "'C1'": "C1", "“C1”": "C1", " 12 ": "12", "\u00a012\u00a0": "12",
    "1,234": "1234", "12,345,678": "12345678", "=0012": "0012", "`12": "12", '"123.0"': "123", '="C 1"': "C 1",
}  # fmt: skip
REFUSED = [
    "1.23456E+11", "1.23457E+12", "1E+15", "1e+06", "1.2e5", "1,23456E+11", "-1.2E+11", "4E11", "1.23456E-05",
    "Legal planning meeting", "Smith, John", "unknown", "Unknown", "UNKNOWN", "(unknown)", "unk", "n/a", "N/A", "N.A.", "na",
    "none", "None", "nil", "null", "NULL", "[null]", "<null>", "nan", "NaN", "test", "Test", "test child", "TEST 1", "tbc", "TBC",
    "tba", "not known", "Not recorded", "not stated", "no id", "not yet known", "missing", "(blank)", "dummy", "placeholder",
    "undefined", "to be confirmed", "to follow", "unborn", "various", "multiple", "anonymous", "-", "--", "?", "???", ".", "...",
    "*", "#######", "##", "/", "_", "x", "xx", "xxx", "XXXX", "zzz", "0", "00", "000000", "0.0", "9999", "9999999", "99999999",
    "-1", "-999", "2026-09-01", "2026-09-01 00:00:00", "2026/09/01", "01/09/2026", "1/9/26", "01-09-2026", "01.09.2026", "Sep-26",
    "Sep 26", "1-Sep", "01-Sep-26", "31/02/2026", "30/02/26", "2026-02-30", "31.11.2026", "02/31/2026", "#REF!", "#NAME?", "#N/A",
    "#DIV/0!", "=A1", "=Sheet1!A1", "=IF(A2,B2)", "0.8", ".5", "0,6", "1 September 2026", "March 1", "12MAY26", "yes", "No",
    "TRUE", "False", "total",
]  # fmt: skip
REFUSED.remove("x")  # a single letter may be an identifier
FIRST, LAST = datetime(2026, 5, 1), datetime(2026, 10, 31)


@pytest.mark.parametrize("cell", KEPT)
def test_an_identifier_stays_as_it_is(cell):
    assert identifier_form.judge(cell) == (cell, "")


@pytest.mark.parametrize("cell", REPAIRED)
def test_what_is_certain_is_repaired(cell):
    text, said = identifier_form.judge(cell)
    assert text == REPAIRED[cell] and said


@pytest.mark.parametrize("cell", REFUSED)
def test_what_is_no_identifier_is_refused_with_a_reason(cell):
    text, why = identifier_form.judge(cell)
    assert text is None and why


@settings(max_examples=1000, deadline=None)
@given(st.integers(1, 10**15 - 1), st.sampled_from(("{}", "{}.0", '"{}"', '="{}"', "'{}", " {} ")))
def test_a_number_is_itself_however_it_is_wrapped(number, wrapped):
    text, _ = identifier_form.judge(wrapped.format(number))
    assert text == str(number) or (text is None and set(str(number)) == {"9"})


@settings(max_examples=1000, deadline=None)
@given(st.integers(10, 10**18), st.integers(2, 8))
def test_a_number_in_scientific_notation_is_never_an_identifier(number, figures):
    assert identifier_form.judge(f"{number:.{figures}E}").text is None


@settings(max_examples=2000, deadline=None)
@given(st.text(max_size=50))
def test_any_text_is_judged(cell):
    text, said = identifier_form.judge(cell)
    assert said if text is None else text == cell or said


def taken(*paths):
    """A database with the model made from files, and the report of the load."""
    database = engine.memory()
    return database, loading.take_in(database, [read(path) for path in sorted(paths)]).to_dicts()


def referrals(*children, every: int = 1) -> list[dict]:
    """A row for each child, spread over the half year before 31 October 2026."""
    return [referral(child, FIRST + timedelta(at * every * 180 // len(children) % 180)) for at, child in enumerate(children)]


def children(database) -> list[str]:
    return database.run("SELECT DISTINCT child_id FROM referral ORDER BY 1")["child_id"].to_list()


def book(folder, *given, **more):
    return annex_a(folder / "annex_a_2026-10-31.xlsx", list_3=referrals(*given), **more)


NUMBERS = [f"{100000 + each}" for each in range(100)]


@pytest.mark.parametrize("ruined", ["1.23456E+11", "1E+12"])
def test_one_identifier_in_scientific_notation_refuses_its_list(tmp_path, ruined):
    database, _ = taken(book(tmp_path, *NUMBERS, ruined, list_7=[plan(NUMBERS[0], FIRST)]))
    with pytest.raises(belief.NotBelieved, match=r"1 of its 101 cells are in scientific notation") as stopped:
        belief.check(database)
    assert ruined in str(stopped.value) and "as text" in str(stopped.value)
    assert children(database) == [] and len(database.run("SELECT * FROM cp_plan")) == 1
    assert database.run("SELECT * FROM coverage WHERE model_table = 'referral'").is_empty()
    received = database.run("SELECT received FROM rejected WHERE row_number = 102")["received"]
    assert ruined in received[0]


@pytest.mark.slow
def test_numbers_cut_after_fifteen_figures_refuse_the_list_and_whole_ones_do_not(tmp_path):
    database, _ = taken(book(tmp_path, *(f"123456789012{each:03d}000" for each in range(1, 40))))
    with pytest.raises(belief.NotBelieved, match="cut after fifteen figures"):
        belief.check(database)
    whole = [f"123456789012{each:03d}{each * 37 % 1000:03d}" for each in range(1, 40)]
    database, _ = taken(book(tmp_path, *whole))
    belief.check(database)
    assert children(database) == whole


@pytest.mark.slow
def test_a_few_placeholders_are_refused_rows_and_many_doubt_the_list(tmp_path):
    database, _ = taken(book(tmp_path, *NUMBERS, "unknown", "tbc", "9999999"))
    belief.check(database)
    assert children(database) == NUMBERS
    reasons = database.run("SELECT reason FROM rejected ORDER BY row_number")["reason"].to_list()
    assert [reason.rsplit(": ", 1)[1] for reason in reasons] == ["unknown", "tbc", "9999999"]
    database, _ = taken(book(tmp_path, *NUMBERS, *["unknown", "tbc", "Sep-26"] * 2))
    with pytest.raises(belief.NotBelieved, match="6 of its 106 cells are no identifiers"):
        belief.check(database)


@pytest.mark.slow
def test_one_identifier_on_far_more_rows_than_any_other_is_refused(tmp_path):
    database, _ = taken(book(tmp_path, *NUMBERS, *["C-MERGED"] * 30))
    assert sorted(database.run("SELECT subject FROM staging.version")["subject"]) == NUMBERS
    assert children(database) == [], "so many rows were refused that the list is not believed"
    assert len(database.run("SELECT * FROM rejected WHERE scope = 'row'")) == 30


@pytest.mark.slow
def test_a_child_may_have_many_visits(tmp_path):
    lines = [f"V{at},C{at if at < 40 else 0},{LAST - timedelta(at):%Y-%m-%d},yes" for at in range(120)]
    database, _ = taken(csv(tmp_path / "visit_2026-10-31.csv", "visit id,child id,visit date,seen", *lines))
    assert database.run("SELECT COUNT(*) AS n FROM cp_visit")["n"][0] == 120


def test_a_repair_makes_one_child_of_two_and_says_so(tmp_path):
    rows = [*referrals("123.0", "'124", '="125"', "a1"), *referrals("126")]
    database, report = taken(
        annex_a(
            tmp_path / "annex_a_2026-10-31.xlsx", list_3=rows, list_7=[plan(each, FIRST) for each in ("123", "124", "125", "A1")]
        )
    )
    belief.check(database)
    assert children(database) == ["123", "124", "125", "126", "A1"]
    assert database.run("SELECT child_id FROM cp_plan ORDER BY 1")["child_id"].to_list() == ["123", "124", "125", "A1"]
    note = report[0]["note"]
    assert "Identifiers repaired (a decimal point and zeros after it): 1." in note and "(capitals): 1." in note
    assert "(quotation marks or spaces around it): 2." in note


PADDED = [f"{1000 + each:06d}" for each in range(50)]
CONTACTS = "Child Unique ID,Gender,Ethnicity,Date of Birth,Age of Child (Years),Date of Contact,Contact Source"


def contacts(folder, given):
    lines = [f"{child},,,,,{FIRST + timedelta(at * 180 // len(given)):%Y-%m-%d},6: Police" for at, child in enumerate(given)]
    return csv(folder / "contacts_2026-10-31.csv", CONTACTS, *lines)


def test_zeros_lost_in_one_list_are_put_back_where_the_other_list_shows_them(tmp_path):
    short = [each.lstrip("0") for each in PADDED]
    database, report = taken(contacts(tmp_path, PADDED), book(tmp_path, *short))
    belief.check(database)
    assert children(database) == PADDED
    assert "Identifiers repaired (zeros in front that were lost): 50." in str([row["note"] for row in report])
    mostly = [*short[:46], "9001", "9002", "9003", "9004"]
    database, _ = taken(contacts(tmp_path, PADDED), book(tmp_path, *mostly))
    assert children(database)[-1] == "009004" and len(children(database)) == 50


@pytest.mark.slow
def test_zeros_lost_are_no_guess(tmp_path):
    short = [*(each.lstrip("0") for each in PADDED[:40]), *(f"{9000 + each}" for each in range(10))]
    database, _ = taken(contacts(tmp_path, PADDED), book(tmp_path, *short))
    with pytest.raises(belief.NotBelieved, match="50 of its identifiers are shorter than those of other lists"):
        belief.check(database)
    assert children(database) == []


@pytest.mark.slow
def test_numbers_of_several_widths_without_zeros_in_front_are_in_order(tmp_path):
    given = [str(each) for each in range(990, 1040)]
    database, _ = taken(contacts(tmp_path, given), book(tmp_path, *given))
    belief.check(database)
    assert children(database) == sorted(given)


@pytest.mark.slow
def test_an_own_id_is_checked_too(tmp_path):
    lines = [
        f"{own},C{at},{LAST - timedelta(at):%Y-%m-%d},yes"
        for at, own in enumerate([*(f"V{each}" for each in range(60)), "unknown", "12.0"])
    ]
    database, _ = taken(csv(tmp_path / "visit_2026-10-31.csv", "visit id,child id,visit date,seen", *lines))
    assert "12" in database.run("SELECT cp_visit_id FROM cp_visit")["cp_visit_id"].to_list()
    assert database.run("SELECT reason FROM rejected")["reason"].to_list() == ["Its own id cannot be believed: unknown"]


@pytest.mark.slow
def test_names_of_workers_stay_names(tmp_path):
    rows = [
        row | {"Allocated Worker": name}
        for row, name in zip(referrals("C1", "C2", "C3"), ("May Smith", "Unallocated", "N O'Brien"), strict=True)
    ]
    database, _ = taken(annex_a(tmp_path / "annex_a_2026-10-31.xlsx", list_3=rows))
    assert sorted(database.run("SELECT worker_id FROM referral")["worker_id"].to_list()) == [
        "May Smith",
        "N O'Brien",
        "Unallocated",
    ]


@pytest.mark.slow
def test_no_identifier_is_lost_from_the_account(tmp_path):
    database, report = taken(book(tmp_path, *NUMBERS, "unknown", "1.0", "'2", "A", "a"))
    assert report[0]["read"] == report[0]["loaded"] + report[0]["rejected"] == 105
    assert isinstance(database.run("SELECT * FROM doubted"), pl.DataFrame)


@pytest.mark.slow
def test_one_number_without_its_zeros_is_a_slip_that_a_check_of_the_records_lists(tmp_path):
    database, report = taken(contacts(tmp_path, PADDED), book(tmp_path, *PADDED, "1001"))
    belief.check(database)
    assert "1001" in children(database) and "repaired" not in str([row["note"] for row in report])


@pytest.mark.slow
def test_a_column_of_yes_and_no_has_no_identifiers(tmp_path):
    database, _ = taken(book(tmp_path, *["Y", "N", "n"] * 10))
    with pytest.raises(belief.NotBelieved, match="30 of its 30 cells are no identifiers"):
        belief.check(database)
    assert children(database) == []
