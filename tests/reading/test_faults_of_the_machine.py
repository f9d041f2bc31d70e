"""What the machine lacks is told as that, and no file is blamed for it; a file that takes too much is told from it."""

import errno
import json
import os
import signal
import subprocess
import sys
import threading
import time
from functools import partial

import pytest

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None

from data import faults
from data.reading import folder, isolation
from tests.support.small_extracts import csv

VISITS = ("visit_id,child_id,visit_date,seen,seen_alone", *(f"V{n},C{n},2026-10-{n:02d},Yes,Yes" for n in range(1, 11)), "")
@pytest.mark.skipif(os.name != "posix", reason="limits memory as POSIX does")
def test_a_child_without_memory_is_the_machines_fault_and_not_the_files(tmp_path, monkeypatch):
    """The children begin with less memory than their libraries need, as on a machine that has none left."""
    little = 400 * 1024**2
    limited = partial(subprocess.Popen, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (little, little)))
    monkeypatch.setattr(isolation.subprocess, "Popen", limited)
    csv(tmp_path / "visit_2026-10-31.csv", *VISITS)
    with pytest.raises(OSError) as stopped:
        list(folder.read_folder(tmp_path))
    assert faults.of_the_machine(stopped.value, tmp_path) in {faults.ADVICE[errno.ENOMEM], faults.ADVICE[errno.EAGAIN]}


@pytest.mark.skipif(os.name != "posix", reason="limits memory as POSIX does")
@pytest.mark.parametrize("gigabytes", [1.3, 1.8, 2.5])
def test_a_build_without_memory_says_so_and_does_not_wait_for_ever(tmp_path, gigabytes):
    """With so little, libraries of a build ended the program with words of their own, or waited for each other."""
    csv(tmp_path / "visit_2026-10-31.csv", *VISITS)
    command = [sys.executable, "-m", "data", "build", "--extracts", tmp_path, "--warehouse", tmp_path / "w", "--authority", "420"]
    limit = (int(gigabytes * 2**30),) * 2
    done = subprocess.run(command, cwd=isolation.ROOT, capture_output=True, text=True, timeout=120,
                          preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, limit))  # fmt: skip
    assert done.returncode == 1 and faults.ADVICE[errno.ENOMEM] in done.stdout + done.stderr, done
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="ends a process as POSIX does")
def test_a_child_that_the_system_ends_is_the_machines_fault(tmp_path):
    fifo = tmp_path / "never.csv"
    os.mkfifo(fifo)  # the child waits for it until it is ended
    child = isolation.Child("data.reading.folder")
    assert child.ask(json.dumps([folder.NOTHING, {}])) is not None

    def end():
        time.sleep(1)
        os.kill(child._process.pid, signal.SIGKILL)

    threading.Thread(target=end).start()
    try:
        with pytest.raises(OSError) as stopped:
            folder._ask(child, fifo, {})
    finally:
        child.close()
    assert faults.of_the_machine(stopped.value, tmp_path) == faults.ADVICE[errno.ENOMEM]


def test_a_wait_without_an_answer_is_told_as_one(tmp_path, monkeypatch):
    os.mkfifo(tmp_path / "never.csv")
    monkeypatch.setattr(isolation, "WALL_SECONDS", 3)
    child = isolation.Child("data.reading.folder")
    done = folder._ask(child, tmp_path / "never.csv", {})
    child.close()
    assert (done.status, done.notes) == ("unreadable", (folder.TOO_LONG,))


SAID = {
    errno.EACCES: "another program holds it",
    errno.EIO: "does not answer",
    errno.ESTALE: "network drive",
    errno.ENOMEM: "free memory",
}


@pytest.mark.parametrize("number", SAID)
def test_a_file_that_cannot_be_opened_is_told_with_the_cause(number):
    said = faults.of_a_file(OSError(number, os.strerror(number), "x.csv"))
    assert SAID[number] in said and "x.csv" not in said and "Excel" not in said


OF_THE_MACHINE = [
    (MemoryError(), "free memory"),
    (OSError(errno.ENOMEM, "no memory"), "free memory"),
    (OSError(errno.EMFILE, "x"), "Too many files"),
    (OSError(errno.EROFS, "x", "/w/a"), "/w/a: This disk is read-only"),
    (OSError(errno.EBUSY, "x", "/w/a"), "/w/a: It is open in another"),
    (OSError(errno.EDQUOT, "x"), "used all its space"),
]


@pytest.mark.parametrize("problem, said", OF_THE_MACHINE)
def test_each_fault_of_the_machine_has_its_sentence(tmp_path, problem, said):
    assert said in faults.of_the_machine(problem, tmp_path)
