"""Adding an indicator is adding one file: shown in a copy of the tree, through its own build, command line and pages."""

import json
import os
import subprocess
import sys

import pytest

from data import synthetic

MINE = """/*
title         = "Referrals by the police"
question      = "How many referrals come from the police?"
why           = "An analyst wanted to know."
numerator     = "Referrals whose source is the police"
denominator   = "All referrals received"
groups        = "Who referred"
timing        = "during"
shown_as      = "percentage"
polarity      = "neither"
needs_history = "0 months"
settles       = "14 days"
counts_from   = ["referral"]
source        = "Local measure"
caveats       = []
*/
SELECT referral_id AS record_id, child_id, referral_date AS event_date, team, referral_source AS category,
       CASE WHEN referral_source LIKE '6%' THEN 1 ELSE 0 END AS numerator
FROM referral
/*
[[example]]
says     = "source 6 is the police"
referral = [ { referral_id = "R1", child_id = "A", referral_date = 2024-01-10, referral_source = "6" } ]
counts   = { R1 = 1 }

[[example]]
says     = "a school is not, nor is nobody"
referral = [
    { referral_id = "R1", child_id = "A", referral_date = 2024-01-10, referral_source = "2A" },
    { referral_id = "R2", child_id = "A", referral_date = 2024-01-11 },
]
counts   = { R1 = 0, R2 = 0 }
*/
"""
PAGES = """
import sys
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash
for address in ("overview", "indicator", "compare", "alerts", "definitions", "behind", "load"):
    app = AppTest.from_file("pages/main.py", default_timeout=60)
    app.query_params.update({"role": "performance", "indicator": "police"})
    app._page_hash = calc_hash("" if address == "overview" else address)
    app.run()
    assert not app.exception, (address, app.exception)
    words = " ".join(str(getattr(node, "proto", "")) for node in app.main)
    if address in ("indicator", "behind"):
        assert "Who referred" in words + " ".join(" ".join(frame.value) for frame in app.dataframe), address
    tables = " ".join(frame.value.to_csv() for frame in app.dataframe)
    print(address, "Referrals by the police" in words, "broken.sql" in words + tables)
"""

LINE = 1 + MINE.splitlines().index(next(text for text in MINE.splitlines() if "polarity " in text))
MISSPELT = f"misspelt.sql: line {LINE}: `polarty` is not a field of the header"


@pytest.fixture(scope="module")
def extracts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("year")
    synthetic.write(folder, years=2, children=2_000)
    return folder


def run(tree, *arguments):
    return subprocess.run([sys.executable, *arguments], cwd=tree, capture_output=True, text=True, timeout=300,
                          env={**os.environ, "PYTHONPATH": str(tree), "SIGHTLINE_WAREHOUSE": str(tree / "warehouse")})


@pytest.fixture
def with_mine(tree, extracts):
    """The tree with one good file more and two bad ones, built."""
    folder = tree / "queries" / "indicators" / "front_door"
    (folder / "police.sql").write_text(MINE, encoding="utf-8")
    (folder / "broken.sql").write_text(MINE.replace("LIKE '6%'", "LIKED '6%'"), encoding="utf-8")
    (folder / "misspelt.sql").write_text(MINE.replace("polarity ", "polarty "), encoding="utf-8")
    done = run(tree, "-m", "data.build", "--extracts", str(extracts), "--warehouse", str(tree / "warehouse"))
    assert done.returncode == 0, done.stderr
    return tree, done.stdout + done.stderr


