"""What is taken away says by itself whose figures it holds, of what, how exact and from which build; any program reads it.

Every file that any page offers to any audience is taken from the real server, read by polars and looked at.
"""

import csv
import io
import re
from datetime import datetime
from urllib.parse import unquote

import httpx
import polars as pl
import pytest

from indicators import catalogue
from indicators.roles import ROLES, View
from pages import children
from pages import figures as figure_pages
from pages.frame import files
from queries import spreadsheets
from tests.leaks.rules import identifiers
from tests.support.admitted import headers
from tests.support.audience import PERFORMANCE, SCRUTINY
from tests.support.browser import started
from tests.support.visitor import Visitor

pytestmark = pytest.mark.slow

WHOSE = ", Saltmere (invented), performance team"
WITHOUT = ("overview", "plain")  # pages that take long and offer no file
LAST = ["authority", "about", "unit", "counts", "audience", "built_on"]


@pytest.fixture(scope="module")
def address(warehouse):
    """The product on the invented authority."""
    with started(warehouse) as where:
        yield where


@pytest.fixture(scope="module")
def taken(address) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """(name, content) of every file, by audience and page."""
    pages = {role: [*figure_pages.PAGES, *(children.PAGES if ROLES[role].children else ())] for role in ROLES}
    return {(role, page.ADDRESS): take(address, role, page.ADDRESS) for role in ROLES for page in pages[role]
            if page.ADDRESS not in WITHOUT}


def take(address: str, role: str, page: str) -> list[tuple[str, str]]:
    """The CSV files that a page offers, each with the name that the browser is told; refused rows come in a ZIP."""
    with Visitor(address, downloads=False) as visitor:
        seen = visitor.go(page, f"role={role}&by=age_band&and=sex")
        asked = [value for place, value in seen.leaves if place.endswith("deferred_file_id")]
        answers = [httpx.get(address + visitor.made(each, seen), headers=headers(address)) for each in asked]
    return [(told_name(answer.headers["content-disposition"]), answer.content.decode("utf-8-sig")) for answer in answers
            if "zip" not in answer.headers["content-type"]]


def told_name(header: str) -> str:
    """The name of the file in a Content-Disposition header."""
    return unquote(re.search(r"filename\*?=(?:utf-8'')?\"?([^\"]+)", header)[1])


def test_every_file_reads_at_once_and_says_what_it_is(taken, warehouse):
    build = catalogue.build(View(role=SCRUTINY, warehouse=warehouse))
    counted = {"performance": files.EXACT, "board": "rounded to the nearest 5", "scrutiny": "rounded to the nearest 5"}
    assert len([each for found in taken.values() for each in found]) > 12
    for (role, page), found in taken.items():
        for name, content in found:
            frame = pl.read_csv(io.StringIO(content), infer_schema_length=None)
            assert frame.columns[-6:] == LAST and frame.height, (role, page, name)
            said = frame.select(LAST).unique().row(0, named=True)
            assert frame.select(LAST).n_unique() == 1
            assert said["authority"] == "Saltmere (invented)" and said["audience"] == ROLES[role].title
            assert datetime.fromisoformat(said["built_on"]).date() == build["built_at"].date()
            other = {"compare": "as published", "tell": "no counts of children"}
            assert said["counts"].startswith(other.get(page, counted[role]))
            assert said["about"] and said["unit"]


def test_a_files_name_says_to_a_person_what_it_is_and_names_nobody(taken, warehouse):
    nobody = identifiers(warehouse)
    for (role, _), found in taken.items():
        for name, _ in found:
            assert name.endswith(f", Saltmere (invented), {ROLES[role].title.lower()}.csv"), name
            assert not re.search(r'[_<>:"/\\|?*]', name) and len(name) <= files.LONGEST + 4
            assert re.search(r"\b20\d\d\b", name), name
            assert not nobody.intersection(re.findall(r"\w+", name))


@pytest.mark.parametrize("given", ["=1+1", "@SUM(A1)", "＝1", "\t=1", "-2"])
def test_an_authority_that_is_called_as_a_formula_runs_none(given, warehouse, monkeypatch):
    view = View(role=PERFORMANCE, warehouse=warehouse)
    build = catalogue.build(view) | {"authority": given, "invented": False}
    monkeypatch.setattr(catalogue, "build", lambda _: build)
    written = spreadsheets.csv_file(files.described(pl.DataFrame({"Team": ["A"]}), view, given, given))
    (row,) = list(csv.DictReader(io.StringIO(written.removeprefix("\ufeff"), newline="")))
    assert row["authority"] == row["about"] == row["unit"] == f"'{given}"


@pytest.mark.parametrize(("given", "name"), [
    ((' A/B:*"C" ', "x\ny"), "A-B-C-, x y"), (("re_referrals", "2024–25"), "re referrals, 2024-25"), (("..\\..\\a", ""), "a"),
    (("\u202egnp.exe",), "gnp.exe"), (("a" * 400,), "a" * (files.LONGEST - len(WHOSE))),
])
def test_a_name_is_one_that_every_system_takes_and_ends_in_whose_it_is(given, name, warehouse):
    told = files.name(View(role=PERFORMANCE, warehouse=warehouse), *given)
    assert told == name + WHOSE and len(told) <= files.LONGEST
