"""Adding an audience is writing one table: shown in a copy of the tree, through its own build, command line and pages."""

import json
import os
import subprocess
import sys

import polars as pl
import pytest

from data import synthetic
from indicators.roles import ROLES
from queries.store import engine
from queries.store import warehouse as warehouses
from tests.leaks.rules import IDENTIFIER, identifiers
from tests.support import authority

pytestmark = pytest.mark.slow

LEADERS = """
[test_directors]
title = "Directors of a test"
disclosure = "exact"
teams = true
grain = "month"
first_page = "gaps"
tour = [
    ["gaps", "Who waits", "How many wait longest."],
    ["indicator", "One figure", "Points outside the pale band.", "re_referrals", "month"],
    ["compare", "Beside others", "Our place among those most like us."],
    ["definitions", "What is counted", "Each figure in words."],
]
"""
REGION = """
[region]
title = "Regional partnership"
disclosure = "scrutiny"
teams = false
grain = "quarter"
first_page = "compare"
tour = [
    ["compare", "Beside others", "Our place among those most like us."],
    ["overview", "What has changed", "The heading says it."],
    ["indicator", "One figure", "Points outside the pale band."],
    ["definitions", "What is counted", "Each figure in words."],
]
"""
PAGES = """
import json, sys
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash
seen = {}
for address in ("front overview indicator alerts plain journey gaps compare definitions behind load".split()):
    app = AppTest.from_file("pages/main.py", default_timeout=60)
    app.query_params.update({"role": sys.argv[1], "indicator": "re_referrals"})
    app._page_hash = calc_hash(address)
    app.run()
    told = [*app.exception, *app.error]
    assert not told, (address, told)
    assert not [each.value for each in app.info if "could not be drawn" in each.value]
    links = [each.proto.label for each in app.get("page_link")]
    words = " ".join(str(getattr(node, "proto", "")) for node in app.main)
    box = next(each for each in app.selectbox if each.label == "Looking as")
    seen[address] = {"titles": [each.value for each in app.title], "roles": list(box.options), "links": links,
                     "info": [each.value for each in app.info], "words": words}
print(json.dumps(seen))
"""
FIGURES = """
import json, sys
from datetime import date
from indicators import catalogue, figures, roles
from indicators.children import gaps, journey, recording, records, timeline
from indicators.children.row_types import Ending
from indicators.roles import NotAllowed, View
whole, own = (View(roles.ROLES[name]) for name in ("performance", sys.argv[1]))
compared, differ = 0, []
for each in catalogue.indicators(whole):
    for grain in catalogue.grains(whole.of(indicator=each.id)):
        ours, theirs = (figures.figures(view.of(indicator=each.id, grain=grain)) for view in (own, whole))
        compared += ours.height
        differ += [] if ours.equals(theirs) else [(each.id, grain)]
    for breakdown in catalogue.breakdowns(whole.of(indicator=each.id)):
        ours, theirs = (figures.by_group(view.of(indicator=each.id), breakdown) for view in (own, whole))
        compared += ours.height
        differ += [] if ours.equals(theirs) else [(each.id, breakdown)]
differ += [] if figures.alerts(own).equals(figures.alerts(whole)) else ["alerts"]
differ += [] if all(gaps.counted(own, kind).equals(gaps.counted(whole, kind)) for kind in gaps.KINDS.values()) else ["gaps"]
differ += [] if journey.flow(own).equals(journey.flow(whole)) else ["journey"]
day, row = date(2026, 10, 31), Ending.rows(journey.flow(whole))[0]
refused = []
for read in (
    lambda: records.behind(own, date(2026, 1, 1), day), lambda: records.load_report(own), lambda: records.rejected(own),
    lambda: journey.records(own, row, (row.stage, row.ending)), lambda: timeline.of_child(own, "1", day),
    lambda: gaps.records(own, gaps.KINDS["visit"]), lambda: gaps.events(own, gaps.KINDS["visit"]),
    lambda: gaps.absences(own, gaps.KINDS["visit"]), lambda: recording.left_out(own, catalogue.find(own)),
    lambda: figures.crossed(own, "team", "sex", (date(2026, 1, 1), day)),
):
    try:
        read()
        refused.append("")
    except NotAllowed as said:
        refused.append(str(said))
print(json.dumps({"compared": compared, "differ": differ, "refused": refused}))
"""


