"""A folder of extracts, read file by file in the order of their names, each in a child process.

Run as a program this module is the child: it answers a request to read one file by leaving the tables in a scratch
folder, and the parent picks them up. A file that brings its child down is unreadable; the others still load.
"""

import hashlib
import json
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from queue import SimpleQueue

import polars as pl

from data import isolation, lists, readers
from data.readers import ReadFile, Table, Unreadable

WORKERS = 2
OURS = {"invented.toml", "truths.json", "thumbs.db", "desktop.ini"}


def read_folder(folder: Path, progress: Callable[[float, str], None] | None = None) -> Iterator[ReadFile]:
    """Yield a ReadFile per entry of a folder in name order, whatever came of it; `progress` gets a share (0–1) and words."""
    entries = sorted(Path(folder).iterdir(), key=lambda path: path.name)
    settled = _settled(entries)
    waiting = [path for path in entries if path not in settled]
    children = SimpleQueue()
    for _ in range(WORKERS):
        children.put(isolation.Child("data.folder"))
    pool = ThreadPoolExecutor(WORKERS)
    try:
        answers = pool.map(lambda path: _lend(children, path), waiting)
        for number, path in enumerate(entries):
            if progress:
                progress(number / len(entries), f"Reading {path.name}")
            yield settled.get(path) or next(answers)
    finally:
        pool.shutdown(cancel_futures=True)
        for _ in range(WORKERS):
            children.get().close()


def _settled(entries: list[Path]) -> dict[Path, ReadFile]:
    """The entries that need no reading: not extracts, not to be opened, or the same bytes as one before them."""
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
            note = f"{path.name}: it cannot be opened ({error.strerror}). Close it wherever it is open, and build again."
            settled[path] = ReadFile(path.name, "unreadable", notes=(note,))
            continue
        if digest in seen:
            note = f"The same as {seen[digest]}, byte for byte; not loaded twice."
            settled[path] = ReadFile(path.name, "identical", digest, notes=(note,))
        seen.setdefault(digest, path.name)
    return settled


def _lend(children: SimpleQueue, path: Path) -> ReadFile:
    child = children.get()
    try:
        return _ask(child, path)
    finally:
        children.put(child)


def _ask(child: isolation.Child, path: Path) -> ReadFile:
    """Have a child read one file; a child that dies makes the file unreadable."""
    with tempfile.TemporaryDirectory(prefix="sightline-") as scratch:
        answer = child.ask(json.dumps([str(path.resolve()), scratch]))
        if answer is None:
            note = f"{path.name}: reading it took too much memory or time. {readers.SAVE_AGAIN}"
            return ReadFile(path.name, "unreadable", notes=(note,))
        told = json.loads(answer)
        tables = tuple(
            Table(name, sheet, *(_frame(scratch, number, part) for part in ("rows", "refused")))
            for number, (name, sheet) in enumerate(told["tables"])
        )
    day = date.fromisoformat(told["extract_date"]) if told["extract_date"] else None
    return ReadFile(path.name, told["status"], told["sha256"], day, tables, tuple(told["notes"]))


def _frame(scratch: str, number: int, part: str) -> pl.DataFrame:
    """A table the child left; taken as bytes, since a file that is mapped cannot be removed on Windows."""
    return pl.read_ipc(Path(scratch, f"{number}.{part}").read_bytes())


def _reply(request: str) -> str:
    """In the child: read a file into the scratch folder and say what it holds."""
    path, scratch = json.loads(request)
    try:
        done = readers.read(Path(path), lists.load())
    except Unreadable as error:
        done = ReadFile(Path(path).name, "unreadable", notes=(str(error),))
    except BaseException as error:  # a panic of the workbook library is none of Exception's
        note = f"{Path(path).name}: cannot be read ({type(error).__name__}). {readers.SAVE_AGAIN}"
        done = ReadFile(Path(path).name, "unreadable", notes=(note,))
    for number, table in enumerate(done.tables):
        table.rows.write_ipc(f"{scratch}/{number}.rows")
        table.refused.write_ipc(f"{scratch}/{number}.refused")
    return json.dumps(
        {
            "status": done.status,
            "sha256": done.sha256,
            "extract_date": done.extract_date and done.extract_date.isoformat(),
            "tables": [(table.list, table.sheet) for table in done.tables],
            "notes": done.notes,
        }
    )


if __name__ == "__main__":
    isolation.answer(_reply)
