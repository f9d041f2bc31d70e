"""A build says which Sightline made it, and any other refuses it in words: the mark, what it is of, and the command line."""

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from indicators import __main__ as command
from indicators.roles import ROLES, View
from queries.store import build_format, builds, imported_modules, warehouse
from tests.support.audience import PERFORMANCE
from tests.support.small_builds import ALTERED, SAID, altered

pytestmark = pytest.mark.slow

AUDIENCES = list(ROLES)


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("kind", ["small", "published"])
def test_what_this_sightline_builds_it_reads(request, kind, audience):
    folder = request.getfixturevalue(kind)
    assert warehouse.usable(audience, folder) == warehouse.current(folder)
    with warehouse.read(audience, folder) as file:
        assert file.run("SELECT length(format) AS n FROM build")["n"].to_list() == [64]


@pytest.mark.parametrize("what", ALTERED)
def test_what_another_made_is_refused_for_every_audience(own, what):
    altered(own, ALTERED[what])
    for audience in AUDIENCES:
        with pytest.raises(warehouse.BuiltByAnother) as refused:
            warehouse.usable(audience, own)
        assert all(part in str(refused.value) for part in SAID)


@pytest.mark.parametrize("way", ["recall", "ask", "figure_and_records"])
def test_it_is_refused_by_every_way_in_as_where_nothing_was_built(published, tmp_path, way):
    folder = altered(shutil.copytree(published, tmp_path / "warehouse"), ALTERED["a column of series renamed"])
    with pytest.raises(warehouse.NothingBuilt, match=SAID[0]):
        getattr(View(PERFORMANCE, warehouse=folder), way)("series")


def test_a_file_passes_for_no_other_audiences(own):
    current = warehouse.current(own)
    shutil.copy(current / "performance.duckdb", current / "board.duckdb")
    with pytest.raises(warehouse.BuiltByAnother):
        warehouse.read("board", own)
    assert warehouse.usable("scrutiny", own)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_one_audiences_file_is_enough(own, audience):
    for file in builds.files(warehouse.current(own)):
        if file.stem != audience:
            file.unlink()
    theirs = altered(shutil.copytree(own, own.with_name("theirs")), ALTERED["no mark"])
    assert warehouse.usable(audience, own)
    with pytest.raises(warehouse.BuiltByAnother):
        warehouse.usable(audience, theirs)


def test_a_file_is_checked_once(own, monkeypatch):
    asked = []
    fits = build_format.fits
    monkeypatch.setattr(build_format, "fits", lambda *given: asked.append(1) or fits(*given))
    for _ in range(3):
        warehouse.read("board", own).close()
    assert len(asked) == 1


@pytest.mark.parametrize("change", [
    {"title": "Another title"}, {"grain": "year"}, {"first_page": "alerts"}, {"tour": ()}, {"public": True}, {"decides": True}])
def test_what_an_audience_is_called_and_shown_asks_for_no_new_build(small, change):
    with warehouse.read("board", small) as file:
        assert build_format.fits(file, replace(ROLES["board"], **change))


@pytest.mark.parametrize("change", [{"id": "leaders"}, {"disclosure": "exact"}, {"teams": False}, {"children": True}])
def test_what_an_audiences_file_may_hold_asks_for_a_new_build(small, change):
    with warehouse.read("board", small) as file:
        assert not build_format.fits(file, replace(ROLES["board"], **change))


# What the mark is of.

@pytest.fixture
def texts(tree, monkeypatch):
    """The hash of the texts in a copy of the project."""
    monkeypatch.setattr(build_format, "PROJECT", tree)
    monkeypatch.setattr(build_format, "FOLDER", tree / "queries")
    return build_format.of_texts


def decisive(tree: Path) -> set[str]:
    """The files that change the hash when a line is added to them."""
    before, found = build_format.of_texts(), set()
    for file in [file for file in tree.rglob("*") if file.suffix in (".sql", ".toml", ".py", ".csv", ".md", ".txt")]:
        whole = file.read_bytes()
        file.write_bytes(whole + (b"\n-- more\n" if file.suffix == ".sql" else b"\n# more\n"))
        found |= {file.relative_to(tree).as_posix()} if build_format.of_texts() != before else set()
        file.write_bytes(whole)
    return found


def test_the_mark_is_of_what_fills_a_build_and_of_nothing_an_authority_sets(texts, tree, monkeypatch):
    """Every file of a copy is changed for itself. Which modules fill a build is asked of Python, not of their text."""
    monkeypatch.setattr(build_format, "_modules", _remembered(build_format._modules()))
    sql = {file.relative_to(tree).as_posix() for file in (tree / "queries").rglob("*") if file.suffix in (".sql", ".toml")}
    settings = {place for place in sql if place.startswith(("queries/indicators/", "queries/store/"))}
    asked_for = {"queries/store/spark.py"}  # an engine is imported only when somebody asks for it
    opening = {"indicators/__init__.py"}  # words alone: Python loads it on the way to indicators.statistics
    assert decisive(tree) ^ ((sql - settings) | loaded(tree)) == asked_for | opening
    assert {"queries/model/model.sql", "queries/model/breakdowns.toml", "queries/reading/series.sql",
            "queries/staging/local/lists.toml", "queries/staging/annex_a/child.sql"} < sql - settings
    assert {"data/publishing/audience_files.py", "data/reading/readers.py", "data/publishing/disclosure.py",
            "queries/definitions/header.py"} < loaded(tree)


