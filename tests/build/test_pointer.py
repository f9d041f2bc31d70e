"""The line that names the current build: where it is wrong, nothing is built by a visit, nothing outside the folder is read, and
whoever looks after the folder is told which builds are there.
"""

import os
import shutil
import subprocess
import sys
from datetime import date

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from data import build
from data.publishing import kept_builds
from indicators import __main__ as command
from indicators.roles import ROLES
from pages.loading import building, first_start
from queries.store import builds, engine, warehouse

pytestmark = pytest.mark.slow

REAL, INVENTED = "20250101T000000000000", "20250201T000000000000"


def made(folder, name, invented=False, audience="performance"):
    """A build that holds one audience's file, which says whose it is and nothing else."""
    (folder / name).mkdir(parents=True, exist_ok=True)
    authority = "Saltmere" if invented else "Blackpool"
    row = pl.DataFrame([{"invented": invented, "authority": authority, "data_to": "2026-10-31"}])
    with engine.create(folder / name / f"{audience}.duckdb") as database:
        database.load("build", row)
    return folder / name


def write(folder, content: bytes):
    (folder / "current").write_bytes(content)


WRONG = {
    "nothing there": lambda folder: write(folder, b"20240101T000000000000\n"),
    "missing": lambda folder: None,
    "empty": lambda folder: write(folder, b""),
    "blank": lambda folder: write(folder, b" \n\n"),
    "the folder itself": lambda folder: write(folder, b".\n"),
    "the folder above": lambda folder: write(folder, b"..\n"),
    "out of the folder": lambda folder: write(folder, f"../outside/{REAL}\n".encode()),
    "out of it by backslashes": lambda folder: write(folder, f"..\\outside\\{REAL}\n".encode()),
    "a whole path": lambda folder: write(folder, f"{folder.parent}/outside/{REAL}\n".encode()),
    "into the folder by a path": lambda folder: write(folder, f"{folder}/{REAL}\n".encode()),
    "garbage": lambda folder: write(folder, bytes(range(256)) * 9),
    "a nought": lambda folder: write(folder, REAL.encode() + b"\0\n"),
    "two lines": lambda folder: write(folder, f"{REAL}\n{INVENTED}\n".encode()),
    "half made": lambda folder: (made(folder, "20250301T000000000000.making"), write(folder, b"20250301T000000000000.making\n")),
    "a file": lambda folder: ((folder / "notes").write_text("x"), write(folder, b"notes\n")),
    "a link out of the folder": lambda folder: (
        (folder / "linked").symlink_to(folder.parent / "outside" / REAL), write(folder, b"linked\n")),
    "a folder in its place": lambda folder: (folder / "current").mkdir(),
    "a link that leads nowhere": lambda folder: (folder / "current").symlink_to(folder / "gone"),
}


@pytest.fixture
def folder(tmp_path):
    """A warehouse with one real build and no line; beside it another build, which nobody asked for."""
    made(tmp_path / "warehouse", REAL)
    made(tmp_path / "outside", REAL)
    return tmp_path / "warehouse"


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_line_is_told_from_a_folder_where_nothing_was_built(folder, wrong):
    WRONG[wrong](folder)
    with pytest.raises(warehouse.WrongPointer) as said:
        warehouse.current(folder)
    assert f"{REAL} (Blackpool, real)" in str(said.value) and "python -m data build" in str(said.value)
    assert str(folder / "current") in str(said.value)


@pytest.mark.parametrize("wrong", WRONG)
def test_a_line_that_is_there_is_wrong_even_where_every_build_is_gone(folder, wrong):
    WRONG[wrong](folder)
    shutil.rmtree(folder / REAL)
    with pytest.raises(warehouse.NothingBuilt if wrong == "missing" else warehouse.WrongPointer):
        warehouse.current(folder)


@pytest.mark.parametrize("content", [REAL.encode(), f" {REAL}\r\n".encode(), f"{REAL}\n".encode("utf-8-sig"),
                                     f"{REAL}\r\n".encode("utf-16")])
def test_a_name_written_by_hand_is_read_whichever_program_wrote_it(folder, content):
    write(folder, content)
    assert warehouse.current(folder) == folder / REAL


def test_where_nothing_was_ever_built_that_is_said(tmp_path):
    made(tmp_path / "killed", "20250301T000000000000.making")
    (tmp_path / "locked").mkdir()
    (tmp_path / "locked" / "building").touch()
    for name in ("none", "killed", "locked"):
        with pytest.raises(warehouse.NothingBuilt, match="data build"):
            warehouse.current(tmp_path / name)


@pytest.mark.parametrize("audience", ROLES)
def test_one_audiences_file_is_a_build(tmp_path, audience):
    made(tmp_path / "beside", "october", audience=audience)
    made(tmp_path, "loose", audience=audience)
    (tmp_path / "loose" / f"{audience}.duckdb").rename(tmp_path / "loose" / "elsewhere")
    shutil.copy(tmp_path / "beside" / "october" / f"{audience}.duckdb", tmp_path / "loose")
    for name in ("beside", "loose"):
        with pytest.raises(warehouse.WrongPointer):
            warehouse.current(tmp_path / name)


@pytest.mark.skipif(os.name != "posix" or (os.geteuid() == 0 and not shutil.which("setpriv")), reason="no rights to take away")
def test_a_folder_that_may_not_be_looked_into_is_no_first_start(folder):
    """Asked as an account that may not look into it: root may look into everything."""
    asked = "import sys; from pathlib import Path; from queries.store import builds; print(builds.never_built(Path(sys.argv[1])))"
    as_nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.geteuid() == 0 else []
    folder.chmod(0)
    told = subprocess.run([*as_nobody, sys.executable, "-c", asked, str(folder)], cwd=building.PROJECT, capture_output=True,
                          text=True, encoding="utf-8")
    folder.chmod(0o700)
    assert told.stdout.strip() == "False", told.stderr


