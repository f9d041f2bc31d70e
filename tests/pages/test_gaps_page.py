"""The page on supervision and visits: its rounded counts, its charts, and what each audience finds on it."""

from datetime import date, timedelta

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from data import build
from data.publishing import disclosure
from indicators.charts import gap_bars, gap_lines
from indicators.charts.style import Look
from indicators.children import gaps
from indicators.children.gaps import KINDS
from indicators.children.row_types import Gaps
from indicators.roles import ROLES
from indicators.wording import rounded
from tests.support import rows

DAY = date(2026, 10, 31)
VISIT = KINDS["visit"]


def test_rounded_counts_are_never_said_as_if_they_were_exact():
    few = {"rounded_to": 5, "people": 60, "past": 5, "past_share": 8.0, "past by half": 0, "past twice": 0, "due": 0}
    none = few | {"category": "North", "past": 0, "past_share": 0.0}
    assert gaps.of_team(rows.gaps(**few), VISIT, 0) == (
        "All teams<br>about 5 for more than 28 days, of 60 children on plans (about 8%)<br>fewer than 3 for more than 42 days<br>"
        "fewer than 3 for more than 56 days")
    table = gaps.teams(pl.DataFrame([rows.GAPS | few, rows.GAPS | none]), VISIT, 0)
    assert table["Over 28 days"].to_list() == ["5", "fewer than 3"] and table["Due next week"].to_list() == ["fewer than 3"] * 2
    assert table["Share over 28 days"].to_list() == ["about 8%", "0 to 3%"]
    chart = gap_bars.figure([rows.gaps(**few), rows.gaps(**none)], gaps.lengths(28), ["", ""], Look("Title", decimals=0))
    assert "about 5 of 60" in chart.layout.yaxis.ticktext[0] and "fewer than 3 out of 60" in chart.layout.yaxis.ticktext[1]
    assert rounded.note(5).endswith("a 5 may be 3 to 7.") and rounded.note(10).endswith("a 10 may be 5 to 14.")
    assert rounded.note(1) == "" and rounded.count(0) == "0" and rounded.count(0, 10) == "fewer than 5"
    for base in (5, 10):
        rule = {"round_to": base}
        assert {disclosure.rounded(each, rule) for each in range(base - base // 2)} == {0}
        assert {disclosure.rounded(each, rule) for each in range(base - base // 2, 2 * base - base // 2)} == {base}


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_line_has_its_marks_and_a_bar_from_the_last_of_them_to_the_day_of_the_data(view, kind, dark):
    rows = gaps.records(view, kind).head(30).to_dicts()
    events, said = gaps.events(view, kind).to_dicts(), [gaps.of_person(row, kind) for row in rows]
    look = Look("Title", dark=dark)
    chart = gap_lines.figure(rows, events, gaps.absences(view, kind).to_dicts(), said, kind.event, look)
    within, late, _, due, closing, others = chart.data
    assert chart.layout.height > 22 * 30 and list(chart.layout.yaxis.ticktext) == [f"{row['person']}  " for row in rows]
    milliseconds = 86_400_000
    for place, row in enumerate(rows):
        assert within.base[place] == row["clock_start"].isoformat()
        length = within.x[place] / milliseconds
        if row["overdue_days"]:
            over = list(late.y).index(place)
            assert late.base[over] == row["due_date"].isoformat() and due.x[list(due.y).index(place)] == row["due_date"]
            length += late.x[over] / milliseconds
        assert timedelta(length) == row["day"] - row["clock_start"]
        mine = [day for day, at in zip(closing.x, closing.y, strict=True) if at == place]
        assert max(mine, default=row["clock_start"]) <= row["clock_start"], "nothing that ends a gap lies in an open one"
        assert (max(mine, default=None) == row["clock_start"]) == (row["since"] == "held")
    assert late.marker.pattern.shape == "/" and len(others.x) > 0, "never colour alone; what ends no gap is drawn too"
    assert len(late.x) == sum(row["overdue_days"] > 0 for row in rows)
    text = gap_lines.words(said, 5, look)
    assert text.startswith(f"Gap chart. Title. {rows[0]['person']}, ") and text.endswith(" 5 more are listed in the table.")


def test_bars_of_teams_are_nested_and_a_hidden_one_says_so():
    frame = pl.DataFrame([rows.GAPS | {"category": "North"},
                          rows.GAPS | {"category": "Small", "past": None, "past_share": None, "symbol": "c"}])
    told = Gaps.rows(frame)
    lengths = gaps.lengths(28)
    assert lengths == {"past": 28, "past by half": 42, "past twice": 56}
    chart = gap_bars.figure(told, lengths, [gaps.of_team(row, VISIT, 0) for row in told], Look("Title", decimals=0))
    assert [list(trace.x) for trace in chart.data] == [[9.7], [3.8], [0.8]] and chart.layout.barmode == "overlay"
    assert len({(trace.marker.pattern.shape, trace.marker.color) for trace in chart.data}) == 3
    words = " ".join(note.text.replace("<br>", " ") for note in chart.layout.annotations)
    assert "10%" in words and "Hidden to protect children" in words
    table = gaps.teams(frame, VISIT, 0)
    assert table["Over 28 days"].to_list() == ["23", "hidden"] and table["Due next week"].to_list() == ["12", "12"]


def _page(role: str, warehouse: str, team: str) -> None:
    from pathlib import Path

    import streamlit as st

    from indicators.roles import ROLES, View
    from pages.access import log, sign_in
    from pages.access.people import Person
    from pages.figures import gaps
    from pages.frame import links

    links.remember({}, [])
    st.session_state[sign_in.PERSON] = Person("nobody")
    view = View(role=ROLES[role], warehouse=Path(warehouse)).of(**({"breakdown": "team", "category": team} if team else {}))
    log.arrived(view, gaps.ADDRESS)
    gaps.show(view)


def run(role, warehouse, kind, team=""):
    app = AppTest.from_function(_page, kwargs={"role": role, "warehouse": str(warehouse), "team": team})
    app.query_params["gaps"] = kind
    app.run(timeout=60)
    assert not app.exception
    return app


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("role", ROLES)
def test_the_page_of_every_role(warehouse, monkeypatch, tmp_path, role, kind):
    monkeypatch.setenv("SIGHTLINE_AUDIT", str(tmp_path / "audit.jsonl"))
    app = run(role, warehouse, kind)
    assert app.title[0].value.startswith("About" if role != "performance" else tuple("0123456789"))
    headers = [each.value for each in app.header]
    named = ["Every open gap, the longest first"] if role == "performance" else []
    assert headers[: len(named)] == named and "Due next week" in headers and headers[-1] == "How it is counted"
    assert ("By team" in headers) is (role != "scrutiny")
    assert len(app.table) == 1 and bool(len(app.dataframe)) is (role == "performance")
    told = " ".join(each.value for each in (*app.markdown, *app.caption))
    assert ("authority.toml" in told) is (role == "performance") is ("a 5 may be 3 to 7" not in told)
    log = tmp_path / "audit.jsonl"
    written = log.read_text() if log.exists() else ""
    assert ("supervision and visits" in written) is (role == "performance")


def test_a_team_without_children_on_plans_is_told_apart_from_nothing_held(warehouse):
    assert run("board", warehouse, "visit", "Duty and Assessment").title[0].value == (
        "Visits to children on plans: none in Duty and Assessment")


@pytest.mark.slow
def test_what_is_not_held_says_what_to_load(tmp_path):
    assert build.main(["--published", "--authority", "890", "--warehouse", str(tmp_path)]) == 0
    app = run("board", tmp_path, "worker_supervision")
    assert app.title[0].value == "Supervision of workers: no extracts yet"
    assert app.info[0].value == "The extracts for this page are not loaded yet. The performance team can say when they come."
    told = run("performance", tmp_path, "worker_supervision").info[0].value
    assert "`worker_supervision.csv` and `worker.csv`" in told and "python -m data templates" in told
