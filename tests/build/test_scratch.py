"""Rows on their way to the figures lie in memory or below the warehouse, whatever ends the build; the file that is published
never held them.
"""

import asyncio
import os
import stat
import subprocess
import sys
import tempfile
import time
import weakref
from pathlib import Path

import polars as pl
import pytest
from starlette.datastructures import Headers
from starlette.formparsers import MultiPartParser

import app  # noqa: F401  it says where what is handed in is kept
from data import loading
from data.reading import folder
from pages.loading import building
from queries.store import engine
from tests.support.small_extracts import annex_a, csv, read, referral

pytestmark = pytest.mark.slow

HERE = Path(__file__).parents[2]
HEADER = "visit_id,child_id,visit_date,seen,seen_alone"
AGE = "age that no table of the model holds"


@pytest.fixture(autouse=True)
def whose(monkeypatch):
    """Whose records these are, for every program that is started."""
    monkeypatch.setenv("SIGHTLINE_AUTHORITY", "420")


def visits(extracts: Path, files: int, rows: int) -> Path:
    """A folder of extracts of visits, one for each month."""
    extracts.mkdir()
    for month in range(1, files + 1):
        lines = [f'V{month}-{row},C{row},2026-{month:02d}-01,Yes,"Yes"' for row in range(rows)]
        csv(extracts / f"visit_2026-{month:02d}-28.csv", HEADER, *lines)
    return extracts


def start(extracts, warehouse, **more) -> subprocess.Popen:
    """Begin a build as a program, with everything it prints in one pipe."""
    command = [sys.executable, "-m", "data.build", "--progress", "--extracts", str(extracts), "--warehouse", str(warehouse)]
    return subprocess.Popen(command, cwd=HERE, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **more)


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is of POSIX")
def test_a_build_killed_while_it_reads_leaves_nothing_outside_the_warehouse_and_the_next_one_clears_that(tmp_path):
    extracts, warehouse, temporary = visits(tmp_path / "extracts", 6, 4_000), tmp_path / "warehouse", tmp_path / "temporary"
    temporary.mkdir()
    build = start(extracts, warehouse, env=os.environ | {"TMPDIR": str(temporary)}, umask=0)
    assert any("Reading visit_2026-02-28.csv" in line for line in build.stdout)
    build.kill()
    build.communicate()
    left = [path for path in warehouse.rglob("*") if path.name != "building"]
    assert [path.suffix for path in left if path.parent == warehouse] == [".making"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in left} <= {0o600, 0o700}
    for _ in range(600):  # the children end by themselves
        if not list(temporary.rglob("*")):
            break
        time.sleep(0.1)
    assert not list(temporary.rglob("*"))
    (extracts / "visit_2026-11-30.csv").write_bytes(b"this is no extract")
    said, _ = (failing := start(extracts, warehouse)).communicate()
    assert failing.returncode == 1 and "visit_2026-11-30.csv" in said
    assert not list(warehouse.glob("*.making"))


def test_what_memory_cannot_hold_is_written_beside_the_file_being_made_and_goes_with_it(tmp_path, monkeypatch):
    monkeypatch.setattr(engine, "BUILDING_MEMORY", "30MB")
    rows = pl.DataFrame({"text": [f"a row about child {number} " * 4 for number in range(400_000)]})
    with engine.create(tmp_path / "performance.duckdb") as database:
        database.beside("received")
        database.load("received.visit", rows)
        spilled = [path for path in tmp_path.rglob("*") if path.is_file() and path.suffix == ".tmp"]
        assert spilled and database.run("SELECT COUNT(*) AS n FROM received.visit")["n"][0] == 400_000
    assert [path.name for path in tmp_path.iterdir()] == ["performance.duckdb"]


@pytest.fixture
def published(tmp_path) -> Path:
    """A file the build made from two months of referrals: one given twice, one without a day."""
    extracts, file = tmp_path / "extracts", tmp_path / "performance.duckdb"
    extracts.mkdir()
    for month in ("09", "10"):
        row = referral("A", f"05/{month}/2026", **{"Age of Child (Years)": AGE})
        annex_a(extracts / f"annex_a_2026-{month}-28.xlsx", list_3=[row, row, referral("B", None)])
    with engine.create(file) as database:
        report = loading.load(database, extracts)
    assert [(row["read"], row["loaded"], row["rejected"]) for row in report.to_dicts()] == [(3, 1, 2)] * 2
    return file