@pytest.fixture
def visit(folder, monkeypatch, tmp_path):
    """A visit to the product on that folder, with no extracts of its own: what is on the page."""
    monkeypatch.setattr(warehouse, "FOLDER", folder)
    monkeypatch.setattr(first_start, "EXTRACTS", tmp_path / "no extracts")
    monkeypatch.setenv("SIGHTLINE_AUDIT", str(tmp_path / "audit.jsonl"))
    monkeypatch.delenv("SIGHTLINE_AUDIENCE", raising=False)

    def open_page() -> str:
        app = AppTest.from_file("../../pages/main.py", default_timeout=300).run()
        assert not app.exception
        return " ".join(str(each.value) for each in (*app.error, *app.code, *app.markdown))

    return open_page


@pytest.mark.parametrize("wrong", ["nothing there", "missing", "empty", "out of the folder", "half made"])
def test_a_visit_to_a_folder_that_holds_builds_builds_nothing(visit, folder, wrong):
    WRONG[wrong](folder)
    before = sorted(os.walk(folder))
    said = visit()
    assert f"{REAL} (Blackpool, real)" in said and "python -m data build" in said
    assert sorted(os.walk(folder)) == before


@pytest.mark.parametrize("audience", ["board", "scrutiny"])
def test_an_audience_reads_that_something_is_wrong_and_neither_paths_nor_names(visit, folder, monkeypatch, audience, caplog):
    monkeypatch.setenv("SIGHTLINE_AUDIENCE", audience)
    said = visit()
    assert first_start.NOT_IN_USE in said
    assert not [inside for inside in (str(folder), REAL, "Blackpool", "data build") if inside in said]
    assert REAL in caplog.text  # whoever looks after it finds the reason where the page says


@pytest.mark.parametrize("audience", ["board", "scrutiny"])
def test_only_who_may_look_as_the_performance_team_starts_the_invented_build(visit, folder, monkeypatch, audience):
    shutil.rmtree(folder)
    monkeypatch.setenv("SIGHTLINE_AUDIENCE", audience)
    assert first_start.NO_FIGURES in visit()
    assert not folder.exists()


@pytest.mark.parametrize("asked", ["--invented", "--published"])
def test_the_command_line_puts_nothing_in_the_place_of_real_figures_unless_it_is_said(folder, capsys, asked):
    write(folder, f"{REAL}\n".encode())
    assert build.main([asked, "--warehouse", str(folder)]) == 1
    said = capsys.readouterr().err
    assert "Nothing was changed" in said and f"{REAL} (Blackpool, real)" in said and "--replace-real" in said
    assert warehouse.current(folder).name == REAL and [each.name for each in builds.present(folder)] == [REAL]


def test_extracts_that_are_invented_are_so_wherever_they_lie(folder, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("SIGHTLINE_AUTHORITY", "890")
    write(folder, f"{REAL}\n".encode())
    (tmp_path / "extracts").mkdir()
    (tmp_path / "extracts" / "invented.toml").write_text('name = "Saltmere"\n', encoding="utf-8")
    assert build.main(["--extracts", str(tmp_path / "extracts"), "--warehouse", str(folder)]) == 1
    assert "--replace-real" in capsys.readouterr().err


def test_invented_figures_take_the_place_of_real_ones_when_it_is_said(folder, monkeypatch):
    """What the build fills in is left out, but for the row that says what it is."""
    monkeypatch.setenv("SIGHTLINE_AUTHORITY", "890")
    monkeypatch.setattr(build, "_fill", lambda making, *_: made(making.parent, making.name, invented=True))
    with pytest.raises(kept_builds.RealFigures):
        build.build(None, folder)
    build.build(None, folder, replace_real=True)
    assert not builds.real(warehouse.current(folder)) and builds.present(folder)[0].name == REAL


def test_real_builds_outlive_any_number_of_invented_ones(folder):
    made(folder, "20240101T000000000000")
    made(folder, "20230101T000000000000")
    (folder / "20220101T000000000000").mkdir()
    for month in range(2, 6):
        finished = made(folder, f"20250{month}01T000000000000", invented=True)
        kept_builds.forget(folder, finished)
    left = [each.name for each in builds.present(folder)]
    assert left == ["20240101T000000000000", REAL, *(f"20250{month}01T000000000000" for month in (3, 4, 5))]


def test_a_folder_that_is_not_named_as_a_build_is_never_thrown_away(folder):
    for name in ("before", "archive", "0 copies of 2024"):
        made(folder, name)
    for day in range(1, 5):
        kept_builds.forget(folder, made(folder, f"2025020{day}T000000000000"))
    left = {each.name for each in folder.iterdir()}
    assert {"before", "archive", "0 copies of 2024"} < left and REAL not in left


def test_a_build_that_cannot_be_put_in_use_leaves_nothing(folder, monkeypatch):
    """The line cannot be replaced: a folder stands in its place. What the build fills in is left out."""
    monkeypatch.setattr(build, "_fill", lambda making, *_: (making / "performance.duckdb").touch())
    (folder / "current").mkdir()
    (folder / "current" / "in the way").touch()
    with pytest.raises(OSError):
        build._switched(folder, build.Asked(None, False, date(2025, 3, 31)), {}, None, INVENTED, None)
    assert [each.name for each in builds.present(folder)] == [REAL] and not list(folder.glob("*.making"))


def test_the_figures_on_the_command_line_say_what_the_pages_say(folder, capsys):
    assert command.main(["list", "--warehouse", str(folder)]) == 1
    assert f"{REAL} (Blackpool, real)" in capsys.readouterr().err
