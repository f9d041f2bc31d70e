"""Adding a source is adding one folder: shown in a copy of the tree, through its own loading, build, command line and pages."""

import json
import os
import re
import subprocess
import sys
from datetime import date

import pytest

from queries.store import engine
from queries.store import warehouse as warehouses
from tests.support import authority
from tests.support.small_extracts import csv

pytestmark = pytest.mark.slow

FOLDER = {
    "source.toml": 'title = "helpline logs"\nrank = {rank}\nfiles = ["tsv", "csv"]\n',
    "lists.toml": """
[helpline_call]
title = "Helpline calls"
needed = ["call_id", "child_id", "call_day"]
event = ["call_day"]
fills = ["contact"]
own_id = "call_id"
starts = "call_day"
believed_for = "its dates"
may_lack = ["contact_reason"]
[helpline_call.columns]
call_id = ["call number"]
child_id = ["young person"]
call_day = ["rang on"]
caller = ["who rang"]
result = ["what came of it"]
safe = ["safe tonight"]
[helpline_call.answers]
safe = "yes or no"
[helpline_call.says]
contact_source = "caller"
contact_outcome = "result"

[helpline_request]
title = "Helpline requests for help"
needed = ["child_id", "asked_day"]
event = ["asked_day"]
fills = ["referral"]
starts = "asked_day"
believed_for = "its dates"
[helpline_request.columns]
child_id = ["young person"]
asked_day = ["help asked for on"]
asker = ["asked by"]
closed = ["closed at once"]
[helpline_request.answers]
closed = "no further action"
[helpline_request.says]
referral_source = "asker"
referral_no_further_action = "closed"
referral_earlier_no_further_action = "closed"

[helpline_support]
title = "Helpline support"
needed = ["child_id", "began"]
event = ["began"]
fills = ["cin_episode"]
names = ["cp_visit"]
starts = "began"
ends = "stopped"
believed_for = "its spells"
[helpline_support.columns]
child_id = ["young person"]
began = ["support began"]
stopped = ["support stopped"]
visited = ["last visited"]
[helpline_support.answers]
visited = "date"
""",
    "contact.sql": """-- Calls to the helpline.
SELECT read_text(received.call_id), kept.subject, kept.event_date, read_code(received.caller), read_outcome(received.result),
       CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), kept.file, kept.row_number
FROM staging.kept
JOIN received.helpline_call AS received USING (file, row_number)
WHERE kept.list = 'helpline_call';
""",
    "referral.sql": """-- Requests for help made to the helpline.
SELECT kept.record_id, kept.subject, kept.event_date, read_code(received.asker), read_no_further_action(received.closed),
       CAST(NULL AS BIGINT), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), kept.file, kept.row_number
FROM staging.kept
JOIN received.helpline_request AS received USING (file, row_number)
WHERE kept.list = 'helpline_request';
""",
    "cin_episode.sql": """-- Support by the helpline.
SELECT kept.record_id, kept.subject, kept.event_date, kept.end_date, kept.end_is_inferred, CAST(NULL AS VARCHAR),
       CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS DATE), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR),
       kept.file, kept.row_number
FROM staging.kept
WHERE kept.list = 'helpline_support';
""",
    "cp_visit.sql": """-- The last visit that the list of support names.
SELECT kept.record_id, kept.subject, read_date(received.visited), CAST(NULL AS DATE), CAST(NULL AS BOOLEAN),
       CAST(NULL AS VARCHAR), kept.file, kept.row_number
FROM staging.kept
JOIN received.helpline_support AS received USING (file, row_number)
WHERE kept.list = 'helpline_support' AND read_date(received.visited) IS NOT NULL;
""",
}
LOAD = """
import json, sys
from datetime import date
from pathlib import Path
from data import belief, loading
from queries.definitions import dictionary
from queries.store import engine
with engine.memory() as database:
    said = loading.load(database, Path(sys.argv[1]), today=date(2026, 11, 1)).to_dicts()
    def rows(sql): return [list(map(str, row)) for row in database.run(sql).rows()]
    try:
        belief.check(database)
        believed = ""
    except belief.NotBelieved as problem:
        believed = str(problem)
    print(json.dumps({
        "report": said, "believed": believed,
        "contact": rows("SELECT child_id, source, outcome FROM contact ORDER BY child_id"),
        "referral": rows("SELECT child_id, source FROM referral ORDER BY child_id"),
        "rejected": rows("SELECT list, row_number, scope, field, rule FROM rejected ORDER BY ALL"),
        "coverage": rows("SELECT model_table, file, covered_from, covered_to FROM coverage ORDER BY ALL"),
        "details": rows("SELECT DISTINCT detail FROM detail_coverage WHERE file LIKE 'calls%' OR file LIKE 'requests%'"),
        "source": {column.meaning for table in dictionary.tables() for column in table.columns if column.name == "source"}.pop(),
    }))
"""
PAGE = """
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash
for address in ("load", "definitions"):
    app = AppTest.from_file("pages/main.py", default_timeout=120)
    app.query_params.update({"role": "performance"})
    app._page_hash = calc_hash(address)
    app.run()
    assert not app.exception, app.exception
    print(" ".join(str(getattr(node, "proto", "")) for node in app.main))
    print(" ".join(frame.value.to_csv() for frame in (*app.dataframe, *app.table)).replace("\\\\", ""))
"""


