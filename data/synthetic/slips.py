"""Errors in the invented authority's workbooks: a slip is a mistyped or blank cell, or a repeated row.

The history stays the same; a slip changes only the extracts, from one day until the day it is corrected. A slip in a child's
description is in every list with the child.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

NEVER = 10**9
EVENT_AT = (5, 5, 5, 6, 6, 6, 6)  # the column in each list with the day of the record


Cell = str | int | None  # of a workbook; a day in it is an `annex_a.Day`
Row = tuple[Cell, ...]


@dataclass(slots=True)
class Slip:
    """Other cells, {column: value}, in the extracts from `since` until the day before `put_right`."""

    cells: Mapping[int, Cell]
    since: int = 0
    put_right: int = NEVER
    twice: bool = False  # the right row comes first, then one with these cells

    def on(self, row: Row, day: int) -> list[Row]:
        """The rows in a day's extract in place of one row."""
        if not self.since <= day < self.put_right:
            return [row]
        shown = tuple(self.cells.get(column, value) for column, value in enumerate(row))
        return [row, shown] if self.twice else [shown]


@dataclass(slots=True)
class Slips:
    """All slips: `records` is {list number: {(child, day): slip}}, `children` is {child: slip}."""

    records: dict[int, dict[tuple[Cell, Cell], Slip]] = field(default_factory=dict)
    children: dict[Cell, Slip] = field(default_factory=dict)

    def shown(self, lists: list[list[Row]], day: int) -> list[list[Row]]:
        """The rows of lists 1 to 7 with the slips of an extract's day."""
        return [self._rows(self.records.get(number), rows, day, EVENT_AT[number - 1]) for number, rows in enumerate(lists, 1)]

    def described(self, row: Row, day: int) -> Row:
        """A child's description, the first six cells of a row, with the slips of an extract's day."""
        slip = self.children.get(row[0])
        return slip.on(row, day)[0] if slip else row

    def _rows(self, slips: dict[tuple[Cell, Cell], Slip] | None, rows: list[Row], day: int, at: int) -> list[Row]:
        if not slips:
            return rows
        found = ((row, slips.get((row[0], row[at]))) for row in rows)
        return [each for row, slip in found for each in (slip.on(row, day) if slip else (row,))]
