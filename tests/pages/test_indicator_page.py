"""The page of an indicator: its alert, how well it is recorded, and that pressing a point opens the very records of it."""

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from indicators import catalogue, figures
from indicators.charts import trend
from indicators.charts.style import Look
from indicators.children import recording, records
from indicators.roles import ROLES, NotAllowed
from queries.store import warehouse as warehouses


@pytest.fixture
def visit(warehouse, monkeypatch):
    """Open the page for an audience."""
    monkeypatch.setattr(warehouses, "FOLDER", warehouse)

    def open_page(audience: str = "performance", **query: str) -> AppTest:
        monkeypatch.setenv("SIGHTLINE_AUDIENCE", audience)
        app = AppTest.from_file("../../pages/main.py", default_timeout=60)
        app.query_params.update(query)
        app._page_hash = calc_hash("indicator")  # the runner's own switch_page knows pages that are files only
        return app.run()

    return open_page


def said(app: AppTest) -> str:
    return "\n".join(each.value for kind in (app.title, app.markdown, app.caption, app.info) for each in kind)


def test_an_alert_about_the_series_stands_under_its_title_and_nowhere_else(visit, view):
    alert = figures.alerts(view).filter(level="act").row(0, named=True)
    place = {"indicator": alert["indicator"], "grain": alert["grain"]}
    there = visit(**place, **({"team": alert["category"]} if alert["breakdown"] == "team" else {}))
    assert "To act on: " in said(there)
    calm = {each.id for each in catalogue.indicators(view)} - set(figures.alerts(view)["indicator"])
    assert "An alert pools" not in said(visit(indicator=min(calm)))


@pytest.mark.parametrize("indicator", ["re_referrals", "case_supervision_gap", "children_on_plans_rate", "contacts"])
def test_the_missing_of_a_group_are_those_a_recount_of_the_records_finds(view, indicator):
    looked = view.of(indicator=indicator)
    known = catalogue.find(looked)
    found = {row["breakdown"]: row for row in recording.not_recorded(looked, known).to_dicts()}
    assert found
    for breakdown, row in found.items():
        counted = records.behind(looked.of(grain=row["grain"]), row["period_start"], row["period_end"])
        unit = "numerator" if figures.unit_of_groups(known) == "number" else "denominator"
        gone = counted.filter(pl.col(breakdown).is_in(recording.UNKNOWN))
        assert (row["missing"], row["counted"]) == (gone[unit].sum(), counted[unit].sum())
        assert row["share"] == pytest.approx(100 * row["missing"] / row["counted"])


def test_the_checks_are_those_of_its_own_tables_with_their_latest_final_figure(any_view):
    known = {each.id: each for each in catalogue.indicators(any_view)}
    found = recording.checks(any_view.of(indicator="visits_on_time"), known["visits_on_time"])
    assert {check.id for check, _ in found} >= {"overlapping_plans", "dates_out_of_order"}
    assert "ethnicity_not_recorded" not in {check.id for check, _ in found}
    for check, row in found:
        assert check.stage == "data_quality" and set(check.counts_from) & set(known["visits_on_time"].counts_from)
        assert not row.provisional and row.breakdown == "all"
    listed = [row.numerator or 0 for _, row in found]
    assert listed == sorted(listed, reverse=True)


def test_what_was_left_out_is_for_the_performance_team(view, any_view):
    indicator = catalogue.find(view)
    if any_view.role.children:
        found = recording.left_out(any_view, indicator)
        rows = records.rejected(any_view).filter(pl.col("list") == "annex_a_list_3", scope="row")
        assert found["rows_left_out"] == rows.height and found["read"] > 10_000
    else:
        with pytest.raises(NotAllowed):
            recording.left_out(any_view, indicator)


@pytest.mark.parametrize("audience", ROLES)
def test_every_audience_reads_how_well_it_is_recorded(visit, audience):
    app = visit(audience, indicator="visits_on_time")
    assert "How well it is recorded" in [header.value for header in app.header]
    assert "Checks of what it is counted from" in said(app)
    assert ("rows read for it" in said(app)) == (audience == "performance") == ("Press a point" in said(app))


def test_a_point_stands_for_the_period_it_is_drawn_in(view):
    chosen = figures.figures(view).filter(category="All")
    drawn = trend.figure(chosen, Look("Re-referrals"), neighbours=True)
    curve = next(place for place, trace in enumerate(drawn.data) if trace.mode == "markers")
    known = chosen.filter(pl.col("value").is_not_null())
    for place in (0, 7, known.height - 1):
        assert drawn.data[curve].y[place] == known["value"][place]
        assert trend.periods_of(drawn, chosen, [{"curve_number": curve, "point_index": place}]) == [known["period_end"][place]]
    assert trend.periods_of(drawn, chosen, [{"curve_number": curve - 1, "point_index": 0}]) == []
    assert trend.periods_of(drawn, chosen, [{"curve_number": curve, "point_index": 9999}]) == []
    assert trend.periods_of(drawn, chosen, []) == []


@pytest.mark.parametrize(("asked", "kind"), [({}, "png"), ({"picture": "svg"}, "svg"), ({"picture": "exe"}, "png")])
def test_charts_are_saved_as_the_picture_the_address_names(visit, asked, kind):
    app = visit(**asked)
    configs = [chart.proto.config for chart in app.get("plotly_chart")]
    drawn = [each for each in configs if '"staticPlot"' not in each]
    assert drawn and all(f'"format": "{kind}"' in each for each in drawn)
    assert all('"showSendToCloud": false' in each for each in configs)
