"""What is said, drawn and tabled of waits: medians, what is not shown, and the part of the page for every role."""

import pytest
from streamlit.testing.v1 import AppTest

from indicators import catalogue
from indicators.charts import survival
from indicators.charts.style import Look
from indicators.children import waits
from indicators.children.waits import KINDS
from indicators.roles import ROLES, View
from queries.definitions import header
from queries.model import waits as followed
from tests.support.rows import wait

ABOUT = {each.id: each.waits for each in header.every()[0] if each.waits}  # what the headers say


@pytest.mark.parametrize(("changes", "said"), [
    ({"median_upper": None}, "13 days (13 or more)"), ({"median": 13.5}, "13.5 days (13 to 14)"),
    ({"median_lower": None, "median_upper": None}, "13 days"), ({"median": None}, "")])
def test_a_median_is_said_with_as_much_of_its_interval_as_is_known(changes, said):
    assert waits.median(wait(**changes)) == said


@pytest.mark.parametrize(("symbol", "said"), [("c", "Hidden to protect children."), (
    "u", "Too few to say: not enough of them could be followed from their start.")])
def test_what_is_not_shown_is_said_to_be_so(symbol, said):
    row = wait(symbol=symbol, value=None, spells=None)
    assert waits.headline([row], KINDS["visit"], 1) == said
    assert waits.share(row, 1) == ("hidden to protect children" if symbol == "c" else "too few to say")
    assert waits.counted(row, KINDS["visit"]) == ""


def test_every_indicator_about_waits_is_one_there_is(any_view):
    known = {each.id: each for each in catalogue.indicators(any_view)}
    assert {each.waits for each in known.values()} == {*KINDS, None} and set(KINDS) == set(followed.every())
    assert {name for name, each in known.items() if each.waits} == set(ABOUT)
    assert waits.kind_of(known["no_further_action_at_contact"]) is None


@pytest.mark.parametrize("grain", ["month", "quarter", "year", "rolling"])
@pytest.mark.parametrize("indicator", ABOUT)
def test_every_grain_shows_the_nearest_that_the_audience_holds(any_view, indicator, grain):
    view = any_view.of(indicator=indicator, grain=grain)
    kind = waits.kind_of(catalogue.find(view))
    rows = waits.told(waits.figures(view, kind), "All")
    assert [row.standard_days for row in rows] == ([91, 183, 365] if kind.returns else [rows[0].standard_days])
    assert len({row.grain for row in rows}) == 1
    if grain in ("quarter", "year") or (grain == "rolling" and view.role.children):
        assert rows[0].grain == grain
    before = waits.year_before(waits.figures(view, kind), rows[-1])
    assert before.period_end.year == rows[-1].period_end.year - 1 and before.category == "All"


def parts(view, kind):
    figures = waits.figures(view, kind)
    row = waits.told(figures, "All")[-1]
    return [waits.part(view, kind, each, 1) for each in (row, waits.year_before(figures, row))]


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_curve_falls_from_all_to_the_share_that_is_said_and_of_returns_rises_to_it(any_view, kind):
    rounding = 0 if any_view.role.children else 5
    for part in parts(any_view, kind):
        values = [row["value"] for row in part.points]
        assert values[0] == (0 if kind.returns else 100)
        assert values == sorted(values, reverse=not kind.returns)
        standard, known = part.figure.standard_days, part.points
        nearest = [row for row in known if row["day"] <= standard][-1]["value"]
        after = next((row["value"] for row in known if row["day"] >= standard), nearest)
        low, high = sorted((nearest, after))
        slack = 1.0 if kind.returns else 0  # returns are drawn a week at a time, to the 364th day
        assert low - rounding - slack <= part.figure.value <= high + rounding + slack
        assert all(row["lower"] is None or row["lower"] <= row["value"] <= row["upper"] for row in known)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_the_chart_shows_both_years_and_what_they_come_to_and_its_text_says_the_same(view, kind, dark):
    drawn_of = parts(view, kind)
    look = Look("Title", dark=dark)
    figure = survival.figure(drawn_of, drawn_of[0].figure.standard_days, look, kind.returns)
    lines = [trace for trace in figure.data if trace.hovertemplate]
    assert [list(line.y) for line in lines] == [[row["value"] for row in part.points] for part in reversed(drawn_of)]
    words = " ".join(note.text for note in figure.layout.annotations)
    for part in drawn_of:
        assert f"{part.figure.value:.1f}%" in words
    assert bool(figure.layout.shapes) is not kind.returns
    text = survival.words(drawn_of, look)
    assert text.startswith("Line chart. Title. ") and text.count(" after ") == 10


def _page(role: str, indicator: str, warehouse: str, team: str) -> None:
    from pathlib import Path

    from indicators import catalogue
    from indicators.roles import ROLES, View
    from pages.access import log
    from pages.sections import waits

    grain = {"breakdown": "team", "category": team, "grain": "quarter"} if team else {}
    view = View(role=ROLES[role], indicator=indicator, warehouse=Path(warehouse)).of(**grain)
    log.arrived(view, "indicator")
    waits.draw(view, catalogue.find(view))


@pytest.mark.parametrize("indicator", [*ABOUT, "no_further_action_at_contact"])
@pytest.mark.parametrize("role", ROLES)
def test_the_part_of_the_page_for_every_role(warehouse, role, indicator):
    app = AppTest.from_function(_page, kwargs={"role": role, "indicator": indicator, "warehouse": str(warehouse), "team": ""})
    app.run(timeout=60)
    assert not app.exception
    if indicator not in ABOUT:
        return
    kind = KINDS[ABOUT[indicator]]
    assert [header.value for header in app.header] == [kind.title]
    said = " ".join(markdown.value for markdown in app.markdown)
    assert kind.why in said and ("12 months" if kind.returns else "days") in said
    table = app.table[0].value
    teams = [name for name in table["For"] if ", " in name]
    assert bool(teams) is (role != "scrutiny") and 4 <= len(table) - len(teams) <= 8


def test_a_team_sees_its_own_waits_and_a_team_without_any_is_told_so(warehouse):
    for team, said in (("Locality Central", "Half of the gaps between sessions end within"), ("Nowhere", "There is no figure")):
        given = {"role": "performance", "indicator": "case_supervision_gap", "warehouse": str(warehouse), "team": team}
        app = AppTest.from_function(_page, kwargs=given).run(timeout=60)
        assert not app.exception
        assert said in " ".join(each.value for each in (*app.markdown, *app.info))


def test_the_view_is_never_asked_for_more_than_its_file_holds(any_view):
    figures = waits.figures(View(role=any_view.role, warehouse=any_view.warehouse), KINDS["visit"])
    assert set(figures["breakdown"]) == ({"all"} if any_view.role.id == "scrutiny" else {"all", "team"})
