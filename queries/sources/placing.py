"""Runs a source's SQL: its scripts, then its SELECT for each table of the model. An error names the file and the line."""

from pathlib import Path
from typing import NoReturn

from queries import QueryError, toml
from queries.model import tables as model
from queries.sources import STAGING, statements, used
from queries.sources.described import Source
from queries.store import engine
from queries.store.engine import Database


def place(database: Database, source: Source) -> None:
    """Put the records of a source into the tables of the model; raises QueryError with file, line and remedy."""
    tables = model.names()
    for script in source.scripts(tables):
        try:
            database.execute(script.read_text(encoding="utf-8"))
        except engine.SqlError as problem:  # the engine's line is that of a statement, not of the file
            _refused(f"{script}", problem)
    for select in source.selects(tables):
        _check(database, select)
        try:
            database.execute(statements.taken(source, select))
        except engine.SqlError as problem:  # such as columns in another order, or a value of another type
            _refused(f"{select}", problem)


def check_facts(database: Database) -> None:
    """Raise QueryError if the engine refuses the SQL in a list's facts; needs the received tables and the functions."""
    for each in used():
        try:
            database.columns(statements.row(each))
            for asked in (*each.also_in.values(), *each.open_where.values(), *each.never.values()):
                database.columns(f"SELECT {asked} FROM received.{each.id}")
        except engine.SqlError as problem:
            file = STAGING / each.source / "lists.toml"
            said = str(problem).strip().splitlines()[0]
            line = toml.line(file.read_text(encoding="utf-8"), (each.id,))
            raise QueryError(f"{file}: line {line}: [{each.id}] has SQL that is refused: {said} "
                             "Mend it in whose, told_apart_by, vanishes_where, also_in, open_where or never.") from problem


def _check(database: Database, select: Path) -> None:
    """Raise QueryError if a SELECT does not give as many columns as its table has without `source`."""
    wanted = [name for name in model.columns()[select.stem] if name != "source"]
    text = select.read_text(encoding="utf-8")
    try:
        given = database.run(f"DESCRIBE {text}")  # its error has the line
    except engine.SqlError as problem:
        _refused(f"{select}: line {engine.line_of(problem) or 1}", problem)
    if len(given) != len(wanted):
        raise QueryError(f"{select}: line 1: the SELECT gives {len(given)} columns, and {select.stem} has {len(wanted)}: "
                         f"{', '.join(wanted)}. Give them in this order.")


def _refused(place: str, problem: Exception) -> NoReturn:
    said = str(problem).strip().splitlines()[0]
    raise QueryError(f"{place}: {said} Mend the SQL, and build again.") from problem
