"""Reads a workbook or CSV into tables of text, unchanged.

The result is the lists found in the file; each row has the number that a person sees in Excel or an editor. `queries/staging`
interprets the values and checks the rows. The files of a folder are opened in child processes (`data/reading/isolation.py`), so
that a malicious file is reported like any other file that cannot be read.
"""

import hashlib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import fastexcel
import polars as pl

from data.reading import corrections, delimited, extract_date, file_time, naming, refusals
from data.reading.lists import HEADER_WITHIN, ListSpec, Match, recognise

LARGEST_FILE = 200 * 1024**2  # bytes
LARGEST_UNPACKED = 600 * 1024**2  # bytes; a large authority's lists for a year unpack to about 60 MB
LARGEST_RATIO, RATIO_FROM = 200, 50 * 1024**2  # unpacked to packed size, from this size on; normal workbooks stay below 50
MOST_MEMBERS = 5000
AT_ONCE = 50_000  # records of a CSV; a million of them as Python objects would take a gigabyte
SPACES = "[\u00a0\u2007\u202f\u200b\ufeff]"  # special and invisible spaces from web pages and case systems
REFUSED = {"row_number": pl.Int64, "reason": pl.String, "received": pl.String}
SAVE_AGAIN = "Open it in Excel and save it as an Excel workbook (.xlsx) without a password, or as CSV UTF-8."


class Unreadable(ValueError):
    """A file cannot be read; the message names the file and says what to do."""


class Table(NamedTuple):
    """A list found in a file: `rows` has row_number and the list's columns as text; `refused` are the rows that do not fit.

    `unused` are the headers that mean no column of the list.
    """

    list: str
    sheet: str
    rows: pl.DataFrame
    refused: pl.DataFrame
    unused: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReadFile:
    """The result for one file; `status` is 'read', 'identical', 'ignored' or 'unreadable', with the reason in `notes`.

    `written` is the file's own time of writing, and `saved` the time that a workbook says it was last saved (both UTC).
    """

    file: str
    status: str = "read"
    sha256: str = ""
    extract_date: date | None = None
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()
    written: datetime | None = None
    saved: datetime | None = None


class Found(NamedTuple):
    """A sheet that is or resembles a list: its match, its Table, and whether the sheet is visible in the workbook."""

    match: Match
    table: Table
    visible: bool = True


def read(path: Path, lists: tuple[ListSpec, ...]) -> ReadFile:
    """The lists in one file, read in this process; raises Unreadable."""
    path, lists = Path(path), corrections.readable(lists)
    content = _content(path)
    try:
        found, notes = (_workbook if content[:2] == b"PK" else _delimited)(path, content, lists)
    except delimited.EncodingError as error:
        raise Unreadable(f"{path.name}: {error}. {SAVE_AGAIN}") from error
    kept, remarks, objections = _choose(found, lists)
    if objections:
        raise Unreadable(f"{path.name}: {' '.join(objections)}")
    if not kept and not any(not each.match.spec.used for each in found):
        raise Unreadable(f"{path.name}: it has no list that Sightline reads. {' '.join(remarks + notes)}")
    tables = tuple(each.table for each in kept)
    try:
        correct = corrections.check(path.stem, [table.rows for table in tables], lists)
        day = None if correct else extract_date.of(path.stem, _event_dates(kept), sum(len(table.rows) for table in tables))
    except corrections.NotCorrections as error:
        raise Unreadable(f"{path.name}: {error}") from error
    except extract_date.DateError as error:
        raise Unreadable(f"{path.name}: {error} Name it like annex_a_2026-10-31{path.suffix}.") from error
    return ReadFile(path.name, "read", hashlib.sha256(content).hexdigest(), day, tables, tuple(remarks + notes),
                    file_time.written(path), file_time.saved(content))  # fmt: skip