def run(tree, *arguments, **more):
    return subprocess.run([sys.executable, *arguments], cwd=tree, capture_output=True, text=True, timeout=600,
                          env={**os.environ, "PYTHONPATH": str(tree), "SIGHTLINE_WAREHOUSE": str(tree / "warehouse"), **more})


def described(tree, *tables: str) -> None:
    file = tree / "data" / "audiences.toml"
    file.write_text("\n".join([file.read_text(encoding="utf-8"), *tables]), encoding="utf-8")


@pytest.fixture(scope="module")
def with_more(tmp_path_factory):
    """A tree with two audiences more, a table each, built."""
    tree, extracts = authority.copied(tmp_path_factory.mktemp("tree")), tmp_path_factory.mktemp("two years")
    synthetic.write(extracts, years=2, children=2_000)
    described(tree, LEADERS, REGION)
    done = run(tree, "-m", "data.build", "--extracts", str(extracts), "--warehouse", str(tree / "warehouse"))
    assert done.returncode == 0, done.stderr
    return tree


def said(done: subprocess.CompletedProcess) -> dict:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def tables(tree, audience: str) -> dict:
    """Each table of an audience's file, as a frame, but for the mark of its format, which names the audience."""
    with engine.read(warehouses.current(tree / "warehouse") / f"{audience}.duckdb") as file:
        return {name: file.run(f"SELECT * FROM {name}").drop("format", strict=False) for name in file.tables()}


def test_one_table_is_an_audience_on_the_pages_on_the_command_line_and_in_a_file_without_records(with_more):
    tree = with_more
    pages = said(run(tree, "-c", PAGES, "test_directors"))
    assert "Looking as: Directors of a test" in pages["overview"]["roles"] and len(pages["overview"]["roles"]) == len(ROLES) + 2
    assert any("1. Who waits" in each for each in pages["front"]["links"])
    for address in ("front", "behind", "load"):  # the pages of records are not there, so the first is shown
        assert pages[address]["titles"] == pages["gaps"]["titles"] != pages["overview"]["titles"]
    assert "rounded" not in pages["plain"]["words"] and "Records" not in " ".join(pages["indicator"]["links"])
    asked = ("-m", "indicators", "figures", "re_referrals", "--by", "team", "--role")
    assert "test_directors" in run(tree, *asked, "an audience that is none").stderr  # it is among the choices
    ours, whole = (run(tree, *asked, role).stdout for role in ("test_directors", "performance"))
    assert ours == whole != ""
    held = tables(tree, "test_directors")
    assert not [name for name, frame in held.items() if {"child_id", "worker_id"} & set(frame.columns)]
    known = identifiers(tree / "warehouse")
    texts = {each for frame in held.values() for column in frame if column.dtype == pl.String for each in column.unique()}
    assert len(known) > 1_000 and len(texts) > 100
    assert not known & {part for each in texts - {None} for part in IDENTIFIER.findall(each)}


def test_its_figures_are_the_performance_teams_and_records_are_refused_to_it(with_more):
    found = said(run(with_more, "-c", FIGURES, "test_directors"))
    assert found["compared"] > 5_000 and found["differ"] == []
    assert all("for the performance team, not for the directors of a test" in each for each in found["refused"]), found["refused"]
    held = tables(with_more, "region")
    assert set(held["series"]["breakdown"]) == {"all"} and set(held["series"]["rounded_to"]) == {1, 5}
    shared = tables(with_more, "scrutiny")
    assert held.keys() == shared.keys() and all(held[name].equals(shared[name]) for name in held)
    pages = said(run(with_more, "-c", PAGES, "region"))
    assert pages["front"]["titles"] == pages["compare"]["titles"] != pages["overview"]["titles"]