def _remembered(files):
    """Parsing forty modules once for each of a thousand files is not what is tried."""
    return lambda: files


def loaded(tree: Path) -> set[str]:
    """The modules of ours that Python has when it has loaded what fills a build, and those that only a function asks for."""
    names = ", ".join(build_format.FILLS)
    script = f"import sys, {names}; print(*(m.__file__ for m in sys.modules.values() if getattr(m, '__file__', None)), sep='\\n')"
    done = subprocess.run([sys.executable, "-c", script], cwd=tree, capture_output=True, text=True, check=True)
    files = [Path(line) for line in done.stdout.splitlines()]
    return {file.relative_to(tree).as_posix() for file in files if file.is_relative_to(tree)}


def test_a_module_that_a_function_imports_is_found_too(texts, tree):
    (tree / "data" / "more.py").write_text("X = 1\n", encoding="utf-8")
    before = texts()
    file = tree / "data" / "publishing" / "journey.py"
    file.write_text(f"{file.read_text(encoding='utf-8')}\n\ndef later():\n    from data import more\n", encoding="utf-8")
    assert texts() != before
    before = texts()
    (tree / "data" / "more.py").write_text("X = 2\n", encoding="utf-8")
    assert texts() != before


def test_what_fills_a_build_is_there():
    assert all(imported_modules.file_of(name, build_format.PROJECT) for name in build_format.FILLS)


def test_the_mark_is_the_same_for_other_ends_of_lines_and_another_order_of_files(texts, tree, monkeypatch):
    before = texts()
    for file in [file for file in tree.rglob("*") if file.suffix in (".sql", ".toml", ".py")]:
        file.write_bytes(file.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    in_order = Path.rglob
    monkeypatch.setattr(Path, "rglob", lambda folder, pattern: reversed(list(in_order(folder, pattern))))
    assert texts() == before == build_format.at_start()


def test_a_file_that_gets_another_name_is_another_text(texts, tree):
    before = texts()
    (tree / "queries" / "model" / "spell.sql").rename(tree / "queries" / "model" / "spells.sql")
    assert texts() != before


# The command line.

def test_the_command_line_says_it_and_fails_and_prints_no_figure(own, capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("SIGHTLINE_AUDIT", str(tmp_path / "audit.jsonl"))
    altered(own, ALTERED["a column of series renamed"])
    for role in AUDIENCES:
        for asked in (["list"], ["figures", "referrals"], ["alerts"]):
            assert command.main([*asked, "--role", role, "--warehouse", str(own)]) == 1
            out, complaint = capsys.readouterr()
            assert out == "" and all(part in complaint for part in SAID)
    assert not (tmp_path / "audit.jsonl").exists()


@pytest.mark.parametrize("changed", ["queries/model/series.sql", "queries/staging/annex_a/lists.toml", "data/publishing/gaps.py"])
def test_a_text_changed_after_the_build_is_noticed_by_the_program_itself(tree, small, changed):
    asked = [sys.executable, "-m", "indicators", "list", "--warehouse", str(small)]
    file, mark = tree / changed, "--" if changed.endswith(".sql") else "#"
    file.write_text(f"{file.read_text(encoding='utf-8')}\n{mark} another way to count\n", encoding="utf-8")
    done = subprocess.run(asked, cwd=tree, capture_output=True, text=True)
    assert done.returncode == 1 and done.stdout == "" and all(part in done.stderr for part in SAID)
    assert "Traceback" not in done.stderr
    untouched = subprocess.run(asked, cwd=build_format.PROJECT, capture_output=True, text=True)
    assert untouched.returncode == 0 and "re_referrals" in untouched.stdout


def test_an_indicator_or_a_setting_changed_after_the_build_waits_for_the_next_build(tree, small):
    for place in ("queries/indicators/front_door/referrals.sql", "data/authority.toml"):
        file = tree / place
        file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "indicators", "list", "--warehouse", str(small)], cwd=tree, capture_output=True)
    assert done.returncode == 0


# A program that is changed while it runs.

WHILE_IT_RUNS = """
import sys
from pathlib import Path
from queries.store import warehouse
folder, theirs, file, old, new = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4], sys.argv[5]
warehouse.usable("board", folder)
file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
warehouse.usable("scrutiny", folder)  # what it built itself it still reads
try:
    warehouse.usable("board", theirs)
except warehouse.NothingBuilt as refused:
    print(type(refused).__name__, refused)
"""


@pytest.mark.parametrize(("changed", "old", "new", "kind", "said"), [
    ("queries/model/series.sql", "\n", "\n\n", "StartAgain", "Start it again"),
    ("data/audiences.toml", "teams = true", "teams = false", "StartAgain", "Start it again"),
    ("data/audiences.toml", "teams = true", "teams = perhaps", "StartAgain", "Start it again"),
    ("data/audiences.toml", "Safeguarding board", "Safeguarding partners", "BuiltByAnother", "python -m data build"),
])
def test_a_program_that_was_updated_while_it_ran_asks_to_be_started_again(tree, small, own, changed, old, new, kind, said):
    """Building again would not help it: the build would be the updated program's, and it is not."""
    theirs = altered(own, ALTERED["the mark of another version"])
    done = subprocess.run([sys.executable, "-c", WHILE_IT_RUNS, str(small), str(theirs), str(tree / changed), old, new],
                          cwd=tree, capture_output=True, text=True)
    assert done.stdout.startswith(f"{kind} ") and said in done.stdout, done.stderr
