"""Why decisions cannot be read or written is told as it is: each cause is brought about for real."""

import os
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from queries.store import decisions
from queries.store.decisions import opening, versions

HERE = Path(__file__).parents[2]
WHOLE = {"indicator": "re_referrals", "breakdown": "all", "category": "All"}
AS_NOBODY = """
import os, sys
sys.path.insert(0, "tests")
from tests.store import test_decisions_failures as test  # before the rights go: nobody may not read this checkout
from sqlalchemy.dialects import sqlite
if os.getuid() == 0:
    os.setuid(65534)
print(test.reading(), test.writing(), sep="\\n")
"""


def reading() -> str:
    """What is said where decisions are read; empty where they can be."""
    try:
        decisions.steps(HERE)
    except decisions.Unreachable as said:
        return str(said)
    return ""


def writing() -> str:
    try:
        decisions.confirm_step(HERE, WHOLE, date(2025, 5, 1), "Why", "A")
    except decisions.Unreachable as said:
        return str(said)
    return ""


@pytest.fixture
def file(tmp_path, monkeypatch):
    """A database with one step."""
    monkeypatch.setenv("SIGHTLINE_DECISIONS", f"sqlite:///{tmp_path}/kept.sqlite")
    assert not writing()
    return tmp_path / "kept.sqlite"


def change(file: Path, statement: str) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute(statement)


def test_a_database_that_somebody_writes_into(file, monkeypatch):
    monkeypatch.setattr(opening, "WAIT", 0.2)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert "another person is writing" in reading() and reading().endswith("Load the page again.")
    assert "another person is writing" in writing() and "What you wrote is still here" in writing()
    other.execute("ROLLBACK")
    assert not reading()


@pytest.mark.parametrize("damage", [
    lambda held: b"no database at all" * 60, lambda held: held[:4096] + b"\xff" * (len(held) - 4096),
])
def test_a_damaged_file(file, damage):
    broken = damage(file.read_bytes())
    file.write_bytes(broken)
    assert "damaged" in reading() and "damaged" in writing() and "person is writing" not in reading() + writing()
    assert file.read_bytes() == broken


def test_a_version_from_the_future_is_left_as_it_is(file):
    change(file, f"UPDATE {versions.TABLE} SET version_num = '9999_whatever'")
    before = file.read_bytes()
    assert "newer Sightline" in reading() and "Update Sightline" in writing()
    assert file.read_bytes() == before


def test_a_column_that_is_gone(file):
    change(file, "ALTER TABLE step RENAME COLUMN note TO remark")
    assert "tables and columns" in reading() and "in use" not in reading()


def test_a_folder_that_is_missing_and_a_folder_in_the_place_of_the_file(tmp_path, monkeypatch):
    (tmp_path / "kept.sqlite").mkdir()
    monkeypatch.setenv("SIGHTLINE_DECISIONS", f"sqlite:///{tmp_path}/kept.sqlite")
    assert "is missing" in reading() and "is missing" in writing()
    (tmp_path / "file").touch()
    monkeypatch.setenv("SIGHTLINE_DECISIONS", f"sqlite:///{tmp_path}/file/kept.sqlite")
    assert "is missing" in reading() and "is missing" in writing()


@pytest.mark.parametrize("address", ["postgresql+psycopg://a:secret@127.0.0.1:1/x", "postgresql+psycopg://a:secret@/x?host=/nowhere"])
def test_an_address_where_nobody_answers(monkeypatch, address, caplog):
    monkeypatch.setenv("SIGHTLINE_DECISIONS", address)
    assert "does not answer" in reading() and "does not answer" in writing()
    assert "secret" not in reading() + writing() + caplog.text and caplog.text


@pytest.mark.parametrize("address", ["kept.sqlite", "oracle://a:secret@b/c", "sqlite://", "mysql://a@b/c"])
def test_what_is_no_address(monkeypatch, address):
    monkeypatch.setenv("SIGHTLINE_DECISIONS", address)
    assert "SIGHTLINE_DECISIONS" in reading() and "SIGHTLINE_DECISIONS" in writing() and "secret" not in reading() + writing()


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such rights")
def test_an_account_without_the_rights():
    folder = Path(subprocess.run(["mktemp", "-d", "/tmp/sightline-XXXXXX"], capture_output=True, text=True).stdout.strip())
    (folder / "shut").mkdir()
    (folder / "shut" / "kept.sqlite").touch(0o600)
    folder.chmod(0o555)
    (folder / "shut").chmod(0o000)
    try:
        absent, closed = said_by_nobody(folder / "kept.sqlite"), said_by_nobody(folder / "shut" / "kept.sqlite")
    finally:
        (folder / "shut").chmod(0o700)
        folder.chmod(0o700)
        subprocess.run(["rm", "-r", folder], check=True)
    assert absent[0] == "" and "may not read, write or make" in absent[1]
    assert "may not read, write or make" in closed[0] and "may not read, write or make" in closed[1]


def said_by_nobody(file: Path) -> list[str]:
    """(what reading, what writing said) to an account without rights, or to ours where that is not root's."""
    given = os.environ | {"SIGHTLINE_DECISIONS": f"sqlite:///{file}", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([sys.executable, "-c", AS_NOBODY], env=given, cwd=HERE, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.split("\n")[:2]
