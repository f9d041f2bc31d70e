"""The mark in each file of a build, so that another version of Sightline does not read the file wrongly.

The mark is a hash of everything that decides a file's content: the SQL and lists below `queries` for loading, counting and
reading; the modules that fill the file; its audience's settings; and its tables and columns, which show later changes to the
file. An authority's own settings are not part of it: its indicators, its `authority.toml` and the public tables.
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
FILLS = ("data.loading", "data.counting", "data.publishing.audience_files")  # modules that fill a file, with all their imports
NOT_READ = ("indicators", "store")  # below queries: an authority's indicators, and the store, whose database has a version


def stamp(database: Database, audience: Audience) -> None:
    """Write the mark into the table `build` of an audience's file, after all other content."""
    database.execute("UPDATE build SET format = $mark", mark=_mark(database, audience))


def fits(database: Database, audience: Audience) -> bool:
    """Whether the file has the mark of this program as it was at its start; False for a file without a mark."""
    try:
        rows = database.run(text("reading/build")).rows(named=True)
    except SqlError:
        return False
    return [row.get("format") for row in rows] == [_mark(database, audience)]


def changed_since_start(audience: Audience) -> bool:
    """Whether the program's files, or this audience's settings, changed after this process started."""
    try:
        described = audiences.load().get(audience.id)
    except AudienceError:
        return True
    return described is None or _holds(described) != _holds(audience) or of_texts() != at_start()


@cache
def at_start() -> str:
    """`of_texts` at the first call in this process, because an update of the files does not change a running program."""
    return of_texts()


def of_texts() -> str:
    """The hash of the texts that decide a build's content, the same on every system and for every line ending."""
    found = hashlib.sha256()
    for place, file in sorted((file.relative_to(PROJECT).as_posix(), file) for file in {*_queries(), *_modules()}):
        found.update(json.dumps([place, file.read_text(encoding="utf-8")]).encode())  # read_text converts line endings
    return found.hexdigest()


def _mark(database: Database, audience: Audience) -> str:
    return hashlib.sha256(json.dumps([at_start(), _holds(audience), database.structure()]).encode()).hexdigest()


def _holds(audience: Audience) -> list[str | bool | None]:
    """The settings of an audience that decide its file's content."""
    return [audience.id, audience.children, audience.disclosure, audience.teams]


def _queries() -> Iterator[Path]:
    for file in FOLDER.rglob("*"):
        if file.suffix in (".sql", ".toml") and file.relative_to(FOLDER).parts[0] not in NOT_READ:
            yield file


def _modules() -> set[Path]:
    """The files of our modules that fill a build, found through their imports."""
    return imported_modules.following(FILLS, PROJECT)
