"""Reads a folder of extracts, file by file in order of name, each in a child process.

As a program, this module is the child: it reads one file for each request and sends what it found, and the tables as Arrow
files, through the pipe to the parent. A file that crashes its child is unreadable; the others are still read.
"""

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

from data import settings
from data.reading import isolation, lists, readers
from data.reading.readers import ReadFile, Table, Unreadable

WORKERS = 2
AHEAD = 4  # files read in advance; more would only fill memory
OURS = {"invented.toml", "truths.json", "thumbs.db", "desktop.ini"}


def read_folder(
    folder: Path, progress: Callable[[float, str], None] | None = None, own: lists.OwnHeaders | None = None
) -> Iterator[ReadFile]:
    """Yield a ReadFile for each entry of a folder in order of name, read or not; `progress` gets a share (0–1) and a text.

    `own` are the authority's own headers, by default those of data/authority.toml (raises SettingsError if they are wrong).
    """
    own = settings.own_columns() if own is None else own
    entries = sorted(Path(folder).iterdir(), key=lambda path: path.name)
    settled = _settled(entries)
    waiting = [path for path in entries if path not in settled]
    children = SimpleQueue()
    for _ in range(WORKERS):
        children.put(isolation.Child("data.reading.folder"))
    pool = ThreadPoolExecutor(WORKERS)
    try:
        answers = _answers(pool, children, waiting, own)
        for number, path in enumerate(entries):
            if progress:
                progress(number / len(entries), f"Reading {path.name}")
            yield settled.get(path) or next(answers)
    finally:
        pool.shutdown(cancel_futures=True)
        for _ in range(WORKERS):
            children.get().close()


def _settled(entries: list[Path]) -> dict[Path, ReadFile]:
    """{path: result} of the entries that are not read: other files, files that cannot be opened, and identical copies."""
    settled, seen = {}, {}
    for path in entries:
        if not path.is_file():
            settled[path] = ReadFile(path.name, "ignored", notes=("Not a file; only files directly in the folder are read.",))
            continue
        if path.name.lower() in OURS or path.name.startswith((".", "~$")) or path.stem.lower() == "readme":
            settled[path] = ReadFile(path.name, "ignored", notes=("Not an extract.",))
            continue
        try:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            note = f"{path.name}: it cannot be opened ({error.strerror}). Close it in other programs, and build again."
            settled[path] = ReadFile(path.name, "unreadable", notes=(note,))
            continue
        if digest in seen:
            note = f"The same as {seen[digest]}, byte for byte; not loaded twice."
            settled[path] = ReadFile(path.name, "identical", digest, notes=(note,))
        seen.setdefault(digest, path.name)
    return settled


def _answers(
    pool: ThreadPoolExecutor, children: SimpleQueue, waiting: list[Path], own: lists.OwnHeaders
) -> Iterator[ReadFile]:
    """Yield the result of each file in order, with at most AHEAD files read in advance."""
    asked = deque()
    for path in waiting:
        asked.append(pool.submit(_lend, children, path, own))
        if len(asked) > AHEAD:
            yield asked.popleft().result()
    while asked:
        yield asked.popleft().result()


def _lend(children: SimpleQueue, path: Path, own: lists.OwnHeaders) -> ReadFile:
    child = children.get()
    try:
        return _ask(child, path, own)
    finally:
        children.put(child)


def _ask(child: isolation.Child, path: Path, own: lists.OwnHeaders) -> ReadFile:
    """Have a child read one file with the authority's own headers; if the child dies, the file is unreadable."""
    answer = child.ask(json.dumps([str(path.resolve()), own]))
    if answer is None:
        note = f"{path.name}: reading it took too much memory or time. {readers.SAVE_AGAIN}"
        return ReadFile(path.name, "unreadable", notes=(note,))
    told, *frames = answer
    told = json.loads(told)
    parts = iter(pl.read_ipc(BytesIO(frame)) for frame in frames)
    tables = tuple(Table(name, sheet, next(parts), next(parts), tuple(unused)) for name, sheet, unused in told["tables"])
    day = date.fromisoformat(told["extract_date"]) if told["extract_date"] else None
    written, saved = (datetime.fromisoformat(told[name]) if told[name] else None for name in ("written", "saved"))
    return ReadFile(path.name, told["status"], told["sha256"], day, tables, tuple(told["notes"]), written, saved)


def _reply(request: str) -> Iterator[bytes | memoryview]:
    """In the child: read a file; yield a description as JSON, then for each table its rows and its refused rows as Arrow
    files."""
    where, own = json.loads(request)
    path = Path(where)
    try:
        done = readers.read(path, lists.load(own))
    except Unreadable as error:
        done = ReadFile(path.name, "unreadable", notes=(str(error),))
    except BaseException as error:  # a panic of the workbook library is not an Exception
        note = f"{path.name}: cannot be read ({type(error).__name__}). {readers.SAVE_AGAIN}"
        done = ReadFile(path.name, "unreadable", notes=(note,))
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


if __name__ == "__main__":
    isolation.answer(_reply)
