"""Compare for another published year and with a group of the visitor's own: the figures, and what the page says of them."""

from statistics import mean, median

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from indicators import catalogue
from indicators.comparing import neighbours
from queries.store import warehouse as warehouses

BARKING, BOLTON, LAMBETH, LEWISHAM = "301", "350", "208", "209"


@pytest.fixture
def visit(warehouse, monkeypatch):
    """Open Compare by its address, as the scrutiny committee."""
    monkeypatch.setattr(warehouses, "FOLDER", warehouse)
    monkeypatch.setenv("SIGHTLINE_AUDIENCE", "scrutiny")

    def open_page(**query: str) -> AppTest:
        app = AppTest.from_file("../../pages/main.py", default_timeout=60)
        app.query_params.update({"indicator": "re_referrals", **query})
        app._page_hash = calc_hash("compare")  # the runner's own switch_page knows pages that are files only
        return app.run()

    return open_page


def said(app: AppTest) -> str:
    return "\n".join(each.value for kind in (app.title, app.markdown, app.caption, app.info) for each in kind)


@pytest.fixture
def ours(view):
    return view.of(indicator="re_referrals", area=LEWISHAM)


# Characteristics of children in need, table C1, re-referrals in the year ending March 2024 as data/reference ships them.
def test_a_group_of_ones_own_takes_the_neighbours_place_in_every_number(ours):
    view = ours.of(beside=(BOLTON, LAMBETH, BARKING), year=2024)
    found, areas, _ = neighbours.this_year(view, catalogue.find(view))
    near = {row["area_name"]: row["value"] for row in areas.filter(role="neighbour").to_dicts()}
    assert near == {"Bolton": 24.3, "Lambeth": 16.2, "Barking and Dagenham": 21.2}
    assert (found["neighbours_median"], found["year"], found["ranked"]) == (21.2, 2024, 4)
    assert found["neighbours_mean"] == pytest.approx(mean(near.values()))
    assert found["rank"] == 1 + sum(value < found["own"] for value in near.values())
    years = {row["year"]: row for row in neighbours.by_year(view, catalogue.find(view)).to_dicts()}
    theirs = [years[2016][name] for name in near]
    assert years[2016]["neighbours_median"] == pytest.approx(median(theirs))


def test_the_authority_itself_is_never_in_its_own_group(ours):
    found = neighbours.compared(ours.of(beside=(BOLTON, LEWISHAM)), catalogue.find(ours)).filter(year=2025)
    assert found.filter(role="neighbour")["area_code"].to_list() == [BOLTON]


def test_the_indicator_page_keeps_the_neighbours_whatever_group_is_chosen(view):
    from indicators import figures

    plain = figures.figures(view.of(grain="year"))
    assert figures.figures(view.of(grain="year", beside=(BOLTON, LAMBETH))).equals(plain)


def test_years_are_offered_newest_first_and_an_unknown_one_is_the_latest(view):
    held = neighbours.years_published(view)
    assert held == list(range(2025, 2012, -1))
    assert neighbours.years_published(view.of(indicator="worker_supervision_on_time")) == []
    assert neighbours.standing(view.of(year=1999), catalogue.find(view))["year"] == 2025


def test_the_page_shows_the_group_and_the_year_its_address_holds(visit):
    app = visit(year="2020", **{"with": f"{BOLTON},{LAMBETH},nonsense"}, area=LEWISHAM)
    assert app.title[0].value.startswith("Re-referrals within 12 months: Lewisham") and app.title[0].value.endswith("in 2019–20")
    assert "Published year 2019–20 · compared with a group of 2 chosen authorities, by their median" in said(app)
    assert "of 3 among the authorities chosen" in said(app) and "statistical neighbours" not in app.markdown[-1].value
    table = app.table[0].value
    assert [name for name in table["Authority"] if "chosen" in name] == [
        "Bolton (chosen)", "Lambeth (chosen)", "Median of the chosen authorities", "Mean of the chosen authorities"]
    assert "Neighbours chosen in" not in [box.label for box in app.selectbox]


def test_one_authority_makes_no_group_and_twenty_are_enough(visit, view):
    one = visit(**{"with": BOLTON})
    assert "A group needs two authorities" in one.info[0].value and "among statistical neighbours" in said(one)
    codes = catalogue.areas(view)["area_code"].to_list()
    many = visit(**{"with": ",".join(codes)})
    assert "a group of 20 chosen authorities" in said(many)


def test_a_choice_of_authorities_is_kept_in_the_address(visit):
    app = visit()
    app.multiselect[0].set_value([BOLTON, LAMBETH]).run()
    assert app.query_params["with"] in (f"{BOLTON},{LAMBETH}", [f"{BOLTON},{LAMBETH}"])
    assert "a group of 2 chosen authorities" in said(app)
    app.multiselect[0].set_value([]).run()
    assert "with" not in app.query_params and "statistical neighbours, model of May 2025" in said(app)


def test_what_has_no_figure_is_named(visit):
    assert "Without a figure to compare: Saltmere (not available)" in said(visit(year="2013"))
    assert "recorded differently" in said(visit(indicator="no_further_action_at_referral", area="890"))
    assert "Without a figure to compare" not in said(visit(area="890"))
