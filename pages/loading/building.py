"""Runs the build as a separate program and shows its progress; pages only read the finished build."""

import logging
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

import streamlit as st

from pages import text
from queries.store import builds

PROJECT = Path(__file__).parents[2]
UNDER_WAY = "Another build is running"  # part of the build's message when it was started twice
REFUSED = "Nothing was changed."  # the beginning of the build's message when it refused
UNEXPECTED = (
    "The build stopped with an unexpected error, and nothing was changed. The error is in the window Sightline was started from: "
    "send it to the person who looks after Sightline."
)
NO_MEMORY = (
    "The computer ended the build, because it has too little free memory. Nothing was changed. Close other programs, and build "
    "again."
)
ENDED_FOR_MEMORY = (-6, -9)  # the system ends the program that takes most memory; a library that gets none ends it itself

UTF8 = {"PYTHONUTF8": "1", "PYTHONIOENCODING": "utf-8:backslashreplace"}  # so that the machine's encoding does not matter
ONE_AT_A_TIME = threading.Lock()


class NotWritten(RuntimeError):
    """A program could not write its files; the message says why."""


def run(*arguments: str, failed: Callable[[], None] = lambda: None) -> tuple[bool, str]:
    """Run `python -m data build` with these arguments under a progress bar: (whether it worked, its output).

    `failed` is called if it did not work, even if the visitor has left. A build that was put in use has worked, even if its
    program failed afterwards.
    """
    if not ONE_AT_A_TIME.acquire(blocking=False):
        failed()
        return False, f"{UNDER_WAY}, started in another window. Wait until it is done."
    try:
        return _run(arguments, failed)
    finally:
        ONE_AT_A_TIME.release()


def program(*arguments: str) -> tuple[bool, str]:
    """Run another program of `python -m data`, one that takes seconds: (whether it worked, its output or why it refused)."""
    command = [sys.executable, "-m", "data", *arguments]
    done = subprocess.run(command, cwd=PROJECT, env=os.environ | UTF8, capture_output=True, text=True, encoding="utf-8",
                          errors="replace")  # fmt: skip
    worked = done.returncode == 0
    return worked, done.stdout.rstrip() if worked else _why(done.stderr) or UNEXPECTED


@contextmanager
def written(warehouse: Path, name: str, *arguments: str) -> Generator[Path]:
    """What a program of `python -m data` writes to a path, its first argument; raises NotWritten.

    For a moment the path is in the warehouse, in a folder that the next build would clear.
    """
    with tempfile.TemporaryDirectory(suffix=builds.MAKING, dir=warehouse) as folder:
        path = Path(folder, "written")
        worked, said = program(name, str(path), *arguments)
        if not worked:
            raise NotWritten(said)
        yield path


def in_place_of_a_page(*arguments: str, why: str) -> bool:
    """Show `why`, build, and run the page again once there are figures; if the build fails, show its output and return False."""
    text.markdown(why)
    worked, said = run(*arguments)
    if not worked and UNDER_WAY in said:
        text.markdown("Another window has already started this. This page opens when it is done.")
        time.sleep(3)
    if worked or UNDER_WAY in said:
        st.rerun()
    text.error("The figures could not be built.")
    st.code(said, language=None)
    return False


def _run(arguments: tuple[str, ...], failed: Callable[[], None]) -> tuple[bool, str]:
    shown, worked, why = _Shown(), False, ""
    try:
        code, why = _ended(arguments, shown)
        worked = code == 0 or shown.in_use
    finally:
        if not worked:
            failed()
    shown.over()
    return worked, "\n".join(shown.said if worked else [*shown.said, why or UNEXPECTED])


def _ended(arguments: tuple[str, ...], shown: "_Shown") -> tuple[int, str]:
    """Run the build to its end: (its exit code, why it refused)."""
    command = [sys.executable, "-m", "data", "build", "--progress", *arguments]
    with ThreadPoolExecutor(1) as beside:
        with subprocess.Popen(command, cwd=PROJECT, env=os.environ | UTF8, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              text=True, encoding="utf-8", errors="replace") as build:
            said, refused = cast(IO[str], build.stdout), cast(IO[str], build.stderr)  # PIPE above makes both present
            aside = beside.submit(refused.read)  # into memory, not a temporary file: it may contain a row of an extract
            for line in said:
                shown.take(line.rstrip("\n"))
        return build.returncode, _why(aside.result()) or (NO_MEMORY if build.returncode in ENDED_FOR_MEMORY else "")


class _Shown:
    """Shows a build's progress as a bar and keeps its other output. A visitor who leaves stops the bar, not the build."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.bar, self.in_use, self.left = None, False, None
        self._progress(0.0, "Starting")

    def take(self, line: str) -> None:
        """Handle one line of the build's output: 'built', 'progress<TAB>share<TAB>text', or a line to keep."""
        mark, _, rest = line.partition("\t")
        share, _, words = rest.partition("\t")
        if mark == "built":
            self.in_use = True
        elif mark == "progress":
            self._progress(float(share), words)
        else:
            self.said.append(line)

    def over(self) -> None:
        """Remove the bar; if the visitor has left, end their script run."""
        if self.left is not None:
            raise self.left
        if self.bar is not None:
            self.bar.empty()

    def _progress(self, share: float, words: str) -> None:
        if self.left is not None:
            return
        try:
            self.bar = text.progress(share, text.into(words)) if self.bar is None else self.bar.progress(share, text.into(words))
        except BaseException as left:  # Streamlit ends a run this way if the visitor left or clicked
            self.left = left


def _why(aside: str) -> str:
    """The build's reason for refusing, from its error output; the rest of that output goes to the log."""
    of_the_program, refused, reason = aside.partition(REFUSED)
    if of_the_program.strip():
        logging.getLogger("sightline").error("While building:\n%s", of_the_program.rstrip())
    return (refused + reason).rstrip()
