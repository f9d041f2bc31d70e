"""Files handed in on the page Load: what fails takes back what it brought and nothing else, and what is in use has worked."""

import os
import threading
import time
from dataclasses import dataclass

import pytest
from streamlit.runtime.scriptrunner import StopException

from pages.loading import building, checking, received
from queries.store import warehouse
from tests.support.small_extracts import csv

pytestmark = pytest.mark.slow

NO_LIST = b"name,colour\nTom,grey\n"
GOOD = ("Child Unique ID,Date of referral,Referral Source,Referral NFA?,Reason ≥ 4 ŵythnos",
        *(f"{number},{number:02}/10/2026,1A,No,x" for number in range(1, 29)))  # fmt: skip


@dataclass
class File:
    """A file as the page is given it."""

    name: str
    content: bytes

    def getvalue(self) -> bytes:
        return self.content


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The drop folder, with an extract of last month's."""
    (tmp_path / "extracts").mkdir()
    csv(tmp_path / "extracts" / "list3_2026-10-31.csv", *GOOD)
    monkeypatch.setenv("SIGHTLINE_AUDIT", str(tmp_path / "audit.jsonl"))
    monkeypatch.setenv("SIGHTLINE_AUTHORITY", "890")
    return tmp_path / "extracts"


def take_in(folder, *files: File) -> checking.Check:
    return checking.hand_in(folder.parent / "warehouse", folder, list(files), None)


def names(folder) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_failed_upload_takes_back_its_own_files_and_nobody_elses(folder):
    """The nightly job puts a file there while the build runs; one of the files handed in was there before."""

    def nightly():
        while "cats.csv" not in names(folder):
            time.sleep(0.01)
        (folder / "nightly_2026-11-30.csv").write_bytes(b"a,b\n")

    job = threading.Thread(target=nightly)
    job.start()
    take_in(folder, File("list3_2026-10-31.csv", (folder / "list3_2026-10-31.csv").read_bytes()), File("cats.csv", NO_LIST))
    job.join()
    assert names(folder) == {"list3_2026-10-31.csv", "nightly_2026-11-30.csv"}


def test_an_upload_that_stops_at_one_file_takes_back_those_before_it(folder):
    (folder / "dogs.csv").write_bytes(b"another")
    take_in(folder, File("cats.csv", NO_LIST), File("dogs.csv", NO_LIST), File("mice.csv", NO_LIST))
    assert names(folder) == {"list3_2026-10-31.csv", "dogs.csv"}
    assert (folder / "dogs.csv").read_bytes() == b"another"


@pytest.mark.skipif(os.name != "posix", reason="sets the largest file that may be written")
def test_a_file_that_cannot_be_written_whole_leaves_nothing(folder):
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, before[1]))
    try:
        with pytest.raises(received.NotKept, match=r"large\.csv: could not be written"):
            received.keep(folder, "large.csv", b"x" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert names(folder) == {"list3_2026-10-31.csv"}


def test_what_is_built_has_worked_whatever_the_encoding_and_its_files_stay(folder, monkeypatch):
    for name, value in {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}.items():
        monkeypatch.setenv(name, value)
    check = take_in(folder, File("list3_2026-11-02.csv", "\n".join((*GOOD, "29,02/11/2026,1A,No,é ŵ")).encode()))
    assert not check.problem and checking.use(folder.parent / "warehouse", check) == ""
    assert warehouse.current(folder.parent / "warehouse").is_dir()
    assert names(folder) == {"list3_2026-10-31.csv", "list3_2026-11-02.csv"}


def gone(*_):
    """What Streamlit does with whatever is drawn for a visitor who has left."""
    raise StopException


@pytest.mark.parametrize(("asked", "works"), [(("--published",), True), (("--extracts", "nowhere"), False)])
def test_a_visitor_who_leaves_neither_stops_a_build_nor_has_its_files_forgotten(tmp_path, monkeypatch, asked, works):
    monkeypatch.setattr(building.text, "progress", gone)
    monkeypatch.setenv("SIGHTLINE_AUTHORITY", "890")
    failed = []
    with pytest.raises(StopException):
        building.run(*asked, "--warehouse", str(tmp_path / "warehouse"), failed=lambda: failed.append(True))
    assert (failed == []) == works == bool(list(tmp_path.glob("warehouse/current")))


@pytest.mark.parametrize("left", [b"built\t20260101T000000000000\n", b""])
def test_a_build_in_use_has_worked_even_if_its_program_is_killed_while_it_tidies(tmp_path, monkeypatch, left):
    """The program is stood in for by one that says what a build says and is killed at that moment."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "__main__.py").write_text(
        f"import os, signal, sys\nsys.stdout.buffer.write({left!r})\nsys.stdout.flush()\nos.kill(os.getpid(), 9)\n", "utf-8")
    monkeypatch.setattr(building, "PROJECT", tmp_path)
    assert building.run()[0] == bool(left)
