"""Reads a workbook or CSV into tables of text, unchanged.

The result is the lists found in the file; each row has the number that a person sees in Excel or an editor. `queries/staging`
interprets the values and checks the rows. The files of a folder are opened in child processes (`data/reading/isolation.py`), so
that a malicious file is reported like any other file that cannot be read.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

import fastexcel
import polars as pl

from data.reading import (
    arriving,
    corrections,
    delimited,
    extract_date,
    file_time,
    naming,
    packed,
    refusals,
    strays,
    tables,
)
from data.reading.lists import HEADER_WITHIN, ListSpec, Match, recognise
from data.reading.tables import Table
from data.reading.unread import SAVE_AGAIN, NotRead, Unreadable, Waiting, without_name

LARGEST_FILE = 200 * 1024**2  # bytes
NEVER_CALCULATED = "Its formulas were never calculated, so it has no values. Open it in Excel, save it, and build again."


@dataclass(frozen=True)
class ReadFile:
    """The result for one file; `status` is 'read', 'identical', 'ignored', 'waiting' or 'unreadable', with the reason in
    `notes`, which do not begin with the file's name.

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
    """The lists in one file, read in this process; raises Unreadable, Waiting or PassedOver, which name the file first."""
    path, lists = Path(path), corrections.readable(lists)
    try:
        content = _content(path)
        found, notes = (_workbook if content[:2] == b"PK" else _delimited)(path, content, lists)
    except delimited.EncodingError as error:
        raise Unreadable(f"{path.name}: {error}. {SAVE_AGAIN}") from error
    except NotRead as error:
        raise type(error)(f"{path.name}: {without_name(str(error), path.name)}") from error
    kept, remarks, objections = _choose(found, lists)
    if objections:
        raise Unreadable(f"{path.name}: {' '.join(objections)}")
    if not kept and not any(not each.match.spec.used for each in found):
        raise Unreadable(f"{path.name}: it has no list that Sightline reads. {' '.join(remarks + notes)}")
    tables = tuple(each.table for each in kept)
    try:
        correct = corrections.check(path.stem, [table.rows for table in tables], lists)
        day = None if correct else extract_date.of(path.stem, _event_dates(kept), sum(len(table.rows) for table in tables))
    except (corrections.NotCorrections, extract_date.LaterDates) as error:
        raise Unreadable(f"{path.name}: {error}") from error
    except extract_date.DateError as error:
        raise Unreadable(f"{path.name}: {error} Name it like annex_a_2026-10-31{path.suffix}.") from error
    return ReadFile(path.name, "read", hashlib.sha256(content).hexdigest(), day, tables, tuple(remarks + notes),
                    file_time.written(path), file_time.saved(content))  # fmt: skip


def _content(path: Path) -> bytes:
    """The bytes of a file; raises NotRead for one that is empty, too large, cut, or of another kind."""
    if path.stat().st_size > LARGEST_FILE:
        raise Unreadable(f"It is over {LARGEST_FILE // 1024**2} MB. Split it by list and save each part.")
    content = path.read_bytes()
    if not content:
        raise Waiting(f"The file is empty. {arriving.CUT_SHORT}")
    if not content.strip():
        raise Unreadable("The file is empty. Export it again.")
    strays.refuse_by_content(path, content)
    if content[:4] == b"\xd0\xcf\x11\xe0":
        kind = "an old .xls workbook" if path.suffix.lower() == ".xls" else "protected with a password, or an old .xls"
        raise Unreadable(f"It is {kind}. {SAVE_AGAIN}")
    if content[:2] != b"PK":
        _check_text(path, content)
    return content


def _check_text(path: Path, content: bytes) -> None:
    """Raise NotRead for a file that is neither packed nor delimited text."""
    if told := strays.looks_like_xml(content):
        what = "It is a workbook in the XML of Excel 2003." if strays.is_workbook_xml(told) else strays.xml(told)
        raise Unreadable(f"{what} {SAVE_AGAIN if strays.is_workbook_xml(told) else ''}".rstrip())
    if strays.looks_like_web_page(content):
        raise Unreadable(f"It is a web page, and not a workbook or CSV. {SAVE_AGAIN}")
    if path.suffix.lower() not in (".csv", ".txt", ".tsv"):
        raise Unreadable(f"It is not an Excel workbook. {SAVE_AGAIN}")
    if arriving.cut_bytes(content):
        raise Waiting(arriving.CUT_SHORT)


def _workbook(path: Path, content: bytes, lists: tuple[ListSpec, ...]) -> tuple[list[Found], list[str]]:
    """(the sheets of a workbook that are lists, a note on the others)."""
    whole = packed.members(content, path.suffix.lower())
    try:
        book = fastexcel.read_excel(content)
        sheets = [book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string") for name in book.sheet_names]
    except fastexcel.FastExcelError as error:
        raise Unreadable(f"The workbook is damaged ({str(error).splitlines()[0]}). {SAVE_AGAIN}") from error
    found, others, notes, hidden = [], [], [], [sheet.name for sheet in sheets if sheet.visible != "visible"]
    for sheet in sheets:
        cells = sheet.to_polars()
        head = [list(row) for row in cells.head(HEADER_WITHIN).rows()]
        match = recognise(head, sheet.name, lists)
        if match is None:
            others.append(sheet.name)
            continue
        wrong = NEVER_CALCULATED if match.spec.used and packed.never_calculated(whole, sheet.name) else None
        notes += [f"{match.spec.title} (sheet '{sheet.name}'): {wrong}"] if wrong else []
        table = tables.of_sheet(cells, head[match.row], match, sheet.name, lists, wrong)
        table = tables.from_1904(table, match) if packed.from_1904(whole) else table
        found.append(Found(match, table, sheet.visible == "visible"))
    visible = [name for name in others if name not in hidden]
    if lost := refusals.not_understood(visible, {each.match.spec.id for each in found}, lists):
        raise Unreadable(lost)
    return found, notes + ([f"Sheets that are not a list: {', '.join(others)}."] if others else [])


def _delimited(path: Path, content: bytes, lists: tuple[ListSpec, ...]) -> tuple[list[Found], list[str]]:
    """(the list of a CSV, a note on its encoding), with the delimiter that fits its headers best."""
    text, note = delimited.decode(content)
    lines, ended, best = delimited.lines(text), text[-1:] in ("\n", "\r"), None
    for delimiter in delimited.delimiters(lines[0]):
        head = list(delimited.records(lines[:HEADER_WITHIN], delimiter))
        match = recognise([[] if record.fault else record.fields for record in head], path.stem, lists)
        if match and (best is None or len(match.columns) > len(best[0].columns)):
            best = match, delimiter, head[match.row]
    if len(lines) == 1 and not ended and _header_is_cut(lines[0], best and best[0]):
        raise Waiting(arriving.LAST_LINE)
    if best is None:
        return [], [f"Its headers do not match any list. Line 1 is: {lines[0][:200]!r}."]
    match, delimiter, header = best
    table = tables.of_lines(lines, ended, header, delimiter, match, path.stem, lists)
    return [Found(match, table)], [note] if note else []


def _header_is_cut(line: str, match: Match | None) -> bool:
    """Whether the only line of a file looks like the beginning of a header: it has several fields, and the last is not known."""
    if match is None or match.missing:
        return any(sign in line for sign in delimited.DELIMITERS)
    return bool(match.unknown) and line.rstrip('" ').endswith(match.unknown[-1])


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


def _event_dates(kept: list[Found]) -> list[pl.Series]:
    return [each.table.rows[name] for each in kept for name in each.match.spec.event if name in each.match.columns]
