"""A breakdown is one column and one line: shown in a copy of the tree, through its own build, command line and pages."""

import json
import os
import subprocess
import sys

import pytest

from data import counting, settings, synthetic
from queries import QueryError
from queries.definitions import examples
from queries.model import breakdowns
from queries.store import engine

pytestmark = pytest.mark.slow

BEFORE = "       CAST(basis AS STRING) AS basis"
COLUMN = """       COALESCE((SELECT MAX(primary_need) FROM cin_episode AS episode WHERE episode.child_id = selected.child_id
                 AND episode.start_date <= event_date AND event_date < episode.end_date), 'Not recorded') AS test_need,
"""
LINE = 'test_need = { title = "Need in a test" }\n'
READ = """
import json, sys
from indicators import catalogue, figures
from indicators.children import records
from indicators.roles import ROLES, View
view, found = View(ROLES["performance"]), {"listed": 0, "groups": [], "about": [], "crossed": []}
for indicator in catalogue.indicators(view):
    for grain in catalogue.breakdowns(view.of(indicator=indicator.id)).get("test_need", ()):
        seen = view.of(indicator=indicator.id, grain=grain, breakdown="test_need")
        rows = figures.read_series(seen).to_dicts()
        for row in [row for row in rows if row["numerator"]][::40]:
            behind = records.behind(seen.of(category=row["category"]), row["period_start"], row["period_end"])
            assert behind["numerator"].sum() == row["numerator"] > 0 and set(behind["test_need"]) == {row["category"]}, row
            found["listed"] += 1
        found["groups"] += {row["category"] for row in rows} - set(found["groups"])
        found["about"] += [indicator.id]
seen = view.of(indicator="re_referrals")
groups = figures.by_group(seen, "test_need")
row = figures.whole_of(seen, groups)
for by in (("test_need", "team"), ("sex", "test_need")):
    crossed = figures.crossed(seen, *by, (row.period_start, row.period_end))
    assert crossed["numerator"].sum() == row.numerator and crossed["denominator"].sum() == row.denominator
    found["crossed"] += [[crossed["first_group"].unique().to_list(), crossed["second_group"].unique().to_list()]]
print(json.dumps(found))
"""
PAGES = """
import json, sys
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash
def visit(address, **asked):
    app = AppTest.from_file("pages/main.py", default_timeout=120)
    app.query_params.update({"role": "performance", "indicator": "re_referrals", **asked})
    app._page_hash = calc_hash(address)
    app.run()
    assert not app.exception and not app.error, (app.exception, app.error)
    return app, {box.label: box.options for box in app.selectbox}
_, indicator = visit("indicator", by="test_need", **{"and": "team"})
behind, chosen = visit("behind", only="test_need", group=sys.argv[1], grain="year")
print(json.dumps({"by": indicator["Broken down by"], "only": chosen["Only those of one"], "groups": chosen["Need in a test"],
                  "title": behind.title[0].value, "listed": len(behind.dataframe[0].value)}))
"""


def run(tree, *arguments):
    return subprocess.run([sys.executable, *arguments], cwd=tree, capture_output=True, text=True, timeout=400,
                          env={**os.environ, "PYTHONPATH": str(tree), "SIGHTLINE_WAREHOUSE": str(tree / "warehouse")})


def put(tree, column: str = COLUMN, line: str = LINE) -> None:
    """Write a column and a line into a copy of the tree."""
    counted, listed = tree / "queries" / "model" / "counted.sql", tree / "queries" / "model" / "breakdowns.toml"
    before = counted.read_text(encoding="utf-8")
    assert before.count(BEFORE) == 1
    counted.write_text(before.replace(BEFORE, column + BEFORE), encoding="utf-8")
    listed.write_text(listed.read_text(encoding="utf-8") + line, encoding="utf-8")


def told(done) -> dict:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_one_column_and_one_line_are_in_figures_records_two_at_once_the_command_line_and_on_the_pages(tree, tmp_path_factory):
    extracts = tmp_path_factory.mktemp("extracts")
    synthetic.write(extracts, years=2, children=1_000)
    put(tree)
    built = run(tree, "-m", "data.build", "--extracts", str(extracts), "--warehouse", str(tree / "warehouse"))
    assert built.returncode == 0 and "not counted" not in built.stdout, built.stderr
    found = told(run(tree, "-c", READ))
    abuse = next(group for group in found["groups"] if group.startswith("N1"))
    assert found["listed"] > 50 and len(found["groups"]) > 2 and len(found["about"]) > 20
    for groups in (found["crossed"][0][0], found["crossed"][1][1]):
        assert abuse in groups and None not in groups and len(groups) > 1
    asked = ("-m", "indicators", "figures", "re_referrals", "--by", "test_need", "--grain", "year", "--format", "json")
    assert {row["category"] for row in json.loads(run(tree, *asked).stdout)} >= {abuse, "Not recorded"}
    seen = told(run(tree, "-c", PAGES, abuse))
    assert "Need in a test" in seen["by"] and "Need in a test" in seen["only"] and abuse in seen["groups"]
    assert seen["listed"] > 0 and f" of {seen['listed']})" in seen["title"]


