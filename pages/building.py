"""Runs the build as a program of its own and shows how far it has come; the pages only read what it leaves behind."""

import logging
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import streamlit as st

from pages import text

PROJECT = Path(__file__).parents[1]
UNDER_WAY = "Another build is running"  # how the build says that it was started twice
REFUSED = "Nothing was changed."  # how the build begins to say why it refused
UNEXPECTED = (
    "The build stopped at something it did not expect, and nothing was changed. What it stopped at is in the program's own "
    "output: send that to whoever looks after Sightline."
)

ONE_AT_A_TIME = threading.Lock()


def run(*arguments: str) -> tuple[bool, str]:
    """Run `python -m data.build` with these arguments under a progress bar; whether it worked, and what it said."""
    if not ONE_AT_A_TIME.acquire(blocking=False):
        return False, f"{UNDER_WAY}, begun in another window. Wait until it is done."
    try:
        return _run(arguments)
    finally:
        ONE_AT_A_TIME.release()


def _run(arguments: tuple[str, ...]) -> tuple[bool, str]:
    bar, said = st.progress(0.0, "Starting"), []
    command = [sys.executable, "-m", "data.build", "--progress", *arguments]
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as aside:
        with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=aside, text=True,
                              encoding="utf-8", errors="replace") as build:
            for line in build.stdout:
                mark, _, rest = line.rstrip("\n").partition("\t")
                share, _, words = rest.partition("\t")
                if mark == "progress":
                    bar.progress(float(share), text.into(words))
                else:
                    said.append(line.rstrip("\n"))
        aside.seek(0)
        why = _why(aside.read())
    bar.empty()
    worked = build.returncode == 0
    return worked, "\n".join(said if worked else [*said, why or UNEXPECTED])


def _why(aside: str) -> str:
    """Why the build refused, in its own sentences; whatever else it wrote beside its report is for the log alone."""
    of_the_program, refused, reason = aside.partition(REFUSED)
    if of_the_program.strip():
        logging.getLogger("sightline").error("While building:\n%s", of_the_program.rstrip())
    return (refused + reason).rstrip()
