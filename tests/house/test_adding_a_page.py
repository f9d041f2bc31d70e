"""Adding a page with a chart of its own is three files: shown in a copy of the tree, for every audience at once."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from indicators.roles import ROLES
from tests.house import test_architecture as house

pytestmark = pytest.mark.slow

CHART = '''"""A ladder: a rung for every year, as long as its figure is high."""

from indicators.charts import plot
from indicators.charts.axes import across, extent
from indicators.charts.style import Look, layout
from indicators.row_types import Figure
from indicators.wording.words import amount, period_of


def figure(rows: list[Figure], look: Look) -> plot.Figure:
    """A rung for every one of `rows` that has a value, the latest at the top."""
    known = [row for row in rows if row.value is not None]
    base = layout(look.ink, 320, look.title)
    base["xaxis"] |= across(extent([row.value for row in known], look.unit), look.unit)
    rungs = {"x": [row.value for row in known], "y": [period_of(row) for row in known]}
    return plot.drawn([{"type": "bar", "orientation": "h", "marker": {"color": look.ink.own}, **rungs}], base)


def words(rows: list[Figure], look: Look) -> str:
    """Every rung in words."""
    said = [f"{period_of(row)} {amount(row.value, look.unit, look.decimals)}" for row in rows if row.value is not None]
    return f"Ladder chart. {look.title}. {', '.join(said)}."
'''
PAGE = '''"""One figure, year by year, as a ladder."""

from indicators import catalogue, figures
from indicators.charts import ladder
from indicators.roles import View
from indicators.row_types import Figure
from pages import text
from pages.frame import display

TITLE = "Year by year"
ADDRESS = "ladder"
FILTERS = ("indicator",)


def show(view: View) -> None:
    """Draw the ladder."""
    indicator = catalogue.find(view)
    rows = Figure.rows(figures.figures(view.of(grain="year")))
    text.title(f"{indicator.title}, year by year", anchor=False)
    look = display.look(view, indicator.title, indicator.shown_as)
    display.chart(ladder.figure(rows, look), ladder.words(rows, look), "ladder")
'''
LIST = "pages/figures/__init__.py"
NEW = {"indicators/charts/ladder.py": CHART, "pages/figures/ladder.py": PAGE}
SEEN = """
import json, sys
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash
seen = {}
for role in sys.argv[1:]:
    app = AppTest.from_file("pages/main.py", default_timeout=120)
    app.query_params.update({"role": role, "indicator": "re_referrals"})
    app._page_hash = calc_hash("ladder")
    app.run()
    assert not app.exception and not app.error, (role, app.exception, app.error)
    charts = [chart.proto for chart in app.get("plotly_chart")]
    seen[role] = {"titles": [each.value for each in app.title], "links": [each.proto.label for each in app.get("page_link")],
                  "drawn": [json.loads(each.spec)["data"][0] for each in charts],
                  "said": [each.alt for each in charts]}
print(json.dumps(seen))
"""


@pytest.fixture
def with_mine(tree):
    """The tree with a page and its chart more."""
    for name, content in NEW.items():
        (tree / name).write_text(content, encoding="utf-8")
    listed = (tree / LIST).read_text(encoding="utf-8")
    lines = ("    journey,\n", "    journey,\n    ladder,\n"), ("PAGES = (overview,", "PAGES = (overview, ladder,")
    for old, new in lines:
        assert old in listed
        listed = listed.replace(old, new)
    (tree / LIST).write_text(listed, encoding="utf-8")
    return tree


def touched(tree: Path) -> set[str]:
    """The files of the product that are not as they were."""
    every = {file.relative_to(tree).as_posix() for file in tree.rglob("*")
             if file.suffix in {".py", ".sql", ".toml", ".csv", ".md"} and "__pycache__" not in file.parts}
    was = house.HERE
    return {name for name in every if not (was / name).exists() or (was / name).read_bytes() != (tree / name).read_bytes()}


def test_a_page_with_a_chart_of_its_own_is_three_files_and_every_audience_has_it(with_mine, warehouse):
    assert touched(with_mine) == {*NEW, LIST}
    done = subprocess.run([sys.executable, "-c", SEEN, *ROLES], cwd=with_mine, capture_output=True, text=True, timeout=600,
                          env={**os.environ, "PYTHONPATH": str(with_mine), "SIGHTLINE_WAREHOUSE": str(warehouse)})
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert set(seen) == set(ROLES) and len(seen) >= 3
    for role, found in seen.items():
        assert found["titles"] == ["Re-referrals within 12 months, year by year"], role
        assert "Year by year" in found["links"], "in the menu"
        (drawn,), (said,) = found["drawn"], found["said"]
        assert drawn["type"] == "bar" and len(drawn["y"]) > 3 and said.startswith("Ladder chart. Re-referrals")


@pytest.mark.parametrize("name", NEW)
def test_the_new_files_keep_the_rules_of_the_house(with_mine, name, monkeypatch):
    monkeypatch.setattr(house, "HERE", with_mine)
    monkeypatch.setattr(house, "PRODUCT", sorted(with_mine.rglob("*.py")))
    for rule in (house.test_a_module_imports_only_what_its_folder_may, house.test_a_library_comes_in_by_its_own_door,
                 house.test_imports_run_one_way_between_rooms, house.test_a_module_is_short_and_says_what_it_is_for):
        rule(with_mine / name)
