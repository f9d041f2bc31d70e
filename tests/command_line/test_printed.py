"""What programs print depends on no machine's encoding, and once a build is in use, nothing that is printed or tidied fails it.

The programs run as themselves: with the encoding Windows gives a pipe, with nobody who listens, and on a full disk.
"""

import ast
import os
import subprocess
import sys
from datetime import date, timedelta

import pytest

from data.publishing import kept_builds
from pages.loading import building
from queries.store import warehouse
from tests.house.test_architecture import MODULES, PRODUCT, place
from tests.support.small_extracts import csv

STRANGE = "Reason ≥ 4 ŵythnos"  # letters that cp1252 does not have
WINDOWS = {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0", "SIGHTLINE_AUTHORITY": "420"}
DAY = date(2026, 10, 31)
CHILDREN = {"data.reading.folder": "answers the build by a pipe of its own",
            "data.synthetic.clerk": "prints names of our own files"}


@pytest.fixture(scope="module")
def extracts(tmp_path_factory):
    """A folder with one small list 3, one of whose columns and teams no Windows encoding can write."""
    folder = tmp_path_factory.mktemp("extracts")
    rows = [f"{number},{DAY - timedelta(days=number):%d/%m/%Y},1A,No,ŵ Team ≥ 4,x" for number in range(1, 60)]
    header = f"Child Unique ID,Date of referral,Referral Source,Referral NFA?,Allocated Team,{STRANGE}"
    csv(folder / "list3_2026-10-31.csv", header, *rows)
    return folder


def run(*arguments, out=subprocess.PIPE, **environment) -> subprocess.CompletedProcess:
    """A program of ours, as itself."""
    return subprocess.run([sys.executable, "-m", *map(str, arguments)], cwd=building.PROJECT, stdout=out, stderr=subprocess.PIPE,
                          env=os.environ | WINDOWS | environment)


@pytest.fixture
def nobody_listens():
    """An output whose other end is closed."""
    reading, writing = os.pipe()
    os.close(reading)
    yield writing
    os.close(writing)


@pytest.fixture(scope="module")
def built(extracts, tmp_path_factory):
    """(a warehouse built with the encoding of Windows, what the build said)"""
    folder = tmp_path_factory.mktemp("built") / "warehouse"
    return folder, run("data.build", "--extracts", extracts, "--warehouse", folder)


@pytest.mark.slow
def test_a_build_says_every_letter_whatever_the_encoding(built):
    folder, done = built
    assert (done.returncode, done.stderr) == (0, b"")
    assert STRANGE in done.stdout.decode("utf-8") and warehouse.current(folder).is_dir()


@pytest.mark.slow
@pytest.mark.parametrize("form", ["csv", "json"])
def test_figures_hold_every_letter_whatever_the_encoding(built, form):
    done = run("indicators", "figures", "referrals", "--by", "team", "--format", form, "--warehouse", built[0])
    assert done.returncode == 0 and "ŵ Team ≥ 4" in done.stdout.decode("utf-8"), done.stderr


@pytest.mark.slow
def test_a_build_that_nobody_listens_to_is_built_and_has_not_failed(tmp_path, nobody_listens):
    done = run("data.build", "--published", "--warehouse", tmp_path / "warehouse", "--progress", out=nobody_listens)
    assert (done.returncode, done.stderr) == (0, b"")
    assert warehouse.current(tmp_path / "warehouse").is_dir()


@pytest.mark.slow
def test_who_leaves_after_the_first_lines_is_no_error(built, nobody_listens, tmp_path):
    log = tmp_path / "audit.jsonl"
    log.touch()
    listing = ("indicators", "list", "--warehouse", built[0])
    for command in (listing, ("queries", "audit", log), ("data", "--help"), ("data.templates", tmp_path / "made")):
        done = run(*command, out=nobody_listens)
        assert (done.returncode, done.stderr) == (0, b""), command


@pytest.mark.slow
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no disk that is always full")
def test_what_was_asked_for_and_cannot_be_written_is_said(built):
    with open("/dev/full", "wb") as full:
        done = run("indicators", "list", "--warehouse", built[0], out=full)
    assert done.returncode == 1 and b"could not be written: No space left" in done.stderr and b"Traceback" not in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="a shell closes the output")
def test_with_no_output_at_all_nothing_is_printed_into_a_file(tmp_path):
    """A file that is opened while the output is closed would take its number: what a library prints would stand in it."""
    program = ("import os, sys; from queries import printed; printed.every_letter(); printed.say('told'); "
               "file = open(sys.argv[1], 'w', encoding='utf-8'); os.write(1, b'told by a library'); file.write('kept')")
    command = f'exec "{sys.executable}" -c "{program}" "{tmp_path}/file" >&- 2>&-'
    assert subprocess.run(["sh", "-c", command], cwd=building.PROJECT).returncode == 0
    assert (tmp_path / "file").read_text(encoding="utf-8") == "kept"


@pytest.mark.slow
def test_the_table_of_people_and_indicator_files_are_named_in_every_letter(tmp_path):
    (tmp_path / "people.csv").write_text("who,role\nŵyn ≥,board\n", encoding="utf-8")
    done = run("pages", "people", SIGHTLINE_PEOPLE=str(tmp_path / "people.csv"))
    assert done.returncode == 1 and "ŵyn ≥" in done.stdout.decode("utf-8")
    done = run("queries", "check", tmp_path / "ŵ≥.sql")
    assert done.returncode == 1 and "ŵ≥.sql" in done.stderr.decode("utf-8") and b"Traceback" not in done.stderr


def test_every_program_prints_by_the_one_way():
    """A module that is a program and prints runs its main by `printed.program`, unless it is a child that answers a parent."""
    for file in MODULES:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        blocks = [node for node in tree.body if isinstance(node, ast.If) and "__main__" in ast.unparse(node.test)]
        if blocks and place(file).removesuffix(".py").replace("/", ".") not in CHILDREN:
            assert "printed.program(" in ast.unparse(blocks[0]), place(file)


def test_every_text_is_read_and_written_in_a_named_encoding():
    """Each call that opens a text, in the product: `open`, `read_text`, `write_text`, and programs whose output is text."""
    for file in PRODUCT:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and opens_text(node):
                assert "encoding" in {each.arg for each in node.keywords}, f"{place(file)}: line {node.lineno}"


def opens_text(node: ast.Call) -> bool:
    """Whether a call opens a text."""
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    given = {each.arg: ast.unparse(each.value) for each in node.keywords}
    if name in ("read_text", "write_text", "fdopen", "FileHandler", "NamedTemporaryFile", "TemporaryFile", "open"):
        modes = [each.value for each in (*node.args, *(each.value for each in node.keywords)) if isinstance(each, ast.Constant)]
        opener = ast.unparse(node.func)
        return opener not in ("os.open", "webbrowser.open") and not any(isinstance(mode, str) and "b" in mode for mode in modes)
    return name in ("Popen", "run", "check_output") and {"text", "universal_newlines"} & given.keys() != set()


def test_a_folder_that_cannot_be_tidied_does_not_fail_a_build(folder_with_builds, monkeypatch):
    monkeypatch.setattr(kept_builds.shutil, "rmtree", refuse)
    kept_builds.forget(folder_with_builds, folder_with_builds / "20250105T000000000000")


def refuse(*_, **__):
    raise PermissionError("somebody holds it open")


@pytest.fixture
def folder_with_builds(tmp_path):
    for day in range(1, 6):
        (tmp_path / f"2025010{day}T000000000000").mkdir()
    return tmp_path
