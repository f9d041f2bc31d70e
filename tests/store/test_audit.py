"""The audit log: every change to it is found and named, several processes can write it, and without it nothing is given away."""

import json
import random
import subprocess
import sys
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from indicators.children.records import behind
from pages import children
from queries.store import audit
from queries.store import warehouse as warehouses


@pytest.fixture
def log(tmp_path, monkeypatch):
    """A log of its own with twelve lines."""
    monkeypatch.setenv("SIGHTLINE_AUDIT", str(tmp_path / "audit.jsonl"))
    for number in range(12):
        audit.append(tmp_path, "records", "user:a", "performance", {"rows": number})
    return tmp_path / "audit.jsonl"


def lines(file) -> list[dict]:
    return [json.loads(line) for line in file.read_text().splitlines()]


def test_a_log_that_nobody_touched_is_whole(log):
    found, count, head = audit.problems(log)
    assert (found, count) == ([], 12)
    assert lines(log)[0].keys() == {"line", "at", "kind", "who", "role", "what", "before"}
    assert lines(log)[3]["at"].endswith("+00:00")
    audit.append(log.parent, "export", "user:a", "board", {})
    assert audit.problems(log, head)[0] == []


@pytest.mark.parametrize("line", range(11))
def test_any_line_that_is_edited_is_named(log, line):
    told = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join([*told[:line], told[line].replace(b"user:a", b"user:b"), *told[line + 1 :]]))
    assert audit.problems(log)[0] == [f"Line {line + 1} was edited: line {line + 2} was written after another text."]


def test_lines_taken_out_put_in_or_swapped_are_named(log):
    told = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join(told[:4] + told[6:]))
    assert audit.problems(log)[0] == ["Before line 5: 2 removed (numbers 5 to 6)."]
    log.write_bytes(b"".join(told[1:]))
    assert audit.problems(log)[0] == ["Before line 1: 1 removed (numbers 1 to 1)."]
    log.write_bytes(b"".join(told[:4] + told[3:]))
    assert audit.problems(log)[0] == ["Before line 5: 1 inserted or repeated."]
    log.write_bytes(b"".join([*told[:4], told[5], told[4], *told[6:]]))
    assert audit.problems(log)[0]
    log.write_bytes(b"".join([*told[:4], b"nonsense\n", *told[4:]]))
    assert "Line 5 cannot be read" in audit.problems(log)[0][0]


def test_an_end_that_was_cut_off_or_edited_is_found_by_who_kept_the_head(log):
    head = audit.problems(log)[2]
    told = log.read_bytes().splitlines(keepends=True)
    for changed in (told[:-1], told[:3], [], [*told[:-1], told[-1].replace(b"}", b" }")]):
        log.write_bytes(b"".join(changed))
        assert audit.problems(log)[0] == []
        assert "the last lines were removed or edited" in audit.problems(log, head)[0][0]


def test_any_byte_that_changes_is_found(log):
    """300 random bytes of the log, one at a time, with the head kept."""
    content, head = log.read_bytes(), audit.problems(log)[2]
    chance = random.Random(1)
    for _ in range(300):
        at = chance.randrange(len(content))
        other = bytes([(content[at] + chance.randrange(1, 256)) % 256])
        log.write_bytes(content[:at] + other + content[at + 1 :])
        assert audit.problems(log, head)[0]


def test_a_line_that_a_power_cut_left_unfinished_stays_in_the_chain(log):
    log.write_bytes(log.read_bytes() + b'{"line": 13, "at')
    audit.append(log.parent, "load", "user:a", "performance", {})
    assert audit.problems(log)[0] == ["Line 13 cannot be read: it was damaged or edited."]
    assert lines_readable(log)[-1]["line"] == 14


def lines_readable(file) -> list[dict]:
    return [json.loads(line) for line in file.read_text().splitlines() if line.endswith("}")]


