"""Lists that contradict themselves or each other are doubted: an identifier of two children, a record under two names."""

from datetime import date, timedelta

import pytest

from data import belief, loading
from queries import sources
from queries.store import engine
from tests.support.small_extracts import annex_a, csv, plan, read

pytestmark = pytest.mark.slow

DAY = date(2026, 10, 31)
SHARED = "identifiers have two dates of birth"


def taken(*paths):
    database = engine.memory()
    loading.take_in(database, [read(path) for path in paths], today=date(2026, 11, 28))
    return database


def doubted(database) -> list[tuple]:
    return database.run("SELECT list, doubt FROM doubted ORDER BY 1").rows()


def day(n: int) -> date:
    return DAY - timedelta(n % 180)


def contacts(folder, number: int, **cells):
    """Annex A's list 1 with so many contacts; `cells` are {header: value by number of row}."""
    rows = [{"Child Unique ID": f"C{n}", "Date of Contact": day(n), "Contact Source": "a) 6: Police",
             **{header: cell(n) for header, cell in cells.items()}} for n in range(number)]  # fmt: skip
    return annex_a(folder / f"annex_a_{DAY}.xlsx", list_1=rows)


@pytest.mark.parametrize(("number", "merged", "is_doubted"), [
    (200, 0, False), (200, 1, False), (200, 2, True), (500, 2, False), (500, 3, True)])
def test_identifiers_that_stand_for_two_children_doubt_the_list(tmp_path, number, merged, is_doubted):
    """Of so many children, some have the identifier of the one before, and each has a date of birth of its own."""
    children = {"Child Unique ID": lambda n: f"C{n - 1 if n % 2 and n < 2 * merged else n}",
                "Date of Birth": lambda n: date(2015, 1, 1) + timedelta(n)}  # fmt: skip
    database = taken(contacts(tmp_path, number + merged, **children))
    assert doubted(database) == ([("annex_a_list_1", "shared")] if is_doubted else [])
    if is_doubted:
        with pytest.raises(belief.NotBelieved, match=f"{merged} of its {number} {SHARED}"):
            belief.check(database)


def test_one_child_on_many_rows_is_one_child(tmp_path):
    rows = {"Child Unique ID": lambda n: f"C{n // 3}", "Date of Birth": lambda n: date(2015, 1, 1) + timedelta(n // 3)}
    assert doubted(taken(contacts(tmp_path, 150, **rows))) == []


def own_contacts(folder, number: int, child=lambda n: f"C{n}", source=lambda n: "6: Police", on=day):
    lines = [f"K{n},{child(n)},{on(n)},{source(n)},NFA,Neglect,Duty" for n in range(number)]
    return csv(folder / f"contact_{DAY}.csv", "contact_id,child_id,contact_date,contact_source,outcome,reason,team", *lines)


DISAGREE = {  # the authority's own contacts beside 100 of Annex A: their number, what differs, and whether they are doubted
    "the same": (100, {}, False),
    "the source in other words": (100, {"source": lambda n: "Police"}, False),
    "another code for half of the sources": (100, {"source": lambda n: "9" if n % 2 else "6: Police"}, True),
    "four with another source": (100, {"source": lambda n: "9" if n < 4 else "6: Police"}, False),
    "another form of half of the identifiers": (100, {"child": lambda n: f"P-C{n}" if n % 2 else f"C{n}"}, True),
    "a third are a day later": (100, {"on": lambda n: day(n) + timedelta(n % 3 == 1)}, True),
    "more than Annex A has": (150, {}, False),
    "fewer than Annex A has": (50, {}, False),
}


@pytest.mark.parametrize("case", DISAGREE)
def test_two_sources_whose_records_would_count_twice_are_doubted(tmp_path, case):
    number, differing, is_doubted = DISAGREE[case]
    database = taken(contacts(tmp_path, 100), own_contacts(tmp_path, number, **differing))
    assert doubted(database) == ([("local_contact", "disagrees")] if is_doubted else [])
    assert database.run("SELECT COUNT(*) AS n FROM contact")["n"][0] == (100 if is_doubted else max(number, 100) + (
        4 if case.startswith("four") else 0))
    if is_doubted:
        with pytest.raises(belief.NotBelieved, match="are not in Annex A list 1, contacts"):
            belief.check(database)


@pytest.mark.parametrize(("lacking", "is_doubted"), [(0, False), (4, False), (10, False), (11, True), (25, True)])
def test_a_list_of_visits_has_the_last_visits_of_the_plans(tmp_path, lacking, is_doubted):
    """Of 50 children on plans, the list of visits lacks so many of the last visits; all have earlier visits in it."""
    last = {n: DAY - timedelta(10 + n % 20) for n in range(50)}
    plans = [plan(f"C{n}", day(n)) | {"Date of the Last Statutory Visit": on} for n, on in last.items()]
    visits = [(n, on - timedelta(weeks)) for n, on in last.items() for weeks in (0, 30, 60, 90) if weeks or n >= lacking]
    lines = [f"V{n},C{child},{on}" for n, (child, on) in enumerate(visits)]
    database = taken(annex_a(tmp_path / f"annex_a_{DAY}.xlsx", list_7=plans),
                     csv(tmp_path / f"visit_{DAY}.csv", "visit_id,child_id,visit_date", *lines))  # fmt: skip
    assert doubted(database) == ([("local_visit", "unlisted")] if is_doubted else [])
    if is_doubted:
        said = f"lacks {lacking} of the 50 days in the column 'date of the last statutory visit' of Annex A list 7"
        with pytest.raises(belief.NotBelieved, match=said):
            belief.check(database)


@pytest.mark.parametrize(("absent", "is_doubted"), [(0, False), (4, False), (8, False), (9, True)])
def test_children_with_a_plan_in_list_6_are_in_list_7(tmp_path, absent, is_doubted):
    """Of 40 open episodes with the status of a plan, so many children are not in list 7."""
    def episode(n, status, end=None):
        return {"Child Unique ID": f"C{n}", "CIN Start Date": day(n), "Case status": status, "CIN Closure Date": end}

    on_plans = [episode(n, "b) Child Protection plan") for n in range(40)]
    others = [episode(n, "c) Child in need plan") for n in range(40, 60)]
    closed = [episode(n, "b) Child Protection plan", day(n) + timedelta(1)) for n in range(60, 80)]
    plans = [plan(f"C{n}", day(n)) for n in range(absent, 40)]
    database = taken(annex_a(tmp_path / f"annex_a_{DAY}.xlsx", list_6=[*on_plans, *others, *closed], list_7=plans))
    assert doubted(database) == ([("annex_a_list_7", "absent")] if is_doubted else [])
    if is_doubted:
        with pytest.raises(belief.NotBelieved, match=f"lacks {absent} of the 40 children that should be in it by Annex A list 6"):
            belief.check(database)


def test_each_list_whose_children_must_be_in_another_names_one_that_there_is():
    known = {each.id for each in sources.used()}
    assert {other for each in sources.used() for other in each.also_in} <= known
