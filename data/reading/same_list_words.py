"""Says how two files with the same list for the same day differ, by the numbers of the rows that a person sees in each file."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

SHOWN, CELLS, LONGEST = 5, 3, 40  # rows that a message shows, cells of a row, and letters of a cell


class Part(NamedTuple):
    """One file's list: its records by id (one text for each column), their row numbers, its columns, and rows refused of it."""

    file: str
    records: dict[str, tuple[str, ...]]
    rows: dict[str, int]
    fields: frozenset[str]
    refused: int


class Pair(NamedTuple):
    """Two parts of one list, the list's title and the day, the places of the columns of both, the columns, the
    columns of ids, and which file is newer: 1 for the first, -1 for the second, 0 if it is not known."""

    first: Part
    second: Part
    what: str
    day: date
    compared: tuple[int, ...]
    columns: tuple[str, ...]
    ids: frozenset[str]
    newer: int


def differs(pair: Pair, record: str) -> bool:
    """Whether a record that both files have differs in a column of both."""
    one, other = pair.first.records[record], pair.second.records[record]
    return any(one[at] != other[at] for at in pair.compared)


def unknown(pair: Pair, differ: list[str]) -> str:
    """The message if it is not known which file counts; `differ` are the records of both that differ."""
    one, other = set(pair.first.records), set(pair.second.records)
    agree = len(one & other) - len(differ)
    shown = [_difference(pair, each) for each in sorted(differ, key=pair.first.rows.__getitem__)[:SHOWN]]
    alone = _alone(pair.first, one - other) + _alone(pair.second, other - one)
    shown = (shown + alone)[:SHOWN]
    more = len(differ) + len(alone) - len(shown)
    said = f" These rows differ: {'; '.join(shown)}{f'; and {more} more' if more else ''}." if shown else ""
    return (f"{both(pair)}; {agree} of {len(one | other)} rows agree.{said} Remove the file that is wrong, or write into the "
            f"name of the newer one that it is newer ({_example(pair.second.file)}), and build again.")


def _alone(part: Part, records: set[str]) -> list[str]:
    numbers = sorted(part.rows[each] for each in records)
    return [f"row {number} of {part.file} is missing in the other file" for number in numbers]


def both(pair: Pair) -> str:
    """How every message begins: the two files, their list and the day."""
    return f"{pair.first.file} and {pair.second.file} both have {pair.what}, of {pair.day.day} {pair.day:%B %Y}"


def _difference(pair: Pair, record: str) -> str:
    one, other = pair.first.records[record], pair.second.records[record]
    cells = [f"{pair.columns[at]} {_cell(one[at])} and {_cell(other[at])}" for at in pair.compared if one[at] != other[at]]
    cells = [*cells[:CELLS], "…"] if len(cells) > CELLS else cells
    return f"row {pair.first.rows[record]} and row {pair.second.rows[record]} ({', '.join(cells)})"


def _cell(text: str) -> str:
    return f"'{text[:LONGEST]}'" if text else "blank"


def row_numbers(part: Part, records: Iterable[str]) -> str:
    """The rows of some records in their file, such as "rows 2, 5 and more"."""
    numbers = sorted(part.rows[each] for each in records)
    return f"rows {', '.join(map(str, numbers[:SHOWN]))}{' and more' if len(numbers) > SHOWN else ''}"


def _example(file: str) -> str:
    path = Path(file)
    return f"{path.stem}_v2{path.suffix}"
