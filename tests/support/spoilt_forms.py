"""What a spoiling does to the files of a good folder: to headers, to the cells of a column, to rows, and to names of files.

Each function changes a folder (see `spoilt`) in place. `files` is the beginning of the names of the files that are changed, such
as "list7" for three months of list 7, or "list7_2026-10" for the last.
"""

from collections.abc import Callable
from contextlib import suppress
from io import BytesIO

import xlsxwriter

from tests.support.spoilt import Folder, Rows, text


def named(folder: Folder, files: str) -> list[str]:
    """The names of the files that are meant; there must be one. "worker" is not "worker_absence"; "list" is every list."""
    begins = files if files in folder or "_20" in files or files == "list" else f"{files}_20"
    found = [name for name in folder if name.startswith(begins)]
    assert found, files
    return found


def tables(folder: Folder, files: str) -> list[Rows]:
    """The tables of those files."""
    return [folder[name] for name in named(folder, files)]


def rename(folder: Folder, files: str, header: str, new: str) -> None:
    """Give a column another header."""
    for rows in tables(folder, files):
        rows[0][rows[0].index(header)] = new


def drop(folder: Folder, files: str, header: str) -> None:
    """Leave a column out."""
    for rows in tables(folder, files):
        at = rows[0].index(header)
        for row in rows:
            del row[at : at + 1]


def swap(folder: Folder, files: str, header: str, other: str) -> None:
    """Exchange the headers of two columns."""
    for rows in tables(folder, files):
        one, two = rows[0].index(header), rows[0].index(other)
        rows[0][one], rows[0][two] = other, header


def change(folder: Folder, files: str, header: str, into: Callable[[str], str], every: int = 1) -> None:
    """Change the filled cells of a column, of every so many-th row; cells that cannot be changed so, such as wrong days, stay."""
    for rows in tables(folder, files):
        at = rows[0].index(header)
        for row in rows[1::every]:
            with suppress(ValueError):
                row[at] = into(row[at]) if row[at] else ""


def empty(folder: Folder, files: str, header: str) -> None:
    """Empty the cells of a column."""
    change(folder, files, header, lambda cell: "")


def keep(folder: Folder, files: str, wanted: Callable[[int, list[str]], bool]) -> None:
    """Keep only some rows: those of which `wanted(number from 0, row)`."""
    for rows in tables(folder, files):
        rows[1:] = [row for number, row in enumerate(rows[1:]) if wanted(number, row)]


def cut(folder: Folder, files: str, percent: int, at_end: bool = True) -> None:
    """Cut so many percent of the rows, the last ones or every so many-th."""
    for rows in tables(folder, files):
        left = (len(rows) - 1) * (100 - percent) // 100
        spread = [row for number, row in enumerate(rows[1:]) if number * percent // 100 == (number + 1) * percent // 100]
        rows[1:] = rows[1 : left + 1] if at_end else spread


def append(folder: Folder, files: str, *rows: list[str]) -> None:
    """Put rows under a table, as they are."""
    for table in tables(folder, files):
        table.extend(list(row) for row in rows)


def above(folder: Folder, files: str, *rows: list[str]) -> None:
    """Put rows above the headers."""
    for table in tables(folder, files):
        table[:0] = [list(row) for row in rows]


def move(folder: Folder, old: str, new: str) -> None:
    """Rename files: the text `old` in their names becomes `new`."""
    for name in [name for name in folder if old in name]:
        folder[name.replace(old, new)] = folder.pop(name)


def gone(folder: Folder, files: str) -> None:
    """Remove files."""
    for name in named(folder, files):
        del folder[name]


def written(folder: Folder, files: str, as_bytes: Callable[[str], bytes], delimiter: str = ",") -> None:
    """Write files another way: `as_bytes` makes their content from their text."""
    for name in named(folder, files):
        folder[name] = as_bytes(text(folder[name], delimiter))


def workbook(sheets: dict[str, list[list]], options: dict | None = None, hidden: tuple[str, ...] = ()) -> bytes:
    """A workbook of sheets; numbers stay numbers, text stays text, and a day is written as a day."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"strings_to_formulas": False, **(options or {})}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    if hasattr(value, "year"):
                        sheet.write_datetime(at, column, value, day)
                    elif value not in ("", None):
                        sheet.write(at, column, value)
            if name in hidden:
                sheet.hide()
    return content.getvalue()


def gathered(folder: Folder, day: str) -> dict[str, Rows]:
    """Take the lists of a day out of the folder; returns the sheets that a workbook of them would have."""
    return {f"List_{number}": folder.pop(f"list{number}_{day}.csv") for number in range(1, 8)}