def run(tree, *arguments):
    return subprocess.run([sys.executable, *arguments], cwd=tree, capture_output=True, text=True, timeout=600,
                          env={**os.environ, "PYTHONPATH": str(tree), "SIGHTLINE_WAREHOUSE": str(tree / "warehouse"),
                               "SIGHTLINE_AUDIENCE": "performance"})


def added(tree, rank=15, **changed):
    """The tree with the folder of the new source, and nothing else, more."""
    folder = tree / "queries" / "staging" / "helpline"
    folder.mkdir(exist_ok=True)
    for name, held in FOLDER.items():
        (folder / name).write_text(changed.get(name.replace(".", "_"), held).replace("{rank}", str(rank)), encoding="utf-8")
    return tree


@pytest.fixture(scope="module")
def extracts(tmp_path_factory):
    """One day's files of all three sources; some records stand in two or three of them."""
    folder = tmp_path_factory.mktemp("extracts")
    csv(folder / "list_1_2026-10-31.csv", "Child Unique ID,Date of Contact,Contact Source",
        "A,05/10/2026,6: Police", "B,06/10/2026,2A: Schools", "C,07/10/2026,2A: Schools")
    csv(folder / "list_3_2026-10-31.csv", "Child Unique ID,Date of referral,Referral Source,Referral NFA?,Date of Birth",
        "A,10/10/2026,6: Police,No,01/02/2015", "B,11/10/2026,2A: Schools,No,01/02/2015")
    csv(folder / "contact_2026-10-31.csv", "contact id,child id,contact date,contact source,outcome,reason",
        "K1,A,2026-10-05,Police,NFA,Harm", "K2,F,2026-10-09,Police,Referral,Harm")
    csv(folder / "calls_2026-10-31.csv", "call number,young person,rang on,who rang,what came of it,safe tonight",
        "1,A,05/10/2026,6: Police,advice,yes", "2,B,06/10/2026,2A: Schools,referral,perhaps", "3,D,08/10/2026,Aunt,advice,no",
        "4,E,,Aunt,advice,no", "3,D,08/10/2026,Aunt,advice,no", "6,G,12/10/2026,Aunt,advice,no", "7,H,12/10/2026,Aunt,advice,no",
        "8,I,12/10/2026,Aunt,advice,no", "9,J,12/10/2026,Aunt,advice,no", "10,K,12/10/2026,Aunt,advice,no",
        *(f"{number},L{number},12/10/2026,Aunt,advice,no" for number in range(11, 31)))
    csv(folder / "requests_2026-10-31.csv", "young person,help asked for on,asked by,closed at once",
        "A,10/10/2026,Aunt,no", "E,12/10/2026,Aunt,yes")
    csv(folder / "support_2026-10-31.csv", "young person,support began,support stopped,last visited",
        "A,10/10/2026,01/10/2026,12/10/2026", "B,11/10/2026,20/10/2026,soon")
    return folder


def loaded(tree, folder) -> dict:
    done = run(tree, "-c", LOAD, str(folder))
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def of(rows, child) -> list[str]:
    return [source for name, source, *_ in rows if name == child]


def test_its_files_are_recognised_and_every_row_is_accounted_for(tree, extracts):
    found = loaded(added(tree), extracts)
    lines = {row["list"]: (row["read"], row["loaded"], row["rejected"]) for row in found["report"] if row["list"]}
    assert lines["Helpline calls"] == (30, 28, 2) and lines["Helpline requests for help"] == (2, 2, 0)
    assert [row for row in found["rejected"] if row[0].startswith("helpline")] == [
        ["helpline_call", "3", "cell", "safe", "readable"], ["helpline_call", "5", "row", "call_day", "needed"],
        ["helpline_call", "6", "row", "None", "once"], ["helpline_support", "2", "cell", "stopped", "in order"],
        ["helpline_support", "3", "cell", "visited", "readable"]]
    assert found["source"] == "annex_a or helpline or local"
    assert found["believed"] == ""


def test_coverage_is_its_own_and_what_it_has_no_column_for_is_not_known(tree, extracts):
    found = loaded(added(tree), extracts)
    assert ["contact", "calls_2026-10-31.csv", "2026-10-05", "2026-10-31"] in found["coverage"]
    assert ["referral", "requests_2026-10-31.csv", "2026-10-10", "2026-10-31"] in found["coverage"]
    known = {detail for detail, in found["details"]}
    assert {"contact_source", "contact_outcome", "referral_source", "referral_no_further_action"} <= known
    assert not known & {"contact_reason", "referral_birth_date", "referral_ethnicity"}
    notes = {row["list"]: row["note"] for row in found["report"]}
    assert "The list has no column for the date of birth of a child referred." in notes["Helpline requests for help"]
    assert "reason" not in notes["Helpline calls"]  # it says that it may do without


