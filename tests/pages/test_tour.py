"""When the tour stands on a page, and the statement on accessibility; by Streamlit's own runner."""

import shutil

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from indicators.roles import ROLES
from pages.figures import accessibility
from queries.store import engine
from queries.store import warehouse as warehouses
from tests.support import every_page


@pytest.fixture
def visit(warehouse, monkeypatch):
    """Open a page by its address, or with none the first: visit("alerts", role="board")."""
    monkeypatch.delenv("SIGHTLINE_AUDIENCE", raising=False)
    monkeypatch.setattr(warehouses, "FOLDER", warehouse)

    def open_page(address: str = "front", **query: str) -> AppTest:
        app = AppTest.from_file("../../pages/main.py", default_timeout=60)
        app.query_params.update(query)
        app._page_hash = calc_hash(address)
        return app.run()

    return open_page


def touring(app: AppTest) -> bool:
    return any("First time here?" in each.value for each in app.markdown)


def test_the_three_tours_differ():
    assert len({role.tour for role in ROLES.values()}) == len(ROLES)


def test_the_tour_stands_on_the_first_page_only_until_it_is_hidden_or_asked_for(visit):
    assert not touring(visit("definitions", role="board"))
    assert touring(visit("definitions", role="board", tour="on"))
    assert not touring(visit(role="board", tour="off"))
    app = visit(role="board")
    next(each for each in app.button if each.label == "Hide the tour").click().run()
    assert not touring(app)
    assert app.query_params["tour"] in ("off", ["off"])


def test_the_statement_names_the_widths_that_the_browser_tests_open():
    said = accessibility.TESTED.replace("\n", " ")
    light, dark = (every_page.WIDTHS[scheme] for scheme in ("light", "dark"))
    assert f"in light at {' and '.join(f'{width:,}' for width in light)} pixels and in dark at {dark[0]}" in said and not dark[1:]
    assert f"In light at {every_page.AXE_AT['light']:,} pixels and in dark at {every_page.AXE_AT['dark']}, axe finds" in said


def test_the_statement_gives_the_contact_the_authority_wrote_or_says_it_is_not_set(visit, warehouse, tmp_path, monkeypatch):
    said = "\n".join(each.value for each in visit(accessibility.ADDRESS, role="board").markdown)
    assert "not set" in said and "2.2" in said and "partly compliant" in said
    own = shutil.copytree(warehouse, tmp_path / "warehouse")
    with engine.create(warehouses.current(own) / "board.duckdb") as database:
        database.execute("UPDATE build SET accessibility_contact = 'access@saltmere.example, 01234 567890'")
    monkeypatch.setattr(warehouses, "FOLDER", own)
    said = "\n".join(each.value for each in visit(accessibility.ADDRESS, role="board").markdown)
    assert "access@saltmere.example, 01234 567890" in said and "not set" not in said