@pytest.mark.parametrize(("column", "line", "says"), [
    ("", LINE, "counted.sql: no column is called `test_need`. Add it there, or take its line out of"),
    (COLUMN, "", "counted.sql: the column `test_need` has no line in"),
    (COLUMN * 2, LINE, "counted.sql: two columns are called `test_need`. Take one of them out."),
    ("       sex,\n", "", "counted.sql: two columns are called `sex`. Take one of them out."),
    (COLUMN, LINE * 2, "breakdowns.toml: Cannot overwrite a value (at line"),
    (COLUMN, "test_need = { titel = 'Need in a test' }\n", ": `test_need` needs a title"),
    (COLUMN, "test_need = { title = 3 }\n", ": `test_need` needs a text in quotation marks as its title"),
    (COLUMN, LINE + "Need-2 = { title = 'Other' }\n", ": `Need-2` cannot name a breakdown"),
    (COLUMN, LINE + "days = { title = 'Days' }\n", ": `days` cannot name a breakdown"),
    ("       7 AS test_need,\n", LINE, "counted.sql: `test_need` is not text. Write CAST(... AS STRING) AS test_need."),
    ("       child.needs AS test_need,\n", LINE, "counted.sql: a breakdown cannot be counted: "),
    ("       'a' AS \"order\",\n", "order = { title = 'Order' }\n", "counted.sql: a breakdown cannot be counted: "),
])
def test_a_list_and_columns_that_do_not_match_are_refused_before_anything_is_read(tree, column, line, says):
    put(tree, column, line)
    done = run(tree, "-m", "data.build", "--extracts", str(tree / "none"), "--warehouse", str(tree / "warehouse"))
    assert done.returncode == 1 and "Nothing was changed." in done.stderr and "Traceback" not in done.stderr
    assert says in done.stderr


def test_the_command_line_says_what_is_wrong_with_the_list(tree):
    put(tree, COLUMN, LINE * 2)
    done = run(tree, "-m", "indicators", "list")
    assert done.returncode == 1 and "breakdowns.toml: Cannot overwrite" in done.stderr and "Traceback" not in done.stderr


def test_a_breakdown_that_leaves_records_out_stops_the_count():
    chosen = settings.parameters(settings.load())
    with examples.filled({}, chosen) as (database, parameters):
        counting.table(database, parameters)
        database.execute("INSERT INTO counted (indicator, record_id, " + ", ".join(breakdowns.every()) + ") VALUES ('a', 'R1', "
                         + ", ".join("NULL" if name == "sex" else "'x'" for name in breakdowns.every()) + ")")
        with pytest.raises(QueryError, match=r"counted.sql: `sex` is empty for 1 counted records. Write COALESCE"):
            counting._whole(database)


@pytest.mark.parametrize("ask", [lambda: breakdowns.records("hat"), lambda: breakdowns.crossed("sex", "1 OR 1")])
def test_what_is_no_breakdown_gets_into_no_query(ask):
    with pytest.raises(QueryError, match=r"is not a breakdown\. There are: team, category, "):
        ask()


@pytest.mark.parametrize(("pair", "says"), [
    ('["year", "hat"]', "[disclosure.board] catalogue: 'hat' is not a breakdown. Write one of: all, team, category, "),
    ('["years", "team"]', "[disclosure.board] catalogue: 'years' is not a grain. Write one of: month, quarter, year, rolling."),
    ('"team"', '[disclosure.board] catalogue contains \'team\'. Write pairs such as ["year", "team"].'),
    ('["year"]', '[disclosure.board] catalogue contains [\'year\']. Write pairs such as ["year", "team"].'),
])
def test_a_catalogue_of_what_is_not_counted_is_refused(tmp_path, pair, says):
    file = tmp_path / "authority.toml"
    file.write_text(settings.FILE.read_text(encoding="utf-8").replace('["year", "category"]', pair), encoding="utf-8")
    with pytest.raises(settings.SettingsError) as error:
        settings.load(file)
    assert says in str(error.value)


def test_every_text_that_follows_from_the_list_is_whole():
    """What stands in braces is put in everywhere."""
    for sql in (breakdowns.series(), breakdowns.records("all"), breakdowns.records("sex"), breakdowns.crossed("sex", "team")):
        assert not {"{", "}"} & set(sql)
    assert engine.PARAMETER.findall(breakdowns.records("sex")) == engine.PARAMETER.findall(breakdowns.records("all"))