@pytest.mark.parametrize(("rank", "contacts", "referrals"), [
    (5, {"A": "helpline", "B": "helpline"}, {"A": "helpline", "B": "annex_a"}),
    (15, {"A": "local", "B": "helpline"}, {"A": "helpline", "B": "annex_a"}),
    (25, {"A": "local", "B": "annex_a"}, {"A": "annex_a", "B": "annex_a"}),
])
def test_who_wins_follows_its_rank(tree, extracts, rank, contacts, referrals):
    found = loaded(added(tree, rank), extracts)
    assert {child: of(found["contact"], child) for child in contacts} == {child: [won] for child, won in contacts.items()}
    assert {child: of(found["referral"], child) for child in referrals} == {child: [won] for child, won in referrals.items()}
    for child, only in {"C": "annex_a", "D": "helpline", "F": "local"}.items():  # what one source alone holds is never lost
        assert of(found["contact"], child) == [only]
    assert of(found["referral"], "E") == ["helpline"]


def test_a_list_that_holds_too_little_is_doubted_as_any_other(tree, extracts, tmp_path):
    csv(tmp_path / "calls_2026-10-31.csv", "call number,young person,rang on,who rang", "1,A,05/10/2026,x", "2,B,soon,x")
    found = loaded(added(tree), tmp_path)
    assert "Helpline calls: 1 of 2 rows were refused, more than 5%." in found["believed"]
    assert found["coverage"] == []


@pytest.fixture(scope="module")
def built(tmp_path_factory, extracts):
    tree = added(authority.copied(tmp_path_factory.mktemp("tree")))
    done = run(tree, "-m", "data.build", "--extracts", str(extracts), "--authority", "420")
    assert done.returncode == 0, done.stderr
    return tree, done.stdout


def counted_by(file, indicator) -> dict[str, tuple[str, int]]:
    """Whose each record of an indicator is, and whether it counts."""
    rows = file.run("SELECT record_id, child_id, numerator FROM counted WHERE indicator = $indicator", indicator=indicator).rows()
    return {record: (child, numerator) for record, child, numerator in rows}


def test_it_is_counted_and_named_by_the_command_line_and_the_pages(built):
    tree, said = built
    assert "calls_2026-10-31.csv: Helpline calls: 30 rows read = 28 loaded + 2 rejected." in said
    with engine.read(warehouses.current(tree / "warehouse") / "performance.duckdb") as file:
        counted = file.run("SELECT child_id FROM counted WHERE indicator = 'contacts'")["child_id"].to_list()
        not_read, out_of_order = (counted_by(file, name) for name in ("answers_not_read", "dates_out_of_order"))
        seen = file.run("SELECT child_id, day, closes FROM gap_event WHERE kind = 'visit'").rows()
    assert {"A", "B", "C", "D", "F"} <= set(counted) and len(counted) == len(set(counted))
    assert not_read == {"calls_2026-10-31.csv, helpline_call, row 3": ("B", 1),
                        "support_2026-10-31.csv, helpline_support, row 3": ("B", 1)}
    assert out_of_order == {"Episode closes before it begins: A 2026-10-10": ("A", 1),
                            "Episode closes before it begins: B 2026-10-11": ("B", 0)}
    assert seen == [("A", date(2026, 10, 12), True)], "a visit that a list names as the latest counts as Annex A's does"
    pages = run(tree, "-c", PAGE)
    assert pages.returncode == 0, pages.stderr
    assert "Helpline calls" in pages.stdout and "helpline logs or local files" in pages.stdout
    assert "annex_a or helpline or local" in pages.stdout


@pytest.mark.parametrize(("file", "old", "new", "says"), [
    ("contact.sql", "read_code(received.caller)", "read_code(received.callers)", r"contact\.sql: line 2: .*callers"),
    ("contact.sql", ", kept.row_number", "",
     r"contact\.sql: line 1: the SELECT gives 8 columns, and contact has 9: contact_id,"),
    ("lists.toml", "[helpline_call.columns]", 'vanishes_where = "result LIKE"\n[helpline_call.columns]',
     r"lists\.toml: line 2: \[helpline_call\] has SQL that is refused"),
])
def test_a_build_stops_before_it_reads_at_sql_that_is_wrong(tree, extracts, file, old, new, says):
    assert old in FOLDER[file]
    added(tree, **{file.replace(".", "_"): FOLDER[file].replace(old, new)})
    done = run(tree, "-m", "data.build", "--extracts", str(extracts), "--authority", "420", "--progress")
    assert done.returncode == 1 and "Reading" not in done.stdout
    assert re.search(says, done.stderr), done.stderr
