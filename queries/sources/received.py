"""Says which lists and columns the files of a build have; a query about any other would find nothing.

A checking query takes milliseconds to plan, whatever its table has, and staging asks several about each column of each list.
"""

from collections.abc import Iterable

import queries
from queries.sources import used
from queries.sources.described import ListSpec
from queries.store.engine import Database


class Received:
    """The lists with rows, in order of source, and which of their columns a file has; needs what belief.prepare loads."""

    def __init__(self, database: Database) -> None:
        columns = set(database.run(queries.text("staging/received_columns")).rows())
        self._columns = columns
        self.lists: list[ListSpec] = [each for each in used() if any(name == each.id for name, _ in columns)]

    def staged(self) -> list[ListSpec]:
        """The lists to stage: those with rows; or all if there is none, so that an empty model checks the SQL of all."""
        return self.lists or used()

    def of(self, each: ListSpec, columns: Iterable[str]) -> list[str]:
        """Those of a list's columns that a file with rows of the list has, in the order given."""
        return [column for column in columns if (each.id, column) in self._columns]
