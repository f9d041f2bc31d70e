"""The tour of a first visit, the foot of every page, and the page an audience opens on; by Streamlit's own runner."""

import shutil

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from indicators.roles import ROLES
from pages import children
from pages import figures as figure_pages
from pages.figures import accessibility, in_plain_words, overview
from queries.store import engine
from queries.store import warehouse as warehouses

PAGES = {role.id: {each.ADDRESS for each in (*figure_pages.PAGES, *(children.PAGES if role.children else ()))}
         for role in ROLES.values()}


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


def links(app: AppTest) -> list[str]:
    return [each.proto.label for each in app.get("page_link")]


def touring(app: AppTest) -> bool:
    return any("First time here?" in each.value for each in app.markdown)


@pytest.mark.parametrize("role", ROLES)
def test_a_first_visit_is_shown_four_things_that_this_audience_has(visit, role):
    app = visit(role=role)
    assert touring(app)
    steps = [label for label in links(app) if label.startswith(tuple(f":blue[{place}. " for place in range(1, 5)))]
    assert len(steps) == 4
    assert {step.page for step in ROLES[role].tour} <= PAGES[role]


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


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", ["overview", "definitions", "accessibility"])
def test_every_page_ends_with_what_helps_and_says_on_paper_whose_it_is(visit, role, page):
    app = visit(page, role=role)
    assert links(app)[-3:] == [":blue[Definitions]", ":blue[Accessibility]", ":blue[Show the tour]"]
    heads = [each.proto.body for each in app.get("html") if "sightline-paper" in each.proto.body]
    said = [head for head in heads if "<p class" in head]
    assert len(said) == 1
    assert all(each in said[0] for each in ("Saltmere", "figures to 31 October 2026", "build 20", ROLES[role].title.lower()))


def test_councillors_open_on_plain_words_and_the_others_on_the_overview(visit):
    titles = {role: visit(role=role).title[0].value for role in ROLES}
    assert titles["scrutiny"] == visit(in_plain_words.ADDRESS, role="scrutiny").title[0].value
    for role in ("performance", "board"):
        assert titles[role] == visit(overview.ADDRESS, role=role).title[0].value
    assert figure_pages.ordered("scrutiny")[0] is in_plain_words
    assert sorted(map(str, figure_pages.ordered("scrutiny"))) == sorted(map(str, figure_pages.PAGES))


def test_the_statement_gives_the_contact_the_authority_wrote_or_says_it_is_not_set(visit, warehouse, tmp_path, monkeypatch):
    said = "\n".join(each.value for each in visit(accessibility.ADDRESS, role="board").markdown)
    assert "not set" in said and "2.2" in said and "partly compliant" in said
    own = shutil.copytree(warehouse, tmp_path / "warehouse")
    with engine.create(warehouses.current(own) / "board.duckdb") as database:
        database.execute("UPDATE build SET accessibility_contact = 'access@saltmere.example, 01234 567890'")
    monkeypatch.setattr(warehouses, "FOLDER", own)
    said = "\n".join(each.value for each in visit(accessibility.ADDRESS, role="board").markdown)
    assert "access@saltmere.example, 01234 567890" in said and "not set" not in said
