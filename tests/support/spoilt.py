"""Good extracts that tests spoil: their figures are the truth, and a spoilt folder may never show another number.

A folder is a mapping of file names to tables (rows of text, the headers first) or to bytes. `good` gives the extracts of a small
invented authority: three months of Ofsted's lists 1 to 7, each as a CSV, and the local files. `outcome` loads a folder and counts
all indicators, as a build does, with its reasons to stop. `differing` compares two outcomes.
"""

import csv
import hashlib
import io
import json
import os
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

import fastexcel

from data import build, counting, settings, synthetic
from data.publishing import audience_files
from data.reading import folder as drop_folder
from data.reading import isolation
from data.synthetic import layout
from queries.definitions import header
from queries.store import engine

Rows = list[list[str]]
Folder = dict[str, Rows | bytes]
Figure = tuple[int | None, int | None, float | None, str | None]  # numerator, denominator, value, symbol

DAYS = ("2026-08-31", "2026-09-30", "2026-10-31")
LAST = DAYS[-1]
OLDER = tuple(f"list{number}_{day}" for number in range(1, 8) for day in DAYS[:-1])
TODAY = date(2026, 11, 28)
CHILDREN = 6000  # gives about 270 referrals and 65 plans in a workbook, and a count of all indicators in half a second
CODE = "420"  # has too few children for a comparison with what was published
WRITTEN = 1_793_500_000  # 1 November 2026, in seconds
# These count what was refused or could not be read, so they change rightly when something is spoilt.
OF_THE_EXTRACTS = {"answers_not_read", "rows_given_twice", "records_without_child", "unknown_codes"}


@dataclass(frozen=True)
class Outcome:
    """What came of a folder: why the build stopped, or None; each figure, by indicator, grain, month, breakdown, category; and
    the files that are doubted, because the next extract shows that they lack records."""

    refused: str | None = None
    figures: dict[tuple, Figure] = field(default_factory=dict)
    doubted: tuple[str, ...] = ()

    def told(self, indicator: str) -> dict[tuple, Figure]:
        """The figures of the whole authority that an indicator has, without those that are not available."""
        return {key: each for key, each in self.figures.items() if key[0] == indicator and key[3] == "all" and each[3] != "x"}


def differing(spoilt: Outcome, truths: list[Outcome], everything: bool = False) -> list[str]:
    """The figures that are another number than in each of the truths: one sentence for each, figures of the whole first.

    With `everything`, also figures of the first truth that are missing, and those of every group.
    """
    asked = [
        key
        for key in spoilt.figures.keys() | (truths[0].figures.keys() if everything else set())
        if key[0] not in OF_THE_EXTRACTS and (everything or key[3] == "all")
    ]
    wrong = [
        key
        for key in sorted(asked, key=lambda key: (key[3] != "all", key))
        if not any(_right(spoilt.figures.get(key), true.figures.get(key), everything) for true in truths)
    ]
    return [_said(key, truths[0].figures.get(key), spoilt.figures.get(key)) for key in wrong]


def _right(figure: Figure | None, true: Figure | None, everything: bool) -> bool:
    if figure is None or figure[3] == "x":
        return not everything or true is None or true[3] == "x"
    return true is not None and figure[:2] == true[:2] and figure[3] == true[3]


def _said(key: tuple, true: Figure | None, figure: Figure | None) -> str:
    indicator, grain, start, breakdown, category = key
    group = "" if breakdown == "all" else f", {breakdown} {category}"
    return f"{indicator}, {grain} from {start}{group}: {_number(true)} became {_number(figure)}"


def _number(figure: Figure | None) -> str:
    if figure is None:
        return "nothing"
    return figure[3] or f"{figure[0]} of {figure[1]}" if figure[3] or figure[1] is not None else f"{figure[0]}"


@cache
def _all() -> Folder:
    with TemporaryDirectory() as place:
        folder = Path(place)
        synthetic.write(folder, years=1, children=CHILDREN)
        lists = {
            f"list{number}_{day}.csv": _sheet(folder / f"annex_a_{day}.xlsx", number) for day in DAYS for number in range(1, 8)
        }
        return lists | {path.name: _table(path) for path in sorted(folder.glob("*.csv"))}


def _sheet(path: Path, number: int) -> Rows:
    """A list of a workbook as rows of text, days as Ofsted writes them."""
    sheet = fastexcel.read_excel(path).load_sheet(f"List_{number}", header_row=1, dtypes="string").to_polars()
    return [list(layout.LISTS[number - 1][2]), *([_cell(value) for value in row] for row in sheet.rows())]


def _cell(value: str | None) -> str:
    text = value or ""
    if text[10:] == " 00:00:00" or (len(text) == 10 and text[4] == text[7] == "-"):
        return f"{text[8:10]}/{text[5:7]}/{text[:4]}"
    return text


