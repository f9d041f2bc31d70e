"""The audit log: one line of JSON for each list of records opened, download, load, sign-in, sign-out and refusal.

Lines are only added. Each line contains the SHA-256 of the line before, so a line that is changed, removed or inserted breaks the
chain. Lines cut off the end are found only with the head, the SHA-256 of the last line: `python -m queries audit FILE` prints it,
and `--head` compares. The log names the people who looked and never a child: it has the indicator, filters and number of rows.
"""

import hashlib
import json
import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

import click
from filelock import FileLock, Timeout

from queries.store import private

KINDS = ("records", "export", "load", "refused", "signed in", "signed out")
UNREADABLE = (ValueError, KeyError, TypeError, OverflowError, RecursionError)  # errors of a damaged line
NONE_BEFORE = "0" * 64
LONGEST = 64 * 1024  # bytes of a line; only these last bytes are read to find the last line
PATIENCE = 5  # seconds to wait for another process


class NotWritten(OSError):
    """The log cannot be written, so the action is refused; the message says what to do."""


def place(warehouse: Path) -> Path:
    """The path of a warehouse's log: in the folder of its decisions, or SIGHTLINE_AUDIT."""
    beside = warehouse.resolve().parent / "decisions" / f"{warehouse.name}.audit.jsonl"
    return Path(os.environ.get("SIGHTLINE_AUDIT") or beside)


def append(warehouse: Path, kind: str, who: str, role: str, what: dict[str, Any]) -> None:
    """Add one line and sync it to the disk; raises NotWritten, and ValueError for an unknown kind."""
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is not a kind of line; the kinds are {', '.join(KINDS)}.")
    try:
        with _locked(place(warehouse)) as file:
            before, last = _end(file)
            line = {"line": last + 1, "at": datetime.now(UTC).isoformat(timespec="milliseconds"), "kind": kind, "who": who,
                    "role": role, "what": what, "before": before}
            written = json.dumps(line, default=str).encode() + b"\n"
            if len(written) > LONGEST:
                raise OSError(f"a line of {len(written)} bytes")
            file.write(written)
            file.flush()
            os.fsync(file.fileno())
    except (OSError, Timeout) as problem:
        raise NotWritten("This cannot be shown or downloaded now, because the audit log cannot be written. "
                         "Tell the person who looks after Sightline.") from problem


def check(warehouse: Path) -> None:
    """Raise NotWritten if a line could not be added now; writes no line."""
    try:
        with _locked(place(warehouse)):
            pass
    except (OSError, Timeout) as problem:
        raise NotWritten("Downloads do not work now, because the audit log cannot be written.") from problem


def problems(file: Path, head: str | None = None) -> tuple[list[str], int, str]:
    """(a sentence for each break of the chain, number of lines, head); `head` is one that was kept earlier."""
    found, before, expected, number = [], NONE_BEFORE, 1, 0
    heads = {NONE_BEFORE}
    for number, raw in enumerate(file.read_bytes().splitlines(keepends=True), 1):
        try:
            line = json.loads(raw)
            said, linked = int(line["line"]), line["before"]
        except UNREADABLE:
            found.append(f"Line {number} cannot be read: it was damaged or edited.")
            said, linked = expected, before
        if linked != before or said != expected:
            found.append(_broken(number, said, expected))
        before, expected = hashlib.sha256(raw).hexdigest(), said + 1
        heads.add(before)
    if head is not None and head not in heads:
        found.append("No line has the head that was kept: the last lines were removed or edited.")
    return found, number, before


def _broken(number: int, said: int, expected: int) -> str:
    if said > expected:
        return f"Before line {number}: {said - expected} removed (numbers {expected} to {said - 1})."
    if said < expected:
        return f"Before line {number}: {expected - said} inserted or repeated."
    return f"Line {number - 1} was edited: line {number} was written after another text."


@contextmanager
def _locked(file: Path) -> Generator[BinaryIO]:
    """The log, open for adding, for one process at a time."""
    private.folder(file.parent)
    with FileLock(f"{file}.lock", timeout=PATIENCE, mode=private.FILE), open(file, "a+b", opener=private.opener) as opened:
        yield opened


def _end(file: BinaryIO) -> tuple[str, int]:
    """(SHA-256 of the last line, its number); completes an unfinished last line, which stays in the chain."""
    size = file.seek(0, os.SEEK_END)
    if not size:
        return NONE_BEFORE, 0
    file.seek(max(0, size - LONGEST))
    lines = file.read().splitlines(keepends=True)
    if not lines[-1].endswith(b"\n"):
        file.write(b"\n")
        lines[-1] += b"\n"
    return hashlib.sha256(lines[-1]).hexdigest(), _number(lines)


def _number(lines: list[bytes]) -> int:
    """The number of the last line, counted from the last line that can be read."""
    for back, raw in enumerate(reversed(lines)):
        try:
            return json.loads(raw)["line"] + back
        except UNREADABLE:
            continue
    return len(lines)


@click.command(help=__doc__, short_help="Check that the audit log was not changed.")
@click.argument("file", type=Path)
@click.option("--head", help="the head that you kept when you last checked the log")
def command(file: Path, head: str | None) -> int:
    """Print whether the chain is unbroken; returns 0 if it is, otherwise 1."""
    try:
        found, lines, last = problems(file, head)
    except OSError as problem:
        found, lines, last = [str(problem)], 0, NONE_BEFORE
    print("\n".join(found) or f"{lines} lines, unchanged. Keep this head elsewhere: {last}",
          file=sys.stderr if found else sys.stdout)
    return 1 if found else 0
