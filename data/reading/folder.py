"""Reads a folder of extracts, file by file in order of name, each in a child process.

As a program, this module is the child: it reads one file for each request and sends what it found, and the tables as Arrow
files, through the pipe to the parent. A file that crashes its child is unreadable; the others are still read.
"""

import errno
import hashlib
import json
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from queue import SimpleQueue

import polars as pl

from data import faults, settings
from data.reading import arriving, isolation, lists, readers, strays
from data.reading.readers import ReadFile, Table
from data.reading.unread import SAVE_AGAIN, NotRead, without_name

NOTHING = ""  # asked of a child, shows whether it works at all
WORKERS = 2
AHEAD = 4  # files read in advance; more would only fill memory
NO_FILE = "A folder or something else that is no file. Only files directly in this folder are read."
TOO_LARGE = f"Reading it took too much memory or time. {SAVE_AGAIN}"
TOO_LONG = "Its disk or network drive did not answer in time. Copy the file to this computer and build again."


def read_folder(
    folder: Path, progress: Callable[[float, str], None] | None = None, own: lists.OwnHeaders | None = None
) -> Iterator[ReadFile]:
    """Yield a ReadFile for each entry of a folder in order of name, read or not; `progress` gets a share (0–1) and a text.

    `own` are the authority's own headers, by default those of data/authority.toml (raises SettingsError if they are wrong).
    """
    own = settings.own_columns() if own is None else own
    entries = sorted(Path(folder).iterdir(), key=lambda path: path.name)
    looks = {path: look for path in entries if (look := _look(path))}
    settled = _settled(entries)
    waiting = [path for path in entries if path not in settled]
    children = SimpleQueue()
    for _ in range(WORKERS):
        children.put(isolation.Child("data.reading.folder"))
    pool = ThreadPoolExecutor(WORKERS)
    try:
        answers = _answers(pool, waiting, lambda path: _lend(children, path, own, looks.get(path)))
        for number, path in enumerate(entries):
            if progress:
                progress(number / len(entries), f"Reading {path.name}")
            yield settled.get(path) or next(answers)
    finally:
        pool.shutdown(cancel_futures=True)
        for _ in range(WORKERS):
            children.get().close()


def _look(path: Path) -> arriving.Look | None:
    """What a file looks like before it is read; None for one that is not there."""
    try:
        return arriving.look(path)
    except OSError:
        return None


def _settled(entries: list[Path]) -> dict[Path, ReadFile]:
    """{path: result} of the entries that are not read: other files, files that cannot be opened, and identical copies."""
    settled, seen = {}, {}
    for path in entries:
        if told := _told_by_name(path):
            settled[path] = told
            continue
        try:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            settled[path] = _not_opened(path, error)
            continue
        if digest in seen:
            note = f"The same as {seen[digest]}, byte for byte; not loaded twice."
            settled[path] = ReadFile(path.name, "identical", digest, notes=(note,))
        seen.setdefault(digest, path.name)
    return settled


def _told_by_name(path: Path) -> ReadFile | None:
    """The result for an entry that its kind or name says is no extract, or is still arriving; None for a file to read."""
    if not path.is_file():
        return ReadFile(path.name, "ignored", notes=(NO_FILE,))
    if note := strays.by_name(path):
        return ReadFile(path.name, "ignored", notes=(note,))
    return ReadFile(path.name, "waiting", notes=(arriving.BY_NAME,)) if arriving.by_name(path.name) else None


def _not_opened(path: Path, error: OSError) -> ReadFile:
    """The result for a file that cannot be opened or read; one that is gone was moved while the build looked at it."""
    if isinstance(error, FileNotFoundError):
        return ReadFile(path.name, "waiting", notes=(arriving.GONE,))
    return ReadFile(path.name, "unreadable", notes=(faults.of_a_file(error),))


def _answers(
    pool: ThreadPoolExecutor, waiting: list[Path], lend: Callable[[Path], ReadFile]
) -> Iterator[ReadFile]:
    """Yield the result of each file in order, with at most AHEAD files read in advance."""
    asked = deque()
    for path in waiting:
        asked.append(pool.submit(lend, path))
        if len(asked) > AHEAD:
            yield asked.popleft().result()
    while asked:
        yield asked.popleft().result()


def _lend(children: SimpleQueue, path: Path, own: lists.OwnHeaders, before: arriving.Look | None) -> ReadFile:
    """Read a file with a child that is free; a file that changed since `before` waits, whatever was read."""
    child = children.get()
    try:
        done = _ask(child, path, own)
    finally:
        children.put(child)
    try:
        why = arriving.changed(path, before) if before else None
    except OSError as error:
        return _not_opened(path, error)
    return ReadFile(path.name, "waiting", notes=(why,)) if why else done


def _ask(child: isolation.Child, path: Path, own: lists.OwnHeaders) -> ReadFile:
    """Have a child read one file with the authority's own headers; if the child dies of that file, it is unreadable. Raises
    OSError if the machine is to blame."""
    answer = child.ask(json.dumps([str(path.resolve()), own]))
    if answer is None:
        return ReadFile(path.name, "unreadable", notes=(_why_it_died(child),))
    told, *frames = answer
    told = json.loads(told)
    parts = iter(pl.read_ipc(BytesIO(frame)) for frame in frames)
    tables = tuple(Table(name, sheet, next(parts), next(parts), tuple(unused)) for name, sheet, unused in told["tables"])
    day = date.fromisoformat(told["extract_date"]) if told["extract_date"] else None
    written, saved = (datetime.fromisoformat(told[name]) if told[name] else None for name in ("written", "saved"))
    return ReadFile(path.name, told["status"], told["sha256"], day, tables, tuple(told["notes"]), written, saved)


def _why_it_died(child: isolation.Child) -> str:
    """What the file did to its child; raises OSError (ENOMEM) if a child that reads nothing dies too, or the system ended it."""
    if child.waited_too_long:
        return TOO_LONG
    if child.ended_by_system or child.ask(json.dumps([NOTHING, {}])) is None:
        raise OSError(errno.ENOMEM, "The child process that reads files could not work")
    return TOO_LARGE


def _reply(request: str) -> Iterator[bytes | memoryview]:
    """In the child: read a file; yield a description as JSON, then for each table its rows and its refused rows as Arrow
    files."""
    where, own = json.loads(request)
    done = ReadFile(NOTHING) if where == NOTHING else _read(Path(where), own)
    yield json.dumps(
        {
            "status": done.status,
            "sha256": done.sha256,
            "extract_date": done.extract_date and done.extract_date.isoformat(),
            "tables": [(table.list, table.sheet, table.unused) for table in done.tables],
            "notes": done.notes,
            "written": done.written and done.written.isoformat(),
            "saved": done.saved and done.saved.isoformat(),
        }
    ).encode()
    for table in done.tables:
        for frame in (table.rows, table.refused):
            written = BytesIO()
            frame.write_ipc(written)
            yield written.getbuffer()


def _read(path: Path, own: lists.OwnHeaders) -> ReadFile:
    """In the child: the result for a file; raises MemoryError, which ends the child."""
    try:
        return readers.read(path, lists.load(own))
    except NotRead as error:
        return ReadFile(path.name, error.status, notes=(without_name(str(error), path.name),))
    except OSError as error:
        return _not_opened(path, error)
    except MemoryError:
        raise
    except BaseException as error:  # a panic of the workbook library is not an Exception
        note = f"It cannot be read ({type(error).__name__}). {SAVE_AGAIN}"
        return ReadFile(path.name, "unreadable", notes=(note,))


if __name__ == "__main__":
    isolation.answer(_reply)
