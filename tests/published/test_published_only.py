"""A build of published figures alone: there are no counts, and what can be compared with other authorities is complete."""

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from data import build
from indicators import __main__ as command
from indicators import catalogue, figures
from indicators.comparing import neighbours
from indicators.roles import ROLES, View
from indicators.wording import alert_sentences
from pages import children
from pages import figures as figure_pages
from pages.frame.not_counted import WITHOUT_COUNTS
from queries.store import warehouse as warehouses


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """The warehouse that `python -m data build --published` makes."""
    folder = tmp_path_factory.mktemp("published")
    assert build.main(["--published", "--authority", "890", "--warehouse", str(folder)]) == 0
    return folder


@pytest.mark.slow
def test_it_counts_nothing_and_compares_all_that_is_published(published):
    view = View(role=ROLES["scrutiny"], grain="year", warehouse=published)
    assert catalogue.grains(view) == [] and catalogue.build(view)["data_to"] is None
    with_series = [each for each in catalogue.indicators(view) if each.published]
    assert len(with_series) > 10
    for each in with_series:
        found = neighbours.this_year(view.of(indicator=each.id), each)
        assert found.areas.filter(role="neighbour").height == 10
        assert found.areas.filter(role="own")["area_code"].to_list() == ["890"]


def test_blackpools_own_published_figure_is_its_own_line(published):
    view = View(role=ROLES["scrutiny"], grain="year", warehouse=published, indicator="re_referrals")
    own = neighbours.this_year(view, catalogue.find(view)).areas.filter(role="own").row(0, named=True)
    assert (own["area_name"], own["value"], own["year"]) == ("Blackpool", 23.4, 2025)
    assert not neighbours.is_our_own_count(view)


@pytest.fixture
def visit(published, monkeypatch):
    """Open a page of that build by its address."""
    monkeypatch.setattr(warehouses, "FOLDER", published)

    def open_page(address: str, audience: str, **query: str) -> AppTest:
        monkeypatch.setenv("SIGHTLINE_AUDIENCE", audience)
        app = AppTest.from_file("../../pages/main.py", default_timeout=60)
        app.query_params.update(query)
        app._page_hash = calc_hash(address)  # the runner's own switch_page knows pages that are files only
        return app.run()

    return open_page


@pytest.mark.parametrize(("audience", "page"), [
    (role, page.ADDRESS) for role in ROLES for page in [*figure_pages.PAGES, *(children.PAGES if ROLES[role].children else ())]
])
def test_every_page_is_drawn_or_says_what_to_load(visit, audience, page):
    app = visit(page, audience)
    assert not app.exception and not app.error and len(app.title) == 1
    said = "\n".join(each.value for each in app.markdown)
    assert ("data/extracts" in said and "no extracts are loaded yet" in app.title[0].value) == (page not in WITHOUT_COUNTS)


@pytest.mark.parametrize("arguments", [
    ["alerts"], ["alerts", "--role", "scrutiny"], ["figures", "re_referrals", "--grain", "year"],
])
def test_the_command_line_says_that_nothing_is_counted_and_what_to_do(published, monkeypatch, capsys, arguments):
    monkeypatch.delenv("SIGHTLINE_AUDIENCE", raising=False)
    assert command.main([*arguments, "--warehouse", str(published)]) == 1
    out, said = capsys.readouterr()
    assert out == "" and "published figures only" in said and "nothing can be tested for change" in said and "data build" in said
    assert "concat" not in said and "none." not in said


def test_where_nothing_is_counted_no_change_is_told_of_no_figure(published):
    view = View(role=ROLES["board"], warehouse=published)
    assert figures.alerts(view).is_empty() and figures.looked_at(view) == [] and neighbours.own_years(view, 6).is_empty()
    assert alert_sentences.lead(figures.first_told(view), catalogue.indicators(view), 1, figures.looked_at(view)) == [
        "Only figures by month or quarter can be tested for change, and there are none here."]


def test_an_authority_that_a_model_does_not_know_is_first_of_nobody(visit):
    app = visit("compare", "scrutiny", indicator="re_referrals", area="942", model="2021")
    said = "\n".join(each.value for kind in (app.info, app.caption, app.markdown) for each in kind)
    assert "The model of April 2021 does not know Cumberland" in said and "The model of May 2025 does." in said
    assert "1st of 1" not in said and "ten statistical neighbours" not in said and "Not ranked among" in said


def test_an_authoritys_first_year_is_marked_and_its_second_no_rise(visit):
    first = visit("compare", "scrutiny", indicator="re_referrals", area="942", year="2024")
    assert first.title[0].value.endswith("in 2023–24, not comparable: the authority's first year")
    said = "\n".join(each.value for each in visit("compare", "scrutiny", indicator="re_referrals", area="942").markdown)
    assert "higher than the year before" not in said and "the authority began in April 2023" in said


def test_every_authority_is_offered_under_a_name_of_its_own(visit):
    app = visit("compare", "scrutiny", indicator="re_referrals")
    for box in (next(each for each in app.selectbox if each.label == "Authority"), app.multiselect[0]):
        assert len(set(box.options)) == len(box.options) > 150
        assert "Dorset" in box.options and box.options[-1] == "Poole (until March 2019)"


def test_compare_says_where_an_authority_stands_and_an_indicator_page_leads_there(visit):
    app = visit("compare", "scrutiny", indicator="re_referrals")
    assert app.title[0].value == "Re-referrals within 12 months: Blackpool 23.4% (634 of 2,707) in 2024–25"
    assert "6th of 11 among statistical neighbours" in "\n".join(each.value for each in app.markdown)
    links = [each.proto.label for each in visit("indicator", "scrutiny").get("page_link")]
    assert any("Re-referrals within 12 months" in label for label in links)
