"""The page Load in two steps: files are checked first and shown with what they would change, and count when a person says so."""

import io
import zipfile
from datetime import date, timedelta

import polars as pl
import pytest
from streamlit.runtime.scriptrunner import RerunData, RerunException
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from indicators.wording import previewed
from pages.children import load
from pages.loading import checking, missing_records, refused_files
from queries.store import warehouse as warehouses
from tests.support import on_screen
from tests.support.audience import PERFORMANCE
from tests.support.small_extracts import annex_a, csv, plan, referral

pytestmark = pytest.mark.slow

LIST_3 = "Child Unique ID,Date of referral,Referral Source,Referral NFA?,Number of Referrals in Last 12 Months"
NAME = "annex_a_2026-11-15.xlsx"


@pytest.fixture
def page(own, extracts, tmp_path, monkeypatch):
    """The page on a small warehouse and a drop folder of its own, with the extract it was built from."""
    folder = tmp_path / "extracts"
    folder.mkdir()
    for each in extracts.iterdir():
        (folder / each.name).write_bytes(each.read_bytes())
    monkeypatch.setattr(warehouses, "FOLDER", own)
    monkeypatch.setattr(load, "EXTRACTS", folder)
    for name, value in {"AUDIENCE": PERFORMANCE.id, "AUTHORITY": "420", "AUDIT": str(tmp_path / "audit.log")}.items():
        monkeypatch.setenv(f"SIGHTLINE_{name}", value)
    app = AppTest.from_file("../../pages/main.py", default_timeout=300)
    app._page_hash = calc_hash("load")
    app.folder = folder
    return app.run()


