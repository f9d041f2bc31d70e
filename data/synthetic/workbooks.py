"""Annex A workbooks: a title in row 1, headers in row 2, true dates, and the same bytes every time.

The parts of the file are written as text and zipped (ECMA-376, SpreadsheetML): for seven million cells a
library that can write every kind of workbook takes nearly three times as long. Two processes share the
work. They are started as modules and not through multiprocessing, which would run the caller's main file
again: in a page, the whole app.
"""

import pickle
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import IO, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from . import annex_a, dates, layout, parts
from .history import History
from .slips import Row

EXCEL_EPOCH = datetime(1899, 12, 30).toordinal()
COLUMNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
PROCESSES = 2
HOUSE = Path(__file__).resolve().parents[2]


def file_name(day: int) -> str:
    """The name of the workbook drawn on a day."""
    return f"annex_a_{dates.iso(day)}.xlsx"


def write(path: Path, history: History, day: int) -> None:
    """Write the workbook drawn on a day, with that day as its date of creation."""
    strings: dict[str, int] = {}
    sheets = [
        _sheet(title, headers, rows, strings)
        for (_, title, headers), rows in zip(layout.LISTS, annex_a.lists(history, day), strict=True)
    ]
    with ZipFile(path, "w") as book:
        for name, text in parts.package([sheet for sheet, _, _ in layout.LISTS], strings, dates.iso(day)):
            _add(book, name, text)
        for number, text in enumerate(sheets, start=1):
            _add(book, f"xl/worksheets/sheet{number}.xml", text)


def write_all(folder: Path, history: History, days: list[int], done: Callable[[str], None]) -> None:
    """Write the workbook of every day into a folder; `done` is called with each name once it is written."""
    told = pickle.dumps((str(Path(folder).resolve()), history), pickle.HIGHEST_PROTOCOL)
    desks = [_desk(told, days[place::PROCESSES]) for place in range(min(PROCESSES, len(days)))]
    told_by = [cast(IO[bytes], desk.stdout) for desk in desks]  # a pipe was asked for
    try:
        for place in range(len(days)):
            name = told_by[place % len(told_by)].readline()
            if not name:
                raise RuntimeError("A workbook could not be written; the error above says why.")
            done(name.decode().strip())
    finally:
        for desk, pipe in zip(desks, told_by, strict=True):
            pipe.close()
            desk.terminate()  # does nothing to one that has finished
            desk.wait()


def _sheet(title: str, headers: Sequence[str], rows: list[Row], strings: dict[str, int]) -> str:
    lines = [parts.SHEET_START]
    for at, row in enumerate([(title,), headers, *rows], start=1):
        cells = []
        for column, value in zip(COLUMNS, row, strict=False):
            if isinstance(value, str):
                cells.append(f'<c r="{column}{at}" t="s"><v>{strings.setdefault(value, len(strings))}</v></c>')
            elif isinstance(value, annex_a.Day):
                cells.append(f'<c r="{column}{at}" s="1"><v>{value - EXCEL_EPOCH}</v></c>')
            elif value is not None:
                cells.append(f'<c r="{column}{at}"><v>{value}</v></c>')
        lines.append(f'<row r="{at}">{"".join(cells)}</row>')
    lines.append(parts.SHEET_END)
    return "".join(lines)


def _add(book: ZipFile, name: str, text: str) -> None:
    entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, 3, 0o600 << 16
    book.writestr(entry, text, compresslevel=5)


def _desk(told: bytes, days: list[int]) -> subprocess.Popen[bytes]:
    desk = subprocess.Popen(
        [sys.executable, "-m", "data.synthetic.clerk"],
        cwd=HOUSE,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    given = cast(IO[bytes], desk.stdin)  # a pipe was asked for above
    given.write(told)
    pickle.dump(days, given)
    given.close()
    return desk