@pytest.mark.slow
def test_one_file_is_on_every_page_in_the_command_line_and_in_alerts_and_bad_files_spoil_nothing(with_mine):
    tree, said = with_mine
    line = 1 + MINE.splitlines().index(next(text for text in MINE.splitlines() if "LIKE" in text))
    assert f"broken.sql: line {line}:" in said and MISSPELT in said
    listed = run(tree, "-m", "indicators", "list").stdout
    assert "police" in listed and "re_referrals" in listed and "broken" not in listed
    figures = json.loads(run(tree, "-m", "indicators", "figures", "police", "--grain", "year", "--format", "json").stdout)
    assert figures and all(row["denominator"] > 0 for row in figures if row["value"] is not None)
    pages = dict(line.split(" ", 1) for line in run(tree, "-c", PAGES).stdout.splitlines())
    for address in ("overview", "indicator", "compare", "definitions", "behind"):
        assert pages[address].startswith("True"), (address, pages)
    assert pages["load"].endswith("True")


@pytest.mark.slow
def test_check_says_right_or_file_line_and_remedy(with_mine):
    tree, _ = with_mine
    folder = tree / "queries" / "indicators" / "front_door"
    good = run(tree, "-m", "queries", "check", str(folder / "police.sql"))
    assert good.returncode == 0 and "right" in good.stdout
    bad = run(tree, "-m", "queries", "check", str(folder / "broken.sql"), str(folder / "misspelt.sql"))
    assert bad.returncode == 1 and "broken.sql: line 18" in bad.stderr
    assert MISSPELT in bad.stderr
    wrong = folder / "police.sql"
    wrong.write_text(MINE.replace("counts   = { R1 = 1 }", "counts   = { R1 = 0 }"), encoding="utf-8")
    done = run(tree, "-m", "queries", "check", str(wrong))
    assert done.returncode == 1 and "source 6 is the police" in done.stderr and "the SELECT counts {'R1': 1}" in done.stderr
    wrong.write_text(MINE.replace('groups        = "Who referred"\n', ""), encoding="utf-8")
    unnamed = run(tree, "-m", "queries", "check", str(wrong)).stderr
    assert "police.sql: line 16: the SELECT returns `category`." in unnamed and 'groups = "Referral source"' in unnamed
    wrong.write_text(MINE.replace(", referral_source AS category", ""), encoding="utf-8")
    assert "the SELECT returns no `category`" in run(tree, "-m", "queries", "check", str(wrong)).stderr
    wrong.write_text(MINE.replace("referral_id AS record_id", "child_id AS record_id"), encoding="utf-8")
    assert "two rows have the same record_id" in run(tree, "-m", "queries", "check", str(wrong)).stderr


@pytest.mark.parametrize(("old", "new", "says"), [
    ('counts_from   = ["referral"]', 'counts_from   = ["referal"]', "neither a table nor a detail"),
    ('counts_from   = ["referral"]', 'counts_from   = "referral"', "list of texts"),
    ('source        = "Local measure"', "source        = 7", "text in quotation marks"),
    ("caveats       = []", 'caveats       = []\npublished     = "referrals"', "unit of `shown_as`"),
    ("caveats       = []", 'caveats       = []\nwaits         = "visits"', "`waits` is 'visits'.*case_supervision, .*visit"),
    ("caveats       = []", 'caveats       = []\nask           = "Who asked?"',
     "`ask` is 'Who asked.'. Write one question or two in a list"),
    ("caveats       = []", 'caveats       = []\nask           = ["Ask them."]', "`ask` is .*Ask them.*Write one question or two"),
    ("caveats       = []", 'caveats       = []\nask           = []', "`ask` is empty. Write one question or two"),
    ("caveats       = []", 'caveats       = []\ncounts        = ""', "`counts` is ''. Write a text in quotation marks"),
    ('groups        = "Who referred"', "groups        = 3", "line 7: `groups` is 3. Write a text"),
    ("caveats       = []", "caveats       = []\n[[changed]]\nnote = 'x'", "`changed` is .*Write on = 2025-04-01"),
])
def test_a_wrong_header_is_named_with_its_remedy(tmp_path, old, new, says):
    from queries import QueryError, read
    from queries.definitions import header

    file = tmp_path / "front_door" / "mine.sql"
    file.parent.mkdir()
    file.write_text(MINE.replace(old, new), encoding="utf-8")
    with pytest.raises(QueryError, match=says):
        header.check(read(file))
