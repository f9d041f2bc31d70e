"""Runs the build as a program of its own and shows how far it has come; the pages only read what it leaves behind."""

import subprocess
import sys
import threading
from pathlib import Path

import streamlit as st

PROJECT = Path(__file__).parents[1]
UNDER_WAY = "Another build is running"  # how the build says that it was started twice


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
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          encoding="utf-8", errors="replace") as build:
        for line in build.stdout:
            mark, _, rest = line.rstrip("\n").partition("\t")
            share, _, words = rest.partition("\t")
            if mark == "progress":
                bar.progress(float(share), words)
            else:
                said.append(line.rstrip("\n"))
    bar.empty()
    return build.returncode == 0, "\n".join(said)
