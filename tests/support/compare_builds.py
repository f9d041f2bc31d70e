"""Are two builds of the same extracts the same? `python -m tests.support.compare_builds A B`, of builds or of warehouse folders.

Every table of every audience's file is compared, row for row and whatever the order. For each it prints how many rows each build
has and how many rows of either have no twin in the other; columns that one build alone has are named, and count as a difference.
"""

import argparse
import sys
from pathlib import Path

import duckdb

from queries import printed
from queries.store import warehouse

OWN = {"build": {"build", "built_at", "format"}}  # what two builds never share, and which Sightline made them


def build_of(folder: Path) -> Path:
    """A build's folder: the one given, or the current one of a warehouse."""
    return warehouse.current(folder) if (folder / "current").exists() else folder


def files(build: Path) -> set[str]:
    """The names of the audiences' files in a build."""
    return {file.name for file in build.glob("*.duckdb")}


def compared(a: Path, b: Path) -> list[tuple[str, int, int, int, set[str]]]:
    """(table, rows in A, rows in B, rows without a twin, columns of one alone) of each table of two files.

    A table that one file alone has counts as rows that all lack a twin.
    """
    with duckdb.connect() as database:
        database.execute(f"ATTACH '{a}' AS a (READ_ONLY)")
        database.execute(f"ATTACH '{b}' AS b (READ_ONLY)")
        columns = {side: _columns(database, side) for side in ("a", "b")}
        return [_table(database, name, columns) for name in sorted(columns["a"].keys() | columns["b"].keys())]


def _columns(database, side: str) -> dict[str, list[str]]:
    found = database.execute(
        "SELECT schema_name || '.' || table_name, list(column_name) FROM duckdb_columns() "
        "WHERE database_name = ? AND NOT internal GROUP BY ALL", [side]).fetchall()
    return dict(found)


def _table(database, name: str, columns: dict[str, dict[str, list[str]]]) -> tuple[str, int, int, int, set[str]]:
    mine, other = (set(columns[side].get(name, ())) for side in ("a", "b"))
    rows = [_count(database, f"{side}.{name}") if name in columns[side] else 0 for side in "ab"]
    if not mine or not other:
        return name, *rows, sum(rows), mine ^ other
    same = ", ".join(f'"{column}"' for column in sorted(mine & other - OWN.get(name.removeprefix("main."), set())))
    left = sum(_count(database, f"(SELECT {same} FROM {x}.{name} EXCEPT ALL SELECT {same} FROM {y}.{name})")
               for x, y in ("ab", "ba"))
    return name, *rows, left, mine ^ other


def _count(database, what: str) -> int:
    return database.execute(f"SELECT COUNT(*) FROM {what}").fetchone()[0]


def main(arguments: list[str] | None = None) -> int:
    """Print a line for each table; 0 where nothing differs, 1 where something does."""
    parser = argparse.ArgumentParser(prog="python -m tests.support.compare_builds", description=__doc__)
    parser.add_argument("a", type=Path)
    parser.add_argument("b", type=Path)
    given = parser.parse_args(arguments)
    a, b = build_of(given.a), build_of(given.b)
    rows = differing = 0
    for file in sorted(files(a) ^ files(b)):
        print(f"{file}: only one build has this file")
        differing += 1
    for file in sorted(files(a) & files(b)):
        for name, of_a, of_b, left, alone in compared(a / file, b / file):
            said = f"; columns of one alone: {', '.join(sorted(alone))}" if alone else ""
            print(f"{file}  {name.removeprefix('main.')}: {of_a:,} and {of_b:,} rows, {left:,} differ{said}")
            rows, differing = rows + of_a, differing + left + len(alone)
    print(f"{rows:,} rows compared, {differing:,} differences")
    return 1 if differing or not rows else 0


if __name__ == "__main__":
    sys.exit(printed.program(main))
