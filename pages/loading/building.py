"""Runs the build as a program of its own and shows how far it has come; the pages only read what it leaves behind."""

import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, cast

import streamlit as st

from pages import text

PROJECT = Path(__file__).parents[2]
UNDER_WAY = "Another build is running"  # how the build says that it was started twice
REFUSED = "Nothing was changed."  # how the build begins to say why it refused
UNEXPECTED = (
    "The build stopped at something it did not expect, and nothing was changed. What it stopped at is in the program's own "
    "output: send that to whoever looks after Sightline."
)

UTF8 = {"PYTHONUTF8": "1", "PYTHONIOENCODING": "utf-8:backslashreplace"}  # whatever this machine's own encoding is
ONE_AT_A_TIME = threading.Lock()


def run(*arguments: str, failed: Callable[[], None] = lambda: None) -> tuple[bool, str]:
    """Run `python -m data build` with these arguments under a progress bar; whether it worked, and what it said.

    `failed` is called if it did not work, even where the visitor has left meanwhile. A build that was put in use has worked,
    whatever became of its program afterwards.
    """
    if not ONE_AT_A_TIME.acquire(blocking=False):
        failed()
        return False, f"{UNDER_WAY}, begun in another window. Wait until it is done."
    try:
        return _run(arguments, failed)
    finally:
        ONE_AT_A_TIME.release()


def in_place_of_a_page(*arguments: str, why: str) -> bool:
    """Say why and build, and run the page anew once there are figures; otherwise say what is wrong, and return False."""
    text.markdown(why)
    worked, said = run(*arguments)
    if not worked and UNDER_WAY in said:
        text.markdown("Another window has begun this already. This one opens when it is done.")
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
            said, refused = cast(IO[str], build.stdout), cast(IO[str], build.stderr)  # pipes were asked for above
            aside = beside.submit(refused.read)  # into memory: it may quote a row, which is to lie in no temporary file
            for line in said:
                shown.take(line.rstrip("\n"))
        return build.returncode, _why(aside.result())


class _Shown:
    """What a build says, as it comes: progress on a bar, the rest kept. A visitor who leaves stops the bar, not the build."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.bar, self.in_use, self.left = None, False, None
        self._progress(0.0, "Starting")

    def take(self, line: str) -> None:
        """Take one line of the build."""
        mark, _, rest = line.partition("\t")
        share, _, words = rest.partition("\t")
        if mark == "built":
            self.in_use = True
        elif mark == "progress":
            self._progress(float(share), words)
        else:
            self.said.append(line)

    def over(self) -> None:
        """Take the bar away; if the visitor has left, end their run now."""
        if self.left is not None:
            raise self.left
        if self.bar is not None:
            self.bar.empty()

    def _progress(self, share: float, words: str) -> None:
        if self.left is not None:
            return
        try:
            self.bar = text.progress(share, text.into(words)) if self.bar is None else self.bar.progress(share, text.into(words))
        except BaseException as left:  # how Streamlit ends a run whose visitor has gone or asked for something else
            self.left = left


def _why(aside: str) -> str:
    """Why the build refused, in its own sentences; whatever else it wrote beside its report is for the log alone."""
    of_the_program, refused, reason = aside.partition(REFUSED)
    if of_the_program.strip():
        logging.getLogger("sightline").error("While building:\n%s", of_the_program.rstrip())
    return (refused + reason).rstrip()
