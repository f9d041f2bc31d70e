"""The build as the pages start it: what it refuses is said in its own sentences, and what breaks it goes to the log alone."""

import errno
import os

import pytest

from data import faults
from pages.loading import building
from queries.store import engine


def test_why_a_build_refused_is_said(tmp_path):
    worked, said = building.run("--extracts", str(tmp_path / "missing"), "--warehouse", str(tmp_path / "warehouse"))
    assert not worked
    assert said.startswith(building.REFUSED) and str(tmp_path / "missing") in said


def test_what_breaks_a_build_is_told_to_the_log_and_not_to_the_reader(caplog):
    worked, said = building.run("--no-such-option")
    assert (worked, said) == (False, building.UNEXPECTED)
    assert "--no-such-option" in caplog.text


def test_a_fault_of_the_machine_is_said_with_what_to_do(tmp_path, caplog):
    (tmp_path / "warehouse").write_text("a file where the folder should be", encoding="utf-8")
    worked, said = building.run("--extracts", str(tmp_path), "--warehouse", str(tmp_path / "warehouse"))
    assert not worked and said.startswith(building.REFUSED)
    assert str(tmp_path / "warehouse") in said and "Name a folder" in said and "Traceback" not in caplog.text


@pytest.mark.skipif(not os.access("/dev/full", os.W_OK), reason="no disk that is always full")
def test_faults_of_the_machine_are_told_from_faults_of_ours(tmp_path):
    with pytest.raises(OSError) as full, open("/dev/full", "w", encoding="utf-8") as file:
        file.write("x")
    assert faults.of_the_machine(full.value, tmp_path) == f"{tmp_path}: {faults.ADVICE[errno.ENOSPC]}"
    with pytest.raises(OSError) as missing:
        (tmp_path / "missing").read_bytes()
    assert faults.of_the_machine(missing.value, tmp_path) == ""
    with pytest.raises(engine.SqlError) as ours, engine.memory() as database:
        database.run("SELECT nonsense")
    assert faults.of_the_machine(ours.value, tmp_path) == ""


@pytest.mark.skipif(os.name != "posix", reason="ends a process as POSIX does")
def test_a_build_that_the_system_ends_is_told_as_that(tmp_path, monkeypatch):
    """A program that stands in for Python is ended as a system without memory ends it."""
    stand_in = tmp_path / "python"
    stand_in.write_text("#!/bin/sh\nkill -9 $$\n", encoding="utf-8")
    stand_in.chmod(0o700)
    monkeypatch.setattr(building.sys, "executable", str(stand_in))
    assert building.run() == (False, building.NO_MEMORY)