def hand_in(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    app.file_uploader[0].set_value([(name, content, "application/octet-stream") for name, content in files])
    return press(app, "Keep these files and check them")


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def labels(app: AppTest) -> set[str]:
    return {button.label for button in app.button}


def names(app: AppTest) -> set[str]:
    return {path.name for path in app.folder.iterdir()}


@pytest.fixture
def newer(tmp_path):
    """A newer workbook: the referrals before, more of them, and plans without their ends."""
    rows = [referral("C1", date(2026, 5, 1)), referral("C2", date(2026, 6, 1)), referral("C1", date(2026, 9, 1)),
            *(referral(f"N{each}", date(2026, 10, 1 + each)) for each in range(20))]  # fmt: skip
    plans = [plan(f"N{each}", date(2026, 10, 20)) for each in range(5)]
    return NAME, annex_a(tmp_path / NAME, list_3=rows, list_7=plans).read_bytes()


def test_what_is_handed_in_counts_only_when_a_person_says_so(page, newer):
    before = warehouses.current(warehouses.FOLDER)
    checked = hand_in(page, newer)
    assert not checked.exception and not checked.error
    assert checked.title[0].value == "Checked, not in use yet: 2 lists with 28 rows, 0.0% refused"
    assert {load.USE, load.LEAVE, load.AGAIN} <= labels(checked) and warehouses.current(warehouses.FOLDER) == before
    lists = checked.dataframe[0].value
    assert lists["File"].to_list() == [NAME, NAME] and lists["New"].to_list()[0] == "87.0% (20)"
    assert lists["Withdrawn"].to_list()[0] == "0.0% (0)" and lists["Day"].to_list()[0] == "15 November 2026"
    used = press(checked, load.USE)
    assert used.success[0].value == load.IN_USE and warehouses.current(warehouses.FOLDER) != before
    assert NAME in names(page) and load.USE not in labels(used)
    assert used.title[0].value == "2 files were read; nothing was refused"


def test_refused_rows_of_a_check_and_of_the_build_in_use_are_offered_beside_each_other(page):
    rows = [f"C{each},{'2026-10-05' if each else 'soon'},Police,No,0" for each in range(30)]
    first = hand_in(page, ("list_3_2026-11-10.csv", "\n".join([LIST_3, *rows]).encode()))
    assert not first.exception and not first.error
    used = press(first, load.USE)
    again = hand_in(used, ("list_3_2026-11-15.csv", "\n".join([LIST_3, *rows, "C31,2026-11-12,Police,No,0"]).encode()))
    assert not again.exception and not again.error
    offered = [each.proto.label for each in again.get("download_button")]
    assert len({refused_files.LABEL, refused_files.OF_CHECK} & set(offered)) == 2


def test_its_buttons_stand_above_its_tables(page, newer):
    checked = hand_in(page, newer)
    said = on_screen.own(checked)
    places = [said.index(line) for line in (f"button: {load.USE}", f"button: {load.LEAVE}", "header: What the files bring")]
    assert places == sorted(places)


def test_what_is_turned_down_takes_out_its_own_files_alone(page, newer):
    before, build = names(page), warehouses.current(warehouses.FOLDER)
    checked = hand_in(page, newer)
    (page.folder / "of another visitor 2026-11-01.csv").write_bytes(b"name\n")
    left = press(checked, load.LEAVE)
    assert left.info[0].value == load.TAKEN_OUT and names(page) == before | {"of another visitor 2026-11-01.csv"}
    assert warehouses.current(warehouses.FOLDER) == build and load.USE not in labels(left)


def test_a_check_that_fails_takes_out_what_it_brought(page):
    before, build = names(page), warehouses.current(warehouses.FOLDER)
    failed = hand_in(page, ("cats_2026-10-31.csv", b"name,colour\nTom,grey\n"))
    assert failed.title[0].value == load.STOPPED and failed.error[0].value == load.NOT_BUILT + load.NOT_KEPT
    assert "cats_2026-10-31.csv" in failed.code[0].value and names(page) == before
    assert warehouses.current(warehouses.FOLDER) == build and load.USE not in labels(failed)


def test_a_list_that_is_not_believed_waits_for_a_yes(page):
    empty = f"{LIST_3}\n,,,,\n,,,,\n".encode()
    doubted = hand_in(page, ("list_3_2026-11-15.csv", empty))
    assert "no row was loaded" in doubted.code[0].value
    assert load.YES["--accept"] in labels(doubted) and load.USE not in labels(doubted)
    accepted = press(doubted, load.YES["--accept"])
    assert {load.USE, load.LEAVE} <= labels(accepted) and "list_3_2026-11-15.csv" in names(page)


def test_records_that_a_newer_extract_lacks_wait_for_a_yes_and_can_be_taken_away(page, own):
    rows = [f"C{each},{date(2026, 10, 1) + timedelta(each):%Y-%m-%d},Police,No,0" for each in range(30)]
    (page.folder / "list_3_2026-11-10.csv").write_text("\n".join([LIST_3, *rows]), encoding="utf-8")
    fewer = hand_in(page, ("list_3_2026-11-11.csv", "\n".join([LIST_3, *rows[::2]]).encode()))
    assert "are missing" in fewer.code[0].value and load.YES["--accept-withdrawn"] in labels(fewer)
    assert missing_records.LABEL in [each.proto.label for each in fewer.get("download_button")]
    taken = pl.read_csv(missing_records.written(own, page.folder))
    assert set(taken["id"]) == {row.split(",")[0] for row in rows[1::2]}
    accepted = press(fewer, load.YES["--accept-withdrawn"])
    assert load.USE in labels(accepted) and missing_records.LABEL not in [
        each.proto.label for each in accepted.get("download_button")]


def test_figures_are_not_used_after_the_files_changed(page, newer):
    build = warehouses.current(warehouses.FOLDER)
    checked = hand_in(page, newer)
    (page.folder / "list_3_2026-11-20.csv").write_bytes(b"Child Unique ID,Date of referral\nC1,2026-11-02\n")
    refused = press(checked, load.USE)
    assert refused.error[0].value == load.NOT_USED and "list_3_2026-11-20.csv" in refused.code[0].value
    assert warehouses.current(warehouses.FOLDER) == build and load.AGAIN in labels(refused)


def test_refused_rows_are_packed_as_files_to_put_right(own, tmp_path, monkeypatch):
    """Of the build in use, and of one that was only checked; nothing is left in the warehouse."""
    monkeypatch.setenv("SIGHTLINE_AUTHORITY", "420")
    rows = (f"C{each},{'2026-10-05' if each else 'soon'},Police,No,0" for each in range(30))
    csv(tmp_path / "list_3_2026-10-31.csv", LIST_3, *rows)
    check = checking.check(own, tmp_path, [])
    packed = zipfile.ZipFile(io.BytesIO(refused_files.packed(own, check.build)))
    (name,) = packed.namelist()
    assert "list_3" in name and b"soon" in packed.read(name)
    assert zipfile.ZipFile(io.BytesIO(refused_files.packed(own))).namelist() == [] and not list(own.glob("*.making"))


def test_files_that_no_build_has_read_are_named(page):
    (page.folder / "list_3_2026-11-20.csv").write_bytes(b"Child Unique ID,Date of referral\nC1,2026-11-02\n")
    assert load.NOT_YET.format("list_3_2026-11-20.csv") in {each.value.replace("\\", "") for each in page.run().caption}


def test_a_visitor_who_leaves_during_a_check_leaves_no_file(own, extracts, tmp_path, monkeypatch):
    def gone(*_, **__):
        raise KeyboardInterrupt

    mine = tmp_path / "mine.csv"
    mine.write_bytes(b"x")
    monkeypatch.setattr(checking.building.text, "progress", gone)
    with pytest.raises(KeyboardInterrupt):
        checking.check(own, extracts, [mine])
    assert not mine.exists()


def test_a_click_during_a_check_keeps_the_files_and_asks_again(own, extracts, tmp_path, monkeypatch):
    def clicked(*_, **__):
        raise RerunException(RerunData())

    mine, kept = tmp_path / "mine.csv", []
    mine.write_bytes(b"x")
    monkeypatch.setattr(checking.building.text, "progress", clicked)
    monkeypatch.setattr(checking, "keep", kept.append)
    with pytest.raises(RerunException):
        checking.check(own, extracts, [mine])
    assert mine.exists() and kept[0].asks and kept[0].brought == (mine,)


def test_sentences_name_the_first_figures_that_a_column_costs():
    lack = {"column": "end date", "why": "is missing", "costs": ["A", "B", "C", "D", "E", "F"]}
    of = {"file": "a.csv", "title": "plans", "covered_to": "2026-10-31", "note": "Note.", "missing": [lack]}
    (said,) = previewed.lacking([of])
    assert said == "a.csv, plans: the column ‘End date’ is missing. Not available without it: A; B; C; D; and 2 others."
    (said,) = previewed.lacking([of | {"covered_to": None, "missing": []}])
    assert said == "a.csv, plans: it covers no day, so it gives no figures. Note."
