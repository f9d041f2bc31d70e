"""Tells whether a file has arrived in full. One that has not is left for the next build, with a note.

The signs are a temporary name, a size or time of writing that changes while the file is read, a last line that is cut, and
bytes that are missing at the end.
"""

import re
import time
from pathlib import Path
from typing import NamedTuple

ENDINGS = {
    ".part", ".partial", ".filepart", ".tmp", ".temp", ".crdownload", ".download", ".opdownload", ".!ut", ".!qb", ".aria2",
    ".uploading", ".upload", ".incomplete", ".inprogress", ".in_progress", ".writing", ".transfer", ".sync", ".unconfirmed",
}  # fmt: skip
NAMES = re.compile(r"\.pureftpd-upload\..*|\.in\..*|.*\.(?:tmp|part)[\d-]+|\..*\.(?:csv|txt|tsv|xls[xm])\.\w{6}", re.I)
FRESH = 10  # seconds since a file was written during which it may still grow; it is looked at twice
APART = 1.5  # seconds between the two looks
BY_NAME = "Its name is that of a file that is still arriving. Build again when it has its own name; until then it is not read."
GROWING = "It changed while it was read: it is still arriving. It was not read; build again when it has arrived."
GONE = "It was moved or removed while the build looked at it, so it was not read. Build again."
LAST_LINE = (
    "Its last line is cut: it may still be arriving, or the export stopped. It was not read. Build again when it has arrived, or "
    "export it again."
)
CUT_SHORT = (
    "Its end is missing: it may still be arriving, or the copy stopped. It was not read. Build again when it has arrived, or "
    "copy it again."
)


class Look(NamedTuple):
    """What a file looks like from outside: its size in bytes, when it was written (nanoseconds), and when it was looked at."""

    size: int
    written: int
    at: float


def by_name(name: str) -> bool:
    """Whether a file's name is one that programs give while they write or download."""
    return Path(name).suffix.lower() in ENDINGS or NAMES.fullmatch(name) is not None


def look(path: Path) -> Look:
    """Look at a file now; raises OSError."""
    found = path.stat()
    return Look(found.st_size, found.st_mtime_ns, time.time())


def changed(path: Path, before: Look) -> str | None:
    """Why a file must wait, or None, if it was looked at before it was read. Waits for at most APART seconds."""
    fresh = abs(before.at - before.written / 1e9) < FRESH
    if fresh and (rest := before.at + APART - time.time()) > 0:
        time.sleep(min(rest, APART))
    try:
        now = look(path)
    except FileNotFoundError:
        return GONE
    return None if (now.size, now.written) == (before.size, before.written) else GROWING


def cut_bytes(content: bytes) -> bool:
    """Whether a file ends in the middle: a letter of several bytes is cut, or its end is still filled with zeros."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return len(content) % 2 == 1
    return (content.endswith(b"\0\0\0\0") and b"\0" not in content.rstrip(b"\0")) or _cut_letter(content)


def _cut_letter(content: bytes) -> bool:
    """Whether UTF-8 text ends within a letter. Earlier letters must show that it is UTF-8, because in Windows-1252 a byte is a
    letter."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data" and not content[: error.start].isascii()
    return False
