"""The warehouse: a folder for each build with a database file for each audience, and the file `current` that names one build.

`current` is read at each use, so a new build is used at once. A build writes a new folder and then replaces `current`; finished
builds never change. The name in `current` may not contain a path. If it names no build, the error differs from that of a folder
without any build. A file that another version of Sightline made is refused before its figures are read.
"""

import os
from functools import lru_cache
from pathlib import Path

import polars as pl

from queries import text
from queries.store import audiences, build_format, builds, engine, private
from queries.store.audience import Audience
from queries.store.builds import POINTER
from queries.store.engines import Value

FOLDER = Path(os.environ.get("SIGHTLINE_WAREHOUSE") or Path(__file__).parents[2] / "data" / "warehouse")
LONGEST = 400  # bytes of `current` that are read


class NothingBuilt(RuntimeError):
    """This folder never had a build; the message says how to build."""


class BuiltWithout(NothingBuilt):
    """The current build has no file for this audience; the message says how to make one."""


class BuiltByAnother(NothingBuilt):
    """Another version of Sightline made the current build; the message says how to build again."""


class StartAgain(NothingBuilt):
    """The program's files changed while it ran, so it cannot read new builds; the message says to start it again."""


class WrongPointer(ValueError):
    """The file `current` does not name a build of this folder; the message lists the builds and says what to do."""


def current(warehouse: Path = FOLDER) -> Path:
    """The folder of the current build; raises NothingBuilt if there never was a build, otherwise WrongPointer."""
    try:
        named = _line(warehouse / POINTER)
    except (OSError, UnicodeDecodeError):
        named = ""
    build = warehouse / named
    if not builds.NAME.fullmatch(named) or not builds.is_whole(build):
        raise _no_current(warehouse, named)
    return build


def is_current(build: Path) -> bool:
    """Whether `current` names this build."""
    try:
        return _line(build.parent / POINTER) == build.name
    except (OSError, UnicodeDecodeError):
        return False


def _line(pointer: Path) -> str:
    """The name in `current`; PowerShell writes it in UTF-16, and Notepad may add a mark before UTF-8."""
    with open(pointer, "rb") as file:
        raw = file.read(LONGEST)
    return raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig").strip()


def _no_current(warehouse: Path, named: str) -> NothingBuilt | WrongPointer:
    """The error that says why there is no current build, and what to do."""
    if builds.never_built(warehouse):
        return NothingBuilt(f"No figures have been built in {warehouse} yet. Run: python -m data build")
    there = builds.present(warehouse)
    says = f"names {named!r}, which is not a build there" if named else "is missing, empty or cannot be read"
    held = f"These builds are there: {', '.join(map(builds.described, there))}." if there else "There is no build."
    choose = "Write the name of the build to use into that file, or build" if there else "Build"
    return WrongPointer(f"No figures can be shown: the line in {warehouse / POINTER} {says}. {held} "
                        f"{choose} again with: python -m data build")


def usable(audience: str, warehouse: Path = FOLDER) -> Path:
    """The folder of the current build, after a check that this program can read the audience's file; raises as `read` does."""
    build = current(warehouse)
    _checked(build, audience)
    return build


def read(audience: str, warehouse: Path = FOLDER) -> engine.Database:
    """The current build's database for this audience. Raises as `current` does; BuiltWithout if the audience has no file;
    BuiltByAnother or StartAgain if this program cannot read the file; ValueError for an unknown audience.
    """
    return _opened(current(warehouse), audience)


def _opened(build: Path, audience: str) -> engine.Database:
    return engine.read(_checked(build, audience))


def _checked(build: Path, audience: str) -> Path:
    """The file of a build for an audience, checked; raises as `read` does."""
    file = build / f"{_known(audience).id}.duckdb"
    if not file.exists():
        raise BuiltWithout(f"The build {build.name} has no figures for the {_known(audience).title.lower()}. Build again: "
                           "python -m data build (with --invented, if the figures are invented)")
    _kept_open(file, _known(audience))
    return file


def _known(audience: str) -> Audience:
    if audience not in audiences.every():
        raise ValueError(f"{audience!r} is not an audience; the audiences are {', '.join(audiences.every())}.")
    return audiences.every()[audience]


@lru_cache(maxsize=8)
def _kept_open(file: Path, audience: Audience) -> engine.Database:
    """Check a file once and keep it open: opening the same file again then takes a fifth of the time. Queries use their own
    connection. The cache closes the files of older builds.
    """
    database = engine.read(file)
    if not build_format.fits(database, audience):
        database.close()
        raise _refused(file.parent, audience)
    return database


def _refused(build: Path, audience: Audience) -> NothingBuilt:
    """The error that says why this program cannot read a build's file, and what to do."""
    if build_format.changed_since_start(audience):
        return StartAgain("Sightline, or data/audiences.toml, was changed while Sightline was running, so these figures cannot "
                          "be shown. Start it again.")
    return BuiltByAnother(f"These figures were built by an earlier Sightline, or by another one (build {build.name}), and this "
                          "one may count otherwise. Build them again: python -m data build")


@lru_cache(maxsize=256)
def recalled(audience: str, build: Path, name: str, parameters: tuple[tuple[str, Value], ...]) -> pl.DataFrame:
    """The rows of the query `queries/reading/<name>.sql` on a build's file, cached, because a finished build never changes.

    The audience and the build are part of the cache's key, so an audience never gets another's rows and a new build is read
    again. `parameters` are (name, value) pairs.
    """
    with _opened(build, audience) as database:
        return database.run(text(f"reading/{name}"), **dict(parameters))


def switch(build: Path) -> None:
    """Make a finished build the current one, in one atomic step."""
    pointer = build.parent / POINTER
    coming = pointer.with_suffix(".next")
    with open(coming, "w", encoding="utf-8", opener=private.opener) as file:
        file.write(build.name + "\n")
        file.flush()
        os.fsync(file.fileno())
    coming.replace(pointer)
