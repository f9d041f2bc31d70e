"""The page Load in Chromium: what is handed in is asked about, checked and used; what another visitor fails with disturbs nobody.

The product runs in a copy of the tree, because an answer is written into data/authority.toml and files into data/extracts.
"""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from pages.children import load
from pages.loading import columns
from queries.store import warehouse as warehouses
from tests.support.browser import Watched, started
from tests.support.small_extracts import csv

pytestmark = pytest.mark.slow

UNKNOWN = "Nocturnal code"  # a header of which no rule can know what it means
HANDED_IN = '[data-testid="stFileUploaderFile"], [data-testid="stFileChip"]'
PLANS = "list_7_2026-11-15.csv"


@pytest.fixture
def folder(tree, extracts) -> Path:
    """The drop folder of a copy of the tree, with the extract of the build in use."""
    return Path(shutil.copytree(extracts, tree / "data" / "extracts"))


@pytest.fixture
def site(tree, folder, own):
    """The address of the product in that copy, as the performance team opens it."""
    with started(own, tree, SIGHTLINE_AUDIENCE="performance", SIGHTLINE_AUTHORITY="420") as address:
        yield address


def hand_in(watched: Watched, site: str, *files: Path) -> None:
    watched.open(f"{site}/load")
    watched.page.locator('input[type="file"]').set_input_files([str(file) for file in files])
    watched.page.locator(HANDED_IN).first.wait_for()
    watched.page.get_by_role("button", name="Keep these files and check them").click()


def plans(folder: Path, end: str) -> Path:
    """A list 7 whose plans end under a header of the authority's own."""
    heads = ("Child Unique ID", "Child Protection Plan Start Date", "Initial Category of Abuse", "Latest Category of Abuse",
             "Date of the Last Statutory Visit", "Number of Previous Child Protection Plans", end)  # fmt: skip
    rows = [f"C{each},{date(2026, 9, 20) + timedelta(4 * each)},Neglect,Neglect,2026-11-10,0,"
            + (f"2026-11-{each:02}" if each % 3 else "") for each in range(10)]
    return csv(folder / PLANS, ",".join(heads), *rows)


def test_a_header_that_is_not_known_is_chosen_checked_and_used(contexts, site, tree, folder, own, tmp_path):
    before = warehouses.current(own)
    with Watched(contexts["light"]) as watched:
        page = watched.page
        hand_in(watched, site, plans(tmp_path, UNKNOWN))
        question = columns.QUESTION.format("Annex A list 7, child protection plans", "the day a plan ended")
        page.get_by_label(question).click()
        page.get_by_role("option", name=UNKNOWN).click()
        page.get_by_role("button", name=load.CHOSEN).click()
        page.get_by_label(question).wait_for(state="detached")
        page.get_by_role("button", name=load.USE).wait_for()
        assert warehouses.current(own) == before
        page.get_by_role("button", name=load.USE).click()
        page.get_by_text(load.IN_USE).wait_for()
    assert warehouses.current(own) != before and (folder / PLANS).exists()
    assert f'"{UNKNOWN}" = "annex_a_list_7.' in (tree / "data" / "authority.toml").read_text(encoding="utf-8")


def test_a_failing_upload_leaves_everyone_elses_file_in_place(contexts, site, folder, own, tmp_path):
    mine = csv(tmp_path / "list_3_2026-11-15.csv", "Child Unique ID,Date of referral,Referral Source,Referral NFA?",
               *(f"{child},{day},Police,No" for child, day in (("C1", "2026-05-01"), ("C2", "2026-06-01"), ("C1", "2026-09-01"),
                                                            ("C3", "2026-11-02"))))
    cats = csv(tmp_path / f"cats_{date(2026, 11, 15)}.csv", "name,colour", "Tom,grey")
    before = warehouses.current(own)
    with Watched(contexts["light"]) as first, Watched(contexts["dark"]) as second:
        hand_in(first, site, mine)
        first.page.get_by_role("button", name=load.USE).wait_for()
        hand_in(second, site, cats)
        second.page.get_by_text(load.NOT_BUILT).first.wait_for()
        assert cats.name not in {path.name for path in folder.iterdir()} and (folder / mine.name).exists()
        first.page.get_by_role("button", name=load.AGAIN).click()
        first.page.get_by_role("progressbar").first.wait_for()
        first.page.get_by_role("button", name=load.USE).wait_for()
        first.page.get_by_role("button", name=load.USE).click()
        first.page.get_by_text(load.IN_USE).wait_for()
    assert warehouses.current(own) != before and (folder / mine.name).exists()