def _content(path: Path) -> bytes:
    """The bytes of a file; raises Unreadable for an empty file, one that is too large, or one of an unknown type."""
    if path.stat().st_size > LARGEST_FILE:
        raise Unreadable(f"{path.name}: it is over {LARGEST_FILE // 1024**2} MB. Split it by list and save each part.")
    content = path.read_bytes()
    if not content.strip():
        raise Unreadable(f"{path.name}: the file is empty. Export it again.")
    if content[:4] == b"\xd0\xcf\x11\xe0":
        kind = "an old .xls workbook" if path.suffix.lower() == ".xls" else "protected with a password, or an old .xls"
        raise Unreadable(f"{path.name}: it is {kind}. {SAVE_AGAIN}")
    if content[:2] != b"PK" and path.suffix.lower() not in (".csv", ".txt", ".tsv"):
        raise Unreadable(f"{path.name}: it is not an Excel workbook. {SAVE_AGAIN}")
    return content


def _workbook(path: Path, content: bytes, lists: tuple[ListSpec, ...]) -> tuple[list[Found], list[str]]:
    """(the sheets of a workbook that are lists, a note on the others)."""
    _check_size(path, content)
    try:
        book = fastexcel.read_excel(content)
        sheets = [book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string") for name in book.sheet_names]
    except fastexcel.FastExcelError as error:
        raise Unreadable(f"{path.name}: the workbook is damaged ({str(error).splitlines()[0]}). {SAVE_AGAIN}") from error
    found, others, hidden = [], [], [sheet.name for sheet in sheets if sheet.visible != "visible"]
    for sheet in sheets:
        cells = _numbered(sheet.to_polars())
        head = [list(row[1:]) for row in cells.head(HEADER_WITHIN).rows()]
        match = recognise(head, sheet.name, lists)
        if match is None:
            others.append(sheet.name)
        else:
            rows, refused = _rows(cells.slice(match.row + 1), match), pl.DataFrame(schema=REFUSED)
            table = Table(match.spec.id, sheet.name, rows, refused, match.unknown)
            found.append(Found(match, table, sheet.visible == "visible"))
    visible = [name for name in others if name not in hidden]
    if lost := refusals.not_understood(visible, {each.match.spec.id for each in found}, lists):
        raise Unreadable(f"{path.name}: {lost}")
    return found, [f"Sheets that are not a list: {', '.join(others)}."] if others else []


def _check_size(path: Path, content: bytes) -> None:
    """Raise Unreadable for a file that is not a workbook, or that would unpack to too much, before it is unpacked."""
    try:
        members = zipfile.ZipFile(BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise Unreadable(f"{path.name}: the file is damaged. Export it again. {SAVE_AGAIN}") from error
    if "xl/workbook.xml" not in {member.filename for member in members}:
        raise Unreadable(f"{path.name}: it is not an .xlsx or .xlsm workbook. {SAVE_AGAIN}")
    unpacked = sum(member.file_size for member in members)
    too_dense = unpacked > RATIO_FROM and unpacked > LARGEST_RATIO * len(content)
    if len(members) > MOST_MEMBERS or unpacked > LARGEST_UNPACKED or too_dense:
        raise Unreadable(f"{path.name}: it would unpack to {unpacked // 1024**2} MB. Save the lists alone, as CSV UTF-8.")


def _delimited(path: Path, content: bytes, lists: tuple[ListSpec, ...]) -> tuple[list[Found], list[str]]:
    """(the list of a CSV, a note on its encoding), with the delimiter that fits its headers best."""
    text, note = delimited.decode(content)
    lines, best = delimited.lines(text), None
    for delimiter in delimited.DELIMITERS:
        head = list(delimited.records(lines[:HEADER_WITHIN], delimiter))
        match = recognise([record.fields for record in head], path.stem, lists)
        if match and (best is None or len(match.columns) > len(best[0].columns)):
            best = match, delimiter, head[match.row]
    if best is None:
        return [], [f"Its headers do not match any list. Line 1 is: {lines[0][:200]!r}."]
    match, delimiter, header = best
    width = 1 + max(index for index, field in enumerate(header.fields) if field.strip())
    records = (record for record in delimited.records(lines, delimiter, width) if record.line > header.line)
    cells, refused = _columns(records, delimiter, width)
    table = Table(match.spec.id, path.stem, _rows(cells, match), refused, match.unknown)
    return [Found(match, table)], [note] if note else []


def _columns(records: Iterator[delimited.Record], delimiter: str, width: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """(records as a frame of row_number, c0, c1, …; records with a fault as REFUSED), AT_ONCE records at a time."""
    schema = {"row_number": pl.Int64} | {f"c{index}": pl.String for index in range(width)}
    cells, odd = [pl.DataFrame(schema=schema)], []
    while some := list(islice(records, AT_ONCE)):
        whole = [[record.line, *record.fields[:width]] for record in some if not record.fault]
        cells.append(pl.DataFrame(whole, schema=schema, orient="row"))
        odd += [(record.line, record.fault, delimiter.join(record.fields)) for record in some if record.fault]
    return pl.concat(cells), pl.DataFrame(odd, schema=REFUSED, orient="row")


def _numbered(cells: pl.DataFrame) -> pl.DataFrame:
    cells = cells.rename({name: f"c{index}" for index, name in enumerate(cells.columns)})
    return cells.with_row_index("row_number", offset=1).cast({"row_number": pl.Int64})


def _choose(found: list[Found], lists: tuple[ListSpec, ...]) -> tuple[list[Found], list[str], list[str]]:
    """(the sheets to load, remarks on the others, the reasons why a list cannot be loaded)."""
    kept, remarks, objections = [], [], []
    for name in dict.fromkeys(each.match.spec.id for each in found):
        same = [each for each in found if each.match.spec.id == name]
        same = [each for each in same if each.visible] or same
        filled = [each for each in same if len(each.table.rows)] or same[:1]
        objection = _objection(filled, lists)
        used = filled[0].match.spec.used
        objections += [objection] if objection and used else []
        remarks += [objection] if objection and not used else _unused(filled[0])
        kept += [] if objection else filled
    return kept, remarks, objections


def _objection(found: list[Found], lists: tuple[ListSpec, ...]) -> str | None:
    """Why a list cannot be loaded, or None; the whole list is refused, because half a list gives figures that look complete."""
    match, titled = found[0].match, f"{found[0].match.spec.title} (sheet '{found[0].table.sheet}')"
    if not match.spec.used:
        return f"{titled} is not used by Sightline."
    if len(found) > 1:
        sheets = ", ".join(f"'{each.table.sheet}'" for each in found)
        return f"{match.spec.title}: found on several sheets ({sheets}). Keep the right one and save again."
    problem = refusals.of(match) or naming.contradiction(found[0].table.sheet, match.spec, lists)
    return f"{titled}: {problem}" if problem else None


def _unused(found: Found) -> list[str]:
    unknown = ", ".join(f"'{header}'" for header in found.match.unknown)
    return [f"{found.match.spec.title}: columns not used: {unknown}."] if unknown else []


def _rows(cells: pl.DataFrame, match: Match) -> pl.DataFrame:
    """The list's columns by name, trimmed, without blank rows and repeated headers."""
    named = [
        pl.col(f"c{index}").str.replace_all(SPACES, " ").str.strip_chars().replace("", None).alias(name)
        for name, index in match.columns.items()
    ]
    rows = cells.select("row_number", *named)
    filled = pl.any_horizontal(pl.col(name).is_not_null() for name in match.columns)
    header = pl.all_horizontal(
        pl.col(name).is_null() | (pl.col(name).str.to_lowercase() == text.lower()) for name, text in match.headers.items()
    )
    return rows.filter(filled & ~header)


def _event_dates(kept: list[Found]) -> list[pl.Series]:
    return [each.table.rows[name] for each in kept for name in each.match.spec.event if name in each.match.columns]
