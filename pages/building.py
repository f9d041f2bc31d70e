"""Runs the build as a program of its own and shows how far it has come; the pages only read what it leaves behind."""

import logging
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import streamlit as st

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
    with ThreadPoolExecutor(1) as beside:
        with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                              encoding="utf-8", errors="replace") as build:
            aside = beside.submit(build.stderr.read)  # into memory: it may quote a row, which is to lie in no temporary file
            for line in build.stdout:
                mark, _, rest = line.rstrip("\n").partition("\t")
                share, _, words = rest.partition("\t")
                if mark == "progress":
                    bar.progress(float(share), words)
                else:
                    said.append(line.rstrip("\n"))
        why = _why(aside.result())
    bar.empty()
    worked = build.returncode == 0
    return worked, "\n".join(said if worked else [*said, why or UNEXPECTED])


def _why(aside: str) -> str:
    """Why the build refused, in its own sentences; whatever else it wrote beside its report is for the log alone."""
    of_the_program, refused, reason = aside.partition(REFUSED)
    if of_the_program.strip():
        logging.getLogger("sightline").error("While building:\n%s", of_the_program.rstrip())
    return (refused + reason).rstrip()
