"""What the invented authority's workbooks show wrongly: a slip is a cell mistyped, left blank, or a row given twice.

What happened stays as it was; a slip changes only what an extract shows of it, from a day on and until somebody put it
right. A slip in a child's description stands in every list that names the child.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

NEVER = 10**9
EVENT_AT = (5, 5, 5, 6, 6, 6, 6)  # the column of each list that holds the day by which its records are told apart


Cell = str | int | None  # of a workbook; a day in it is an `annex_a.Day`
Row = tuple[Cell, ...]


@dataclass(slots=True)
class Slip:
    """Cells as they are shown, by column, in the extracts drawn from `since` until the day before `put_right`."""

    cells: Mapping[int, Cell]
    since: int = 0
    put_right: int = NEVER
    twice: bool = False  # the row as it should be stands first, and the one with these cells after it

    def on(self, row: Row, day: int) -> list[Row]:
        """The rows that stand for one row in the extract drawn on a day."""
        if not self.since <= day < self.put_right:
            return [row]
        shown = tuple(self.cells.get(column, value) for column, value in enumerate(row))
        return [row, shown] if self.twice else [shown]


@dataclass(slots=True)
class Slips:
    """Every slip: of a record by list number, then child and day; of a description by child."""

    records: dict[int, dict[tuple[Cell, Cell], Slip]] = field(default_factory=dict)
    children: dict[Cell, Slip] = field(default_factory=dict)

    def shown(self, lists: list[list[Row]], day: int) -> list[list[Row]]:
        """The rows of lists 1 to 7 with the slips of an extract's day in them."""
        return [self._rows(self.records.get(number), rows, day, EVENT_AT[number - 1]) for number, rows in enumerate(lists, 1)]

    def described(self, row: Row, day: int) -> Row:
        """A child's description, the first six cells of a row, as the extract drawn on a day gives it."""
        slip = self.children.get(row[0])
        return slip.on(row, day)[0] if slip else row

    def _rows(self, slips: dict[tuple[Cell, Cell], Slip] | None, rows: list[Row], day: int, at: int) -> list[Row]:
        if not slips:
            return rows
        found = ((row, slips.get((row[0], row[at]))) for row in rows)
        return [each for row, slip in found for each in (slip.on(row, day) if slip else (row,))]
