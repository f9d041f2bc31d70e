"""Checks uploaded files before they count: `python -m data build --check` reads them, and `python -m data use` puts them in use.

A check waits for the visitor's answer in their session. Whatever fails or is turned down takes out the files that this visitor
brought, and no others; so does a visitor who leaves during a check, because nobody is there to say yes.
"""

import contextlib
import json
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import RerunException
from streamlit.runtime.uploaded_file_manager import UploadedFile

from pages.loading import building, received

INTERRUPTED = "A click ended this check before it was done. The files are still in data/extracts: check them again."
PROPOSES = "[columns]"  # part of a message that proposes a header for a column (data/reading/refusals.py)
WAITING = "checked_upload"  # of the session
ACCEPTS = re.compile(r"--accept(?:-[a-z]+)*")  # the options that a problem names if a person may say yes to it


@dataclass(frozen=True)
class Check:
    """What a check found (`preview`, see data/preview.py), the files this visitor brought, and why it cannot be used, or ""."""

    preview: dict[str, Any]
    brought: tuple[Path, ...] = ()
    problem: str = ""
    options: tuple[str, ...] = field(default=())  # of the build: what a person said yes to
    interrupted: bool = False  # by a click of the visitor, who is still there

    @property
    def build(self) -> str:
        """The name of the checked build, "" if there is none."""
        return self.preview.get("build") or ""

    @property
    def names(self) -> list[str]:
        """The names of the files that this visitor brought."""
        return [path.name for path in self.brought]

    @property
    def accepts(self) -> list[str]:
        """The options of the build by which a person can say yes to what stopped the check."""
        return [each for each in dict.fromkeys(ACCEPTS.findall(self.problem)) if each not in self.options]

    @property
    def asks(self) -> bool:
        """Whether there is anything to answer besides closing it; a problem is one only if an answer can end it."""
        return not self.problem or self.interrupted or bool(self.accepts) or PROPOSES in self.problem


def waiting() -> Check | None:
    """The check that waits for this visitor's answer."""
    return st.session_state.get(WAITING)


def keep(check: Check | None) -> None:
    """Let a check wait for this visitor's answer; None forgets it."""
    st.session_state[WAITING] = check


def hand_in(warehouse: Path, extracts: Path, files: Sequence[UploadedFile], before: Check | None) -> Check:
    """Keep uploaded files in the drop folder and check it; files of an unanswered check `before` stay with the visitor's.

    If one file cannot be kept, none of these is.
    """
    brought: list[Path] = []
    try:
        for file in files:
            path, new = received.keep(extracts, file.name, file.getvalue())
            brought += [path] * new
    except received.NotKept as problem:
        take_out(brought)
        return replace(before, problem=str(problem)) if before else Check({}, problem=str(problem))
    return check(warehouse, extracts, (*(before.brought if before else ()), *brought))


def check(warehouse: Path, extracts: Path, brought: Sequence[Path], *options: str) -> Check:
    """Check the drop folder; takes out what was brought if the check fails and asks nothing, or if the visitor leaves."""
    try:
        worked, said = building.run("--check", "--format", "json", "--extracts", str(extracts), "--warehouse", str(warehouse),
                                    *options)
    except RerunException:
        keep(Check({}, tuple(brought), INTERRUPTED, options, interrupted=True))
        raise
    except BaseException:  # Streamlit ends the run of a visitor who left
        take_out(brought)
        raise
    preview, rest = _read(said)
    problem = "" if worked and preview else preview.get("problem") or rest
    found = Check(preview, tuple(brought), problem, options)
    if found.asks:
        return found
    take_out(brought)
    return replace(found, brought=())


def use(warehouse: Path, check: Check) -> str:
    """Put a checked build in use; returns "", or why it could not be."""
    worked, said = building.program("use", check.build, "--warehouse", str(warehouse))
    return "" if worked else said


def take_out(brought: Sequence[Path]) -> None:
    """Remove files that this visitor brought; an error of the file system is ignored."""
    for path in brought:
        with contextlib.suppress(OSError):
            os.unlink(path)


def _read(said: str) -> tuple[dict[str, Any], str]:
    """(the preview in a build's output, the other lines); an empty preview if there is none."""
    preview, rest = {}, []
    for line in said.splitlines():
        try:
            found = json.loads(line)
        except ValueError:
            found = None
        if isinstance(found, dict):
            preview = found
        else:
            rest.append(line)
    return preview if "lists" in preview else {}, "\n".join(rest)
