"""Says when a file was written, and which of two files of one list and one day is the newer one.

The name is the best evidence, because a person wrote it: a time after the day, a version (`_v2`), a copy's number (`(1)`), or a
word such as `corrected`. Then comes the time that a workbook says it was saved, and last the file's own time, because copying a
file changes it.
"""

import re
import zipfile
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

PROPERTIES, LONGEST = "docProps/core.xml", 64 * 1024  # bytes; the usual file of properties has under 1 KB
SAVED = re.compile(rb"<dcterms:modified[^>]*>\s*([0-9T:.Z+-]{10,40})\s*<")
TIME = re.compile(r"(?<!\d)(?:20\d\d[-_. ]?\d\d[-_. ]?\d\d|\d\d[-_. ]\d\d[-_. ]20\d\d)[-_. T]{0,3}"
                  r"(?P<hour>[01]\d|2[0-3])[-_.:h]?(?P<minute>[0-5]\d)(?:[-_.:]?(?P<second>[0-5]\d))?(?!\d)")
VERSION = re.compile(r"(?:^|[^a-z])(?:v|ver|version|rev|revision)[-_. ]?(?P<number>\d{1,3})(?!\d)", re.IGNORECASE)
COPY = re.compile(r"\((?P<number>\d{1,3})\)\s*$")
CORRECTED = re.compile(r"(?:^|[^a-z])(?:corrected|correction|revised|updated|resubmi\w+)(?:[^a-z]|$)", re.IGNORECASE)
APART = timedelta(minutes=1)  # files that one program writes or copies together have times closer than this


class Evidence(NamedTuple):
    """What says when a file was written: its name without extension, and its two times (UTC), if they are known."""

    name: str
    saved: datetime | None
    written: datetime | None


def written(path: Path) -> datetime | None:
    """The file's own time of writing, in UTC; None if the system does not say it."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, ValueError, OverflowError):
        return None


def saved(content: bytes) -> datetime | None:
    """The time at which a workbook says that it was saved, in UTC; None for any other file."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as book:
            short = book.getinfo(PROPERTIES).file_size <= LONGEST  # `read` reads no more than this size
            found = SAVED.search(book.read(PROPERTIES)) if short else None
        day = datetime.fromisoformat(found[1].decode("utf-8")) if found else None
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, OSError, NotImplementedError, RuntimeError, EOFError):
        return None
    return day and (day.replace(tzinfo=UTC) if day.tzinfo is None else day.astimezone(UTC))


def newer(first: Evidence, second: Evidence) -> int:
    """1 if the first file is newer, -1 if the second is, 0 if this cannot be known.

    The first evidence in which the files differ decides. Times less than a minute apart do not differ.
    """
    for mark in MARKS:
        one, other = mark(first.name), mark(second.name)
        if one is not None and other is not None and one != other:
            return 1 if one > other else -1
    for one, other in ((first.saved, second.saved), (first.written, second.written)):
        if one and other and abs(one - other) > APART:
            return 1 if one > other else -1
    return 0


def _time(name: str) -> int | None:
    """The seconds since midnight of the time after the day in a name; None without one."""
    found = TIME.search(name)
    return int(found["hour"]) * 3600 + int(found["minute"]) * 60 + int(found["second"] or 0) if found else None


def _version(name: str) -> int:
    found = VERSION.search(name)
    return int(found["number"]) if found else 1


def _copy(name: str) -> int:
    found = COPY.search(name)
    return int(found["number"]) if found else 0


def _corrected(name: str) -> bool:
    return bool(CORRECTED.search(name))


MARKS: tuple[Callable[[str], int | None], ...] = (_time, _version, _corrected, _copy)