def test_the_published_file_holds_nothing_of_what_was_received_nor_the_room_it_took(published):
    with engine.read(published) as database:
        held = database.run("SELECT DISTINCT database_name, schema_name FROM duckdb_tables()").rows()
        assert held == [("performance", "main")]
        assert database.run("SELECT list, read FROM list_read").rows() == [("annex_a_list_3", 3)] * 2
        assert AGE in database.run("SELECT received FROM rejected WHERE rule = 'once'")["received"][0]
        assert database.run("SELECT free_blocks FROM pragma_database_size()").rows() == [(0,)]


def test_staging_holds_the_raw_text_of_refused_rows_alone(tmp_path):
    rows = [referral("A", "05/09/2026"), referral("A", "05/09/2026"), referral("B", "06/09/2026")]
    files = [read(annex_a(tmp_path / "annex_a_2026-09-30.xlsx", list_3=rows))]
    with engine.memory() as database:
        loading.take_in(database, files)
        holding = database.run("""
            SELECT DISTINCT table_name FROM duckdb_columns() JOIN duckdb_tables() USING (database_name, table_name)
            WHERE database_name = 'staging' AND column_name LIKE '%received%' ORDER BY 1""")
        assert holding["table_name"].to_list() == ["fault", "unread"]
        assert database.run("SELECT row_number, received FROM staging.fault").rows() == [(3, "A | 2026-09-05 | b) No | 0")]


def test_a_file_is_let_go_of_before_the_next_is_taken_in(tmp_path, monkeypatch):
    monkeypatch.setattr(loading, "AT_ONCE", 1, raising=False)
    paths = [annex_a(tmp_path / f"annex_a_2026-0{n}-28.xlsx", list_3=[referral("A", f"05/0{n}/2026")]) for n in (7, 8, 9)]
    held = []

    def files():
        for path in paths:
            held.append(weakref.ref(done := read(path)))
            yield done
            del done
            assert sum(each() is not None for each in held) <= 1

    with engine.memory() as database:
        assert loading.take_in(database, files())["loaded"].to_list() == [1, 1, 1]


def test_no_more_than_a_few_files_are_read_ahead_of_what_is_taken(tmp_path, monkeypatch):
    visits(tmp_path / "extracts", 12, 3)
    asked, ask = [], folder._ask
    monkeypatch.setattr(folder, "_ask", lambda child, path, own: asked.append(path.name) or ask(child, path, own))
    reading = folder.read_folder(tmp_path / "extracts")
    assert next(reading).file == "visit_2026-01-28.csv"
    time.sleep(2)
    assert len(asked) <= folder.AHEAD + 1
    assert len(list(reading)) == 11 and len(asked) == 12


@pytest.fixture
def no_temporary_folder(tmp_path, monkeypatch):
    """Whoever asks for the system's temporary folder fails."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "there is none"))


def test_what_a_build_says_beside_its_report_is_written_to_no_temporary_file(no_temporary_folder, tmp_path):
    worked, said = building.run("--extracts", str(tmp_path / "missing"), "--warehouse", str(tmp_path / "warehouse"))
    assert not worked and said.startswith(building.REFUSED)


def test_an_extract_handed_in_through_the_browser_is_written_to_no_temporary_file(no_temporary_folder):
    content = b"child,day\n" * 400_000
    body = b'--x\r\nContent-Disposition: form-data; name="file"; filename="visit.csv"\r\n\r\n' + content + b"\r\n--x--\r\n"

    async def sent():
        for at in range(0, len(body), 65_536):
            yield body[at : at + 65_536]

    parser = MultiPartParser(Headers({"content-type": "multipart/form-data; boundary=x"}), sent())
    form = asyncio.run(parser.parse())
    assert form["file"].file.read() == content