WRITER = """
import pathlib, sys
from queries.store import audit
for number in range(25):
    audit.append(pathlib.Path(sys.argv[1]), "export", "user:a", "board", {"n": number})
"""


def test_several_processes_write_one_chain(tmp_path):
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)]) for _ in range(3)]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    found, count, _ = audit.problems(audit.place(tmp_path))
    assert (found, count) == ([], 75)


def test_the_command_says_what_was_changed(log):
    def told(*more):
        return subprocess.run([sys.executable, "-m", "queries", "audit", str(log), *more], capture_output=True, text=True)

    whole = told()
    assert whole.returncode == 0 and "12 lines" in whole.stdout
    head = whole.stdout.split()[-1]
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:-1]))
    assert told().returncode == 0
    cut = told("--head", head)
    assert cut.returncode == 1 and "removed" in cut.stderr


def test_a_log_that_cannot_be_written_refuses(tmp_path, monkeypatch):
    (tmp_path / "in the way").write_text("a file")
    monkeypatch.setenv("SIGHTLINE_AUDIT", str(tmp_path / "in the way" / "audit.jsonl"))
    with pytest.raises(audit.NotWritten):
        audit.append(tmp_path, "records", "user:a", "performance", {})
    with pytest.raises(audit.NotWritten):
        audit.check(tmp_path)


@pytest.fixture
def visit(warehouse, tmp_path, monkeypatch):
    """A performance analyst's window with a log of its own."""
    monkeypatch.delenv("SIGHTLINE_AUDIENCE", raising=False)
    monkeypatch.setenv("SIGHTLINE_AUDIT", str(tmp_path / "audit.jsonl"))
    monkeypatch.setattr(warehouses, "FOLDER", warehouse)

    def open_page(address: str, **query: str) -> AppTest:
        app = AppTest.from_file("../../pages/main.py", default_timeout=120)
        app.query_params.update({"role": "performance"} | query)
        app._page_hash = calc_hash(address)
        return app.run()

    return open_page


def records(tmp_path) -> list[dict]:
    return [line["what"] for line in lines(tmp_path / "audit.jsonl") if line["kind"] == "records"]


def test_a_list_of_records_leaves_one_line_however_often_the_page_runs(visit, tmp_path):
    app = visit("behind", indicator="re_referrals", period="2026-09-30")
    for _ in range(2):
        app.run()
    (line,) = records(tmp_path)
    assert line["indicator"] == "re_referrals" and line["period_end"] == "2026-09-30"
    assert line["rows"] == len(app.dataframe[0].value)
    which = next(box for box in app.selectbox if box.label == "Records")
    which.select("counted").run().run()
    assert [each["which"] for each in records(tmp_path)] == ["all", "counted"]
    assert audit.problems(tmp_path / "audit.jsonl")[0] == []


def test_each_child_looked_at_leaves_a_line_that_does_not_name_the_child(visit, tmp_path, view):
    found = behind(view, date(2026, 9, 1), date(2026, 9, 30))["child_id"].unique().sort().to_list()[:2]
    app = visit("timeline")
    for child in found:
        app.text_input(key="timeline_child").set_value(child).run().run()
    told = [each for each in records(tmp_path) if each["part"] == "one child"]
    assert len(told) == 2
    assert not [child for child in found if child in (tmp_path / "audit.jsonl").read_text()]


@pytest.mark.parametrize("page", [each.ADDRESS for each in children.PAGES])
def test_no_page_of_records_shows_a_list_without_a_line_or_without_a_log(visit, tmp_path, monkeypatch, page):
    app = visit(page)
    shown = len(app.dataframe) - (page == "load")  # what was read of which file is no list of records
    assert bool(records(tmp_path)) == (shown > 0)
    (tmp_path / "in the way").write_text("a file")
    monkeypatch.setenv("SIGHTLINE_AUDIT", str(tmp_path / "in the way" / "audit.jsonl"))
    refused = visit(page)
    assert not refused.dataframe and not refused.title
    assert "cannot be" in refused.info[0].value
