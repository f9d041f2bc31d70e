"""Which Sightline made a build: the mark that each file of a build carries, so that no other Sightline reads it wrongly.

The mark is a hash of what decides what a file holds: the SQL and the lists below `queries` that say how records are taken in,
counted and read, the modules that fill the file, what the table of its audience lets it hold, and the tables and columns that it
has; the last notice that a file was changed after it was made. What an authority sets for itself is no part of it: its
indicators, its `authority.toml` and the public tables.
"""

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from queries import FOLDER, text
from queries.store import audiences, imported_modules
from queries.store.audience import Audience, AudienceError
from queries.store.engine import Database, SqlError

PROJECT = FOLDER.parent
FILLS = ("data.loading", "data.counting", "data.publishing.audience_files")  # what fills a file; whatever they import does so too
NOT_READ = ("indicators", "store")  # below queries: an authority's own, and what has a version of its own


def stamp(database: Database, audience: Audience) -> None:
    """Write the mark into the row `build` of an audience's file that is otherwise whole."""
    database.execute("UPDATE build SET format = $mark", mark=_mark(database, audience))


def fits(database: Database, audience: Audience) -> bool:
    """Whether this Sightline, as it was when it started, makes such a file; False too for one that holds no mark."""
    try:
        rows = database.run(text("reading/build")).rows(named=True)
    except SqlError:
        return False
    return [row.get("format") for row in rows] == [_mark(database, audience)]


def changed_since_start(audience: Audience) -> bool:
    """Whether a build of now would be made by another Sightline than the one that runs, for this audience."""
    try:
        described = audiences.load().get(audience.id)
    except AudienceError:
        return True
    return described is None or _holds(described) != _holds(audience) or of_texts() != at_start()


@cache
def at_start() -> str:
    """`of_texts` as it was when this process first asked: a program that is updated while it runs stays what it was."""
    return of_texts()


def of_texts() -> str:
    """The hash of every text that decides what a build holds, the same on every system and with any ends of lines."""
    found = hashlib.sha256()
    for place, file in sorted((file.relative_to(PROJECT).as_posix(), file) for file in {*_queries(), *_modules()}):
        found.update(json.dumps([place, file.read_text(encoding="utf-8")]).encode())  # reading makes every end of a line \n
    return found.hexdigest()


def _mark(database: Database, audience: Audience) -> str:
    return hashlib.sha256(json.dumps([at_start(), _holds(audience), database.structure()]).encode()).hexdigest()


def _holds(audience: Audience) -> list[str | bool | None]:
    """What of an audience's table decides what its file holds."""
    return [audience.id, audience.children, audience.disclosure, audience.teams]


def _queries() -> Iterator[Path]:
    for file in FOLDER.rglob("*"):
        if file.suffix in (".sql", ".toml") and file.relative_to(FOLDER).parts[0] not in NOT_READ:
            yield file


def _modules() -> set[Path]:
    """The file of each module of ours that fills a build's files, found by what is imported so that none can be forgotten."""
    return imported_modules.following(FILLS, PROJECT)