def _table(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def good(beside: bool = False) -> Folder:
    """The good folder, to change freely: Ofsted's lists; and the local files, if they are to stand `beside`."""
    return {name: [list(row) for row in rows] for name, rows in _all().items() if beside or name.startswith("list")}


def text(rows: Rows, delimiter: str = ",") -> str:
    """The rows as delimited text."""
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return written.getvalue()


def write(folder: Folder, place: Path) -> Path:
    """Write a folder's files, all at one time of long ago, so that the time of writing does not say which is newer."""
    for name, content in folder.items():
        (place / name).write_bytes(content if isinstance(content, bytes) else text(content).encode())
        os.utime(place / name, (WRITTEN, WRITTEN))
    return place


class InProcess:
    """Reads each file as the product's child process does, but in this process, and each content once: that saves a second."""

    answers: ClassVar[dict[tuple, list[bytes]]] = {}

    def __init__(self, module: str) -> None:
        pass

    def ask(self, request: str) -> list[bytes]:
        """The frames that the product's child would send."""
        path = Path(json.loads(request)[0])
        key = path.name, request.partition(",")[2], hashlib.sha256(path.read_bytes()).hexdigest()
        if key not in self.answers:
            self.answers[key] = [bytes(frame) for frame in drop_folder._reply(request)]
        return self.answers[key]

    def close(self) -> None:
        """Nothing to close."""


@contextmanager
def in_process() -> Iterable[None]:
    """Read files in this process and not in children."""
    real, isolation.Child = isolation.Child, InProcess
    try:
        yield
    finally:
        isolation.Child = real


FOUND: dict[tuple[str, date], Outcome] = {}


@cache
def _chosen() -> tuple[list[header.Indicator], dict]:
    chosen = settings.load()
    return header.every()[0], settings.parameters(chosen | {"authority": chosen["authority"] | {"code": CODE}})


def outcome(folder: Folder, today: date = TODAY) -> Outcome:
    """Load a folder and count all indicators as a build does, and return its figures or the reason why it stopped.

    What is read alike has one outcome, so a folder whose rows were all read as those of an earlier one is not counted again.
    """
    with TemporaryDirectory() as place, in_process():
        key = _as_read(write(folder, Path(place))), today
        if key not in FOUND:
            FOUND[key] = _counted(Path(place), today)
        return FOUND[key]


def _as_read(place: Path) -> str:
    """A digest of all that the build is told of the files, except the digest of their bytes."""
    told = hashlib.sha256()
    for done in drop_folder.read_folder(place):
        told.update(repr((done.file, done.status, done.extract_date, done.notes, done.written, done.saved)).encode())
        for table in done.tables:
            told.update(repr((table.list, table.sheet, table.unused)).encode())
            for frame in (table.rows, table.refused):
                told.update(frame.write_csv().encode())
    return told.hexdigest()


def _counted(place: Path, today: date) -> Outcome:
    with engine.memory() as database:
        try:
            audience_files.reference(database)
            asked = build.Asked(place, False, today)
            report = build._loaded(database, asked, settings.load(), lambda share, words: None)
            build._believed(database, report, asked, CODE, dict)
        except build.PROBLEMS as problem:
            return Outcome(refused=str(problem))
        indicators, parameters = _chosen()
        assert not counting.figures(database, indicators, parameters)
        rows = database.run(
            "SELECT indicator, grain, period_start, breakdown, category, numerator, denominator, value, symbol FROM series"
        )
        doubted = database.run("SELECT DISTINCT file FROM doubted ORDER BY file")["file"]
        return Outcome(figures={row[:5]: row[5:] for row in rows.rows()}, doubted=tuple(doubted))


@cache
def truth(beside: bool = False, without: tuple[str, ...] = ()) -> Outcome:
    """The figures of the good folder; or of the folder without the files whose names begin with one of `without`."""
    return outcome({name: rows for name, rows in good(beside).items() if not name.startswith(without)})


def truths(found: Outcome, beside: bool, *without: str, never: tuple[str, ...] = ()) -> list[Outcome]:
    """What the figures of an outcome may be: those of the good folder, also without each of these files, or without the files
    that the outcome does not believe. The files `never` were not in the folder."""
    absent = [(each,) for each in without if each] + ([found.doubted] if found.doubted else [])
    return [truth(beside, never), *(truth(beside, (*never, *each)) for each in absent)]


def spoilt(spoil: Callable[[Folder], Folder | None], beside: bool = False, never: tuple[str, ...] = ()) -> Outcome:
    """What comes of a good folder after it was spoilt; `spoil` changes it in place or returns another. The files `never` were not
    in it."""
    folder = {name: rows for name, rows in good(beside).items() if not name.startswith(never)} if never else good(beside)
    return outcome(spoil(folder) or folder)
