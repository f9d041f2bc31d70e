"""Spark counts what DuckDB counts: every indicator and every figure of an invented authority, through the real build.

Spark is an extra (queries/store/requirements-spark.txt, and Java): without either these tests are skipped, and CI installs both.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from data import build, synthetic
from queries.definitions import header
from queries.store import engine, engines, warehouse
from tests.support import compare_builds
from tests.support.authority import PROJECT

pytestmark = pytest.mark.slow

# Programs of a minute are compiled for a minute: it halves what the tests cost, and changes nothing that is counted. With the
# first level alone Java keeps 48 MB for compiled code, which all indicators together fill; then it compiles no more, and a task
# stops.
BRIEF = {"JAVA_TOOL_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=240m -XX:+UseSerialGC"}
HERE = "local[2]"


@pytest.fixture(scope="module", autouse=True)
def spark():
    """Spark itself, or the reason why nothing here is tried."""
    try:
        engines.ready("spark")
    except engines.EngineError as absent:
        pytest.skip(str(absent))


@pytest.fixture(scope="module")
def extracts(once) -> Path:
    """A small invented authority of one year."""
    return once("invented for spark", lambda folder: synthetic.write(folder, years=1, children=1_000))


@pytest.fixture(scope="module")
def by_duckdb(extracts, once) -> Path:
    """Its warehouse as DuckDB counts it."""
    return once("counted by duckdb", lambda folder: build.build(extracts, folder))


@pytest.fixture(scope="module")
def by_spark(extracts, once) -> Path:
    """Its warehouse as Spark counts it."""
    return once("counted by spark", lambda folder: _built(extracts, folder))


def _command(extracts: Path, folder: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "data.build", "--extracts", str(extracts), "--warehouse", str(folder), *options]


def _run(command: list[str], **more) -> subprocess.CompletedProcess:
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False, env={**os.environ, **BRIEF, **more})


def _built(extracts: Path, folder: Path) -> None:
    done = _run(_command(extracts, folder, "--engine", "spark", "--master", HERE))
    assert done.returncode == 0, done.stdout + done.stderr


def _file(folder: Path) -> Path:
    return warehouse.current(folder) / "performance.duckdb"


def _differing(a: Path, b: Path) -> dict[str, int]:
    """How many rows of two databases have no twin in the other, by table."""
    return {name.removeprefix("main."): left + len(alone) for name, _, _, left, alone in compare_builds.compared(a, b)}


def _indicators(file: Path, table: str) -> set[str]:
    with engine.read(file) as database:
        return set(database.run(f"SELECT DISTINCT indicator FROM {table}")["indicator"])


def test_every_indicator_is_counted_alike_record_for_record_and_figure_for_figure(by_duckdb, by_spark):
    differing = _differing(_file(by_duckdb), _file(by_spark))
    assert {"counted", "series", "indicator_rule", "indicator_source"} <= differing.keys()
    assert {name: rows for name, rows in differing.items() if rows} == {}


def test_every_indicator_is_among_what_is_compared(by_duckdb, by_spark):
    every = {indicator.id for indicator in header.every()[0]}
    assert _indicators(_file(by_spark), "series") == every
    assert _indicators(_file(by_spark), "counted") == _indicators(_file(by_duckdb), "counted")
    assert len(_indicators(_file(by_spark), "counted")) > 0.9 * len(every)


def test_columns_are_of_the_same_kinds(by_duckdb, by_spark):
    for table in ("counted", "series", "indicator_rule", "indicator_source"):
        with engine.read(_file(by_duckdb)) as ours, engine.read(_file(by_spark)) as theirs:
            assert ours.kinds(table) == theirs.kinds(table)


@pytest.mark.parametrize(("table", "change"), [
    ("counted", "numerator = numerator + 1"), ("counted", "team = 'Elsewhere'"), ("series", "value = value * 1.0001"),
    ("series", "symbol = 'z'"),
])
def test_one_row_that_differs_is_found(by_duckdb, by_spark, tmp_path, table, change):
    planted = Path(shutil.copy(_file(by_spark), tmp_path))
    with engine.create(planted) as database:
        database.execute(f"UPDATE {table} SET {change} WHERE rowid = (SELECT MIN(rowid) FROM {table} WHERE numerator > 0)")
    assert _differing(_file(by_duckdb), planted)[table] == 2  # the row of either that has no twin


def test_nothing_of_spark_is_left_beside_the_build(by_spark):
    assert {file.suffix for file in warehouse.current(by_spark).iterdir()} == {".duckdb"}


def _java(parent: int) -> Iterator[int]:
    """The Java that a process started."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = stat.read_text().partition("(")[2].rpartition(")")
        except OSError:
            continue
        if int(rest.split()[1]) == parent and name in ("java", "bash", "spark-submit"):
            yield int(stat.parent.name)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="finds the Java it ends in /proc")
def test_spark_that_fails_halfway_leaves_the_build_before_in_use(by_duckdb, extracts, tmp_path):
    shutil.copytree(by_duckdb, folder := tmp_path / "warehouse")
    before = warehouse.current(folder)
    command = _command(extracts, folder, "--engine", "spark", "--master", HERE, "--progress")
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          env=os.environ | BRIEF) as building:
        while "Counting: " not in (line := building.stdout.readline()):
            assert line, building.stderr.read()
        for process in _java(building.pid):
            os.kill(process, signal.SIGKILL)
        said = building.stderr.read()
    assert building.returncode == 1
    assert "Nothing was changed. Spark stopped while it counted: " in said
    assert "Traceback" not in said
    assert warehouse.current(folder) == before
    assert {each.name for each in folder.iterdir()} == {"building", "current", before.name}


@pytest.mark.parametrize(("options", "said"), [
    (("--engine", "oracle"), "'oracle' is not an engine. Write --engine with one of: duckdb, spark."),
    (("--master", HERE), "--master says where Spark runs. Write --engine spark with it, or leave it out."),
    (("--engine", "spark", "--master", "nowhere"), "Spark did not start with --master nowhere: "),
    (("--engine", "spark", "--master", "spark://127.0.0.1:1"), "--master spark://127.0.0.1:1"),
])
def test_wrong_input_is_told_in_words(extracts, tmp_path, options, said):
    done = _run(_command(extracts, tmp_path, *options))
    assert done.returncode == 1
    assert "Nothing was changed. " in done.stderr and said in done.stderr
    assert "Traceback" not in done.stderr
    assert not [each for each in tmp_path.iterdir() if each.is_dir()]


def test_without_java_it_is_said_what_to_install(extracts, tmp_path):
    done = _run(_command(extracts, tmp_path, "--engine", "spark"), PATH=str(tmp_path), JAVA_HOME="")
    assert "Nothing was changed. Spark needs Java 17 or later" in done.stderr
    assert "apt install default-jre-headless" in done.stderr


def test_without_pyspark_it_is_said_what_to_install(extracts, tmp_path):
    absent = "import sys; sys.modules['pyspark'] = sys.modules['py4j'] = None; from data import build; sys.exit(build.main())"
    done = _run([sys.executable, "-c", absent, *_command(extracts, tmp_path, "--engine", "spark")[3:]])
    assert "Nothing was changed. Spark is not installed here. Install it: .venv/bin/pip install -r " in done.stderr
    assert "Traceback" not in done.stderr
