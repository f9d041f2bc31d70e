"""What was read and not taken in, and codes in no list, counted a second time in plain Python over random histories."""

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

import queries
from queries import sources
from queries.model import tables, waits
from tests.counting.test_second_count import LOOSE, compare
from tests.counting.test_second_count_workforce import dense
from tests.support import histories

pytestmark = pytest.mark.slow

LISTS = {"assessment": "annex_a_list_4", "cin_episode": "annex_a_list_6", "cp_plan": "annex_a_list_7"}
CHILDREN = histories.history("child").map(lambda made: list({row["child_id"]: row for row in made["child"]}.values()))


def rejections(lists, fields=("end_date",), most=12):
    """Some rejected cells and rows of file f, by row number; several may name one row."""
    row = st.fixed_dictionaries({
        "file": st.sampled_from(("f", "old")), "list": st.sampled_from(lists), "row_number": st.integers(0, 6),
        "scope": st.sampled_from(("cell", "row")), "field": st.sampled_from(fields),
        "rule": st.sampled_from(("in order", "readable", "once"))})
    return st.lists(row, max_size=most)


def numbered(rows, source):
    """The rows with their source and their row numbers in the file, as staging gives them."""
    return [dict(row, source=source, row_number=place) for place, row in enumerate(rows)]


def simple(rows, key, day, is_at_fault):
    """One record for each row: its id, its day, and 1 if it is at fault."""
    return {row[key]: (row[day], int(is_at_fault(row)), 1) for row in rows}


@LOOSE
@given(dense("assessment", "cin_episode", "cp_plan", "section_47", "conference"), rejections(list(LISTS.values())),
       st.lists(st.integers(0, 5), min_size=10, max_size=10))
def test_dates_out_of_order(made, rejected, enquiries):
    for row, place in zip(made["conference"], enquiries, strict=False):
        row["section_47_id"] = f"section_47{place}"
    made = {table: numbered(rows, "annex_a") for table, rows in made.items()} | {"rejected": rejected}
    (found,) = histories.count(["dates_out_of_order"], made).values()
    expected = {}
    kinds = {"assessment": "Assessment ends before it starts", "cin_episode": "Episode closes before it begins",
             "cp_plan": "Plan ends before it starts"}
    for table, kind in kinds.items():
        for row in made[table]:
            place = ("f", LISTS[table], row["row_number"])
            turned = [each for each in rejected if (each["file"], each["list"], each["row_number"]) == place
                      and each["scope"] == "cell" and each["rule"] == "in order"]
            expected[f"{kind}: {row[f'{table}_id']}"] = (row["start_date"], int(bool(turned)), 1)
    for row, enquiry in product(made["conference"], made["section_47"]):
        if row["section_47_id"] == enquiry["section_47_id"] and row["child_id"] == enquiry["child_id"]:
            late = enquiry["start_date"] > row["conference_date"]
            expected[f"Conference before its enquiry: {row['conference_id']}"] = (row["conference_date"], int(late), 1)
    for row in made["cp_plan"]:
        if row["last_review_date"]:
            late = not row["last_review_date"] > row["start_date"]
            expected[f"Review not after the plan began: {row['cp_plan_id']}"] = (row["start_date"], int(late), 1)
    compare(found, expected)


@LOOSE
@given(rejections(("annex_a_list_3", "local_visit")))
def test_rows_given_twice(rejected):
    """Of two files one is in no list of what is covered, and so has no month to be listed in."""
    (found,) = histories.count(["rows_given_twice"], {"rejected": rejected}).values()
    compare(found, {f"f, {row['list']}, row {row['row_number']}": (histories.LAST, 1, 1) for row in rejected
                    if row["file"] == "f" and row["scope"] == "row" and row["rule"] == "once"})


SOURCES = (
    "1A: Individual", "1E: Individual", "10: Unknown", "11", "5d - Early help", "6", "6 Police", "60: Police", "Police", "", None)
LISTED = (
    "1A", "1B", "1C", "1D", "2A", "2B", "3A", "3B", "3C", "3D", "3E", "3F", "4", "5A", "5B", "5C", "5D", "6", "7", "8",
    "9", "10")
ETHNICITIES = (
    "WBRI", "WIRI", "WIRT", "WOTH", "WROM", "MWBC", "MWBA", "MWAS", "MOTH", "AIND", "APKN", "ABAN", "AOTH", "BCRB",
    "BAFR", "BOTH", "CHNE", "OOTH", "REFU", "NOBT")


@LOOSE
@given(dense("referral"), CHILDREN, st.lists(st.sampled_from(SOURCES), min_size=10, max_size=10),
       st.lists(st.sampled_from((*ETHNICITIES, "WHIT", "White", "", None)), min_size=4, max_size=4))
def test_unknown_codes(made, children, sources, ethnicities):
    referrals = [dict(row, referral_source=source) for row, source in zip(made["referral"], sources, strict=False)]
    children = [dict(child, ethnicity=code) for child, code in zip(children, ethnicities, strict=False)]
    (found,) = histories.count(["unknown_codes"], {"referral": referrals, "child": children}).values()
    codes = {child["child_id"]: child["ethnicity"] for child in children}

    def unknown(row):
        number = re.match(r"\d[^ :-]*", row["referral_source"] or "")
        return bool(number and number[0].upper() not in LISTED) or (codes.get(row["child_id"]) or "REFU") not in ETHNICITIES

    compare(found, simple(referrals, "referral_id", "referral_date", unknown))


@LOOSE
@given(dense("referral", "cin_episode", "case_supervision", most=6),
       rejections(("annex_a_list_3", "annex_a_list_6", "local_case_supervision"), ("team", "status")))
def test_answers_not_read(made, rejected):
    made = {table: numbered(rows, "local" if table == "case_supervision" else "annex_a") for table, rows in made.items()}
    (found,) = histories.count(["answers_not_read"], made | {"rejected": rejected}).values()
    owners = {"annex_a_list_3": ("referral", "referral_date"), "annex_a_list_6": ("cin_episode", "start_date"),
              "local_case_supervision": ("case_supervision", "supervision_date")}
    expected, fields = {}, {}
    for cell in rejected:
        table, day = owners[cell["list"]]
        if (cell["file"], cell["scope"], cell["rule"]) == ("f", "cell", "readable") and cell["row_number"] < len(made[table]):
            key = f"f, {cell['list']}, row {cell['row_number']}"
            expected[key] = (made[table][cell["row_number"]][day], 1, 1)
            fields[key] = min(fields.get(key, cell["field"]), cell["field"])
    compare(found, expected)
    assert {row["record_id"]: row["category"] for row in found} == fields


def test_every_table_that_rows_of_a_list_are_records_of_is_searched_for_answers_that_could_not_be_read():
    """Also those that no source of today fills so: a source more is one folder."""
    sql = next(file.sql for file in queries.indicator_files() if file.id == "answers_not_read")
    searched = set(re.findall(r"SELECT '(\w+)'", sql))
    records = {name for name, columns in tables.columns().items() if {"source", "row_number"} <= set(columns)}
    assert searched == records - {"child"}
    assert set(sources.filled_from().filter(takes="every row")["model_table"]) <= searched


@pytest.mark.parametrize("check", ["answers_not_read", "dates_out_of_order"])
def test_checks_of_records_and_open_gaps_name_no_list_and_no_source(check):
    sql = next(file.sql for file in queries.indicator_files() if file.id == check) + waits.open_gap()
    names = {each.id for each in sources.used()} | {each.id for each in sources.every()}
    assert [name for name in names if f"'{name}'" in sql] == []
