"""Every sentence of the product in one file for review, tests/wording/__snapshots__/test_sentences.ambr, and what must be so of
every page, whoever looks; from one drawing of each page for each audience.

Sentences are held as they are, facts by assertions here and elsewhere. A change of words shows as a difference of that file; who
means it accepts it by the command in ACCEPT, and reads the difference before committing it.
"""

import re
from functools import cache

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from indicators.roles import ROLES
from pages import children
from pages import figures as figure_pages
from pages.children import load
from pages.figures import in_plain_words, overview
from pages.frame import header
from queries.store import warehouse as warehouses
from tests.support import on_screen, seldom_said

ACCEPT = (
    "Every line that differs: -vv. If this is what it should say, this command accepts it: "
    ".venv/bin/python -m pytest -n 0 tests/wording/test_sentences.py --snapshot-update"
)
AUDIENCES = sorted(ROLES)
PAGES = [(module.ADDRESS, role) for module in figure_pages.PAGES for role in AUDIENCES] + [
    (module.ADDRESS, role) for module in children.PAGES for role in AUDIENCES if ROLES[role].children]
STATES = {  # what the pages say where there is little to show, or something else than was asked for
    "no figures by these periods": ("indicator", "performance", {"indicator": "worker_supervision_on_time", "grain": "rolling"}),
    "an alert about this very series": ("indicator", "performance", {"indicator": "worker_supervision_on_time"}),
    "a number": ("indicator", "board", {"indicator": "children_on_plans"}),
    "a step that nobody has confirmed": ("indicator", "board", {"indicator": "no_further_action_at_referral"}),
    "nothing published": ("compare", "board", {"indicator": "worker_supervision_on_time"}),
    "another authority": ("compare", "scrutiny", {"indicator": "re_referrals", "area": "301"}),
    "a group of one's own": ("compare", "board", {"indicator": "re_referrals", "with": "350,208", "year": "2020"}),
    "recorded differently": ("compare", "board", {"indicator": "no_further_action_at_referral"}),
    "a year by year figure": ("indicator", "scrutiny", {"indicator": "re_referrals", "grain": "year"}),
    "supervision of workers": ("gaps", "performance", {"gaps": "worker_supervision"}),
    "supervision of workers, rounded": ("gaps", "board", {"gaps": "worker_supervision"}),
    "asked for in vain": ("indicator", "board", {"indicator": "x", "team": "Nobody", "grain": "second", "by": "hat"}),
}


@pytest.fixture(scope="module")
def visit(warehouse, tmp_path_factory):
    """Draw a page as a browser asks for it: visit("alerts", "board")."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("SIGHTLINE_AUDIENCE", raising=False)
        patch.setenv("SIGHTLINE_DECISIONS", f"sqlite:///{tmp_path_factory.mktemp('decisions')}/decisions.sqlite")
        patch.setattr(warehouses, "FOLDER", warehouse)
        patch.setattr(load, "EXTRACTS", tmp_path_factory.mktemp("extracts"))

        def draw(page: str, role: str, **asked: str) -> AppTest:
            app = AppTest.from_file("../../pages/main.py", default_timeout=120)
            app.query_params.update({"role": role, **asked})
            app._page_hash = calc_hash(page)  # the runner's own switch_page knows pages that are files only
            return app.run()

        yield draw


@pytest.fixture(scope="module")
def drawn(visit):
    """The same, once for all that is asked of a page here: drawn("alerts", "board")."""
    return cache(visit)


@pytest.mark.parametrize(("page", "role"), PAGES)
def test_every_page_is_drawn_for_every_role(drawn, page, role):
    app = drawn(page, role)
    assert not app.exception and not app.error
    assert len(app.title) == 1 and app.title[0].value[-1] not in " :"
    assert any(header.INVENTED in each.value for each in app.markdown)
    around = on_screen.around(app)
    assert around == on_screen.around(drawn(figure_pages.ordered(role)[0].ADDRESS, role))
    assert around[-3:] == ["page_link: Definitions", "page_link: Accessibility", "page_link: Show the tour"]
    assert sum("Saltmere · figures to 31 October 2026" in line and ROLES[role].title.lower() in line for line in around) == 1


@pytest.mark.parametrize("role", AUDIENCES)
def test_councillors_open_on_plain_words_and_the_others_on_the_overview(drawn, role):
    first = figure_pages.ordered(role)[0]
    assert first is (in_plain_words if role == "scrutiny" else overview)
    assert drawn("front", role).title[0].value == drawn(first.ADDRESS, role).title[0].value
    assert set(figure_pages.ordered(role)) == set(figure_pages.PAGES)


@pytest.mark.parametrize("role", AUDIENCES)
def test_a_first_visit_is_shown_four_things_that_this_audience_has(drawn, role):
    said = "\n".join(on_screen.own(drawn("front", role)))
    assert "First time here?" in said and len(re.findall(r"^page_link: [1-4]\. ", said, re.MULTILINE)) == 4
    assert {step.page for step in ROLES[role].tour} <= {page for page, reader in PAGES if reader == role}


@pytest.mark.parametrize(("page", "role"), [(module.ADDRESS, role) for module in children.PAGES for role in AUDIENCES
                                            if not ROLES[role].children])
def test_a_role_without_records_gets_its_first_page_for_a_page_of_records(drawn, page, role):
    app = drawn(page, role)
    assert app.title[0].value == drawn(figure_pages.ordered(role)[0].ADDRESS, role).title[0].value
    assert not app.dataframe


@pytest.mark.parametrize(("page", "role"), PAGES)
def test_what_a_page_says(drawn, snapshot, page, role):
    said = on_screen.own(drawn(page, role))
    others = [each for each in AUDIENCES if each < role and (page, each) in PAGES]
    alike = next((each for each in others if on_screen.own(drawn(page, each)) == said), None)
    assert "\n".join([f"Word for word as for the {alike}."] if alike else said) == snapshot, ACCEPT


@pytest.mark.parametrize("role", AUDIENCES)
def test_what_stands_around_a_page(drawn, snapshot, role):
    assert "\n".join(on_screen.around(drawn(figure_pages.ordered(role)[0].ADDRESS, role))) == snapshot, ACCEPT


@pytest.mark.parametrize("state", STATES)
def test_what_a_page_says_in_another_state(drawn, snapshot, state):
    page, role, asked = STATES[state]
    plain = set(on_screen.own(drawn(page, role)))
    app = drawn(page, role, **asked)
    assert not app.exception and not app.error
    assert "\n".join(line for line in on_screen.own(app) if line not in plain) == snapshot, ACCEPT


@pytest.mark.parametrize("section", seldom_said.SECTIONS)
def test_what_is_said_in_situations_that_are_seldom_met(snapshot, section):
    assert "\n".join(seldom_said.lines(section)) == snapshot, ACCEPT
