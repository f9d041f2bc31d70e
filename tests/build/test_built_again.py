"""A build of another Sightline on the pages: it is built again by itself where what it was made of is at hand, and otherwise the
page says what to do, to whoever may do it.
"""

import shutil
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from indicators.roles import ROLES, WITH_RECORDS
from pages import warming
from pages.loading import building, built_again, first_start
from queries.store import builds, warehouse
from tests.support.browser import Watched, started
from tests.support.small_builds import ALTERED, SAID, altered
from tests.support.small_extracts import annex_a, referral
from tests.support.ws_client import opened

pytestmark = pytest.mark.slow

AUDIENCES = list(ROLES)


@pytest.fixture
def visit(own, monkeypatch, tmp_path):
    """A visit to the product on that warehouse; the drop folder is empty, and the settings say whose records they are."""
    monkeypatch.setattr(warehouse, "FOLDER", own)
    monkeypatch.setattr(first_start, "EXTRACTS", tmp_path / "drop")
    (tmp_path / "drop").mkdir()
    for name, value in {"SIGHTLINE_AUDIT": str(tmp_path / "audit.jsonl"), "SIGHTLINE_AUTHORITY": "890"}.items():
        monkeypatch.setenv(name, value)

    def come(audience: str | None) -> AppTest:
        monkeypatch.setenv("SIGHTLINE_AUDIENCE", audience or "")
        app = AppTest.from_file("../../pages/main.py", default_timeout=600).run()
        assert not app.exception
        return app

    return come


def words(app: AppTest) -> str:
    return "\n".join(str(each.value) for each in (*app.title, *app.error, *app.info, *app.code, *app.markdown))


@pytest.mark.parametrize("audience", [each for each in AUDIENCES if each != WITH_RECORDS.id])
def test_an_audience_that_may_not_build_reads_who_builds_and_nothing_of_the_machine(visit, own, extracts, tmp_path, audience):
    shutil.copytree(extracts, tmp_path / "drop", dirs_exist_ok=True)
    altered(own, ALTERED["a column of series renamed"])
    before, app = warehouse.current(own), visit(audience)
    assert [each.value for each in app.error] == [first_start.BUILT_BEFORE] and not app.button
    assert "The performance team does that; then load this page again." in words(app)
    assert not [inside for inside in (str(own), before.name, "data build") if inside in words(app)]
    assert warehouse.current(own) == before


@pytest.mark.parametrize("audience", [WITH_RECORDS.id, None])
def test_without_the_extracts_nothing_is_built_and_the_page_says_which_are_missing(visit, own, audience):
    altered(own, ALTERED["no mark"])
    before, app = warehouse.current(own), visit(audience)
    said = words(app)
    assert said.count(SAID[0]) == 1 and built_again.COMMAND in said and "annex_a_2026-10-31.xlsx" in said
    assert not app.button and warehouse.current(own) == before


def test_with_other_extracts_somebody_is_asked_first(visit, own, tmp_path):
    """The file that is there is not the one that was counted, so every figure would change without a word."""
    annex_a(tmp_path / "drop" / "annex_a_2026-09-30.xlsx", list_3=[referral("C9", date(2026, 5, 1))])
    altered(own, ALTERED["the mark of another version"])
    before, app = warehouse.current(own), visit(WITH_RECORDS.id)
    assert "annex_a_2026-10-31.xlsx" in words(app) and warehouse.current(own) == before
    (button,) = [each for each in app.button if each.label == built_again.BUTTON]
    app = button.click().run(timeout=600)
    assert not app.exception and SAID[0] not in words(app)
    assert builds.extracts(warehouse.usable(WITH_RECORDS.id, own)) == {"annex_a_2026-09-30.xlsx"}


def test_published_figures_are_built_again_by_themselves(visit, published, own, monkeypatch, tmp_path):
    folder = altered(shutil.copytree(published, tmp_path / "published"), ALTERED["a column of series renamed"])
    monkeypatch.setattr(warehouse, "FOLDER", folder)
    app = visit(None)
    assert SAID[0] not in words(app) and not app.error
    assert builds.kind(warehouse.usable(WITH_RECORDS.id, folder)) == builds.PUBLISHED


@pytest.mark.parametrize("drop", ["empty", "filled"])
def test_an_invented_authority_is_invented_again_whatever_was_dropped(visit, own, extracts, monkeypatch, tmp_path, drop):
    """What would be started is noted and not run: it takes minutes."""
    if drop == "filled":
        shutil.copytree(extracts, tmp_path / "drop", dirs_exist_ok=True)
    altered(own, "UPDATE build SET invented = true, format = ''")
    asked = []
    monkeypatch.setattr(building, "run", lambda *given: asked.append(given) or (False, "Nothing was changed."))
    assert built_again.INVENTED in words(visit(None))
    assert asked == [("--warehouse", str(own), "--invented")]


def test_a_build_that_fails_says_why_and_the_next_visit_tries_again(visit, own, tmp_path):
    (tmp_path / "drop" / "annex_a_2026-10-31.xlsx").write_bytes(b"no workbook")
    altered(own, ALTERED["no mark"])
    before = warehouse.current(own)
    said = words(visit(WITH_RECORDS.id))
    assert "The figures could not be built." in said and "annex_a_2026-10-31.xlsx" in said and warehouse.current(own) == before


def test_a_server_makes_nothing_ready_and_complains_of_nothing(visit, own, caplog, monkeypatch):
    altered(own, ALTERED["no mark"])
    for audience in (*AUDIENCES, ""):
        monkeypatch.setenv("SIGHTLINE_AUDIENCE", audience)
        warming.warm()
    assert caplog.text == ""


def test_a_real_start_with_the_extracts_at_hand_builds_by_itself_and_the_boards_process_follows(
    browser, tree, own, extracts
):
    """Two processes on one warehouse, each for its audience, started after Sightline was updated."""
    shutil.copytree(extracts, tree / "data" / "extracts")
    altered(own, ALTERED["a column of series renamed"])
    before = warehouse.current(own)
    with (started(own, tree, SIGHTLINE_AUDIENCE="board") as board,
          started(own, tree, SIGHTLINE_AUDIENCE="performance", SIGHTLINE_AUTHORITY="890") as performance):
        told = opened(board)
        assert SAID[0].encode() in told and b"The performance team does that" in told
        assert warehouse.current(own) == before
        with Watched(browser.new_context()) as visitor:
            visitor.page.goto(performance)
            visitor.page.get_by_text("Sightline is reading the extracts").wait_for()
            visitor.page.get_by_text("data to 31 October 2026").first.wait_for()
        after = warehouse.usable("performance", own)
        assert after != before and builds.extracts(after) == {"annex_a_2026-10-31.xlsx"}
        assert SAID[0].encode() not in opened(board) and b"data to 31 October 2026" in opened(board)
