"""Where the built data lie: a folder per build with a database file for each audience, and a line that says which is current.

The line is read anew each time, so a new build is seen at once. Builders write a new folder and then replace the line; nothing
is ever changed in place. The line is never followed out of the folder, and one that names no build here is told from a folder
in which nothing was ever built. A file that another Sightline made is refused before anything is read of it.
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
LONGEST = 400  # bytes of the line that are read


class NothingBuilt(RuntimeError):
    """Nothing was ever built in this folder; says how to build."""


class BuiltWithout(NothingBuilt):
    """The current build holds no file for this audience; says how to get one."""


class BuiltByAnother(NothingBuilt):
    """The current build was made by an earlier Sightline or by another one, and cannot be read; says how to build."""


class StartAgain(NothingBuilt):
    """This program was changed while it ran, so that it cannot read what the changed one builds; says what to do."""


class WrongPointer(ValueError):
    """The folder holds something, and its line `current` names no build there; says which builds are there and what to do."""


def current(warehouse: Path = FOLDER) -> Path:
    """The folder of the current build; raises NothingBuilt where no build ever was, and WrongPointer."""
    try:
        named = _line(warehouse / POINTER)
    except (OSError, UnicodeDecodeError):
        named = ""
    build = warehouse / named
    if not builds.NAME.fullmatch(named) or not builds.is_whole(build):
        raise _no_current(warehouse, named)
    return build


def is_current(build: Path) -> bool:
    """Whether the line names this build."""
    try:
        return _line(build.parent / POINTER) == build.name
    except (OSError, UnicodeDecodeError):
        return False


def _line(pointer: Path) -> str:
    """The line, whichever editor or shell wrote it: PowerShell writes UTF-16, and Notepad may put a mark before UTF-8."""
    with open(pointer, "rb") as file:
        raw = file.read(LONGEST)
    return raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig").strip()


def _no_current(warehouse: Path, named: str) -> NothingBuilt | WrongPointer:
    """Why there is no current build, and what to do."""
    if builds.never_built(warehouse):
        return NothingBuilt(f"No figures have been built in {warehouse} yet. Run: python -m data build")
    there = builds.present(warehouse)
    says = f"names {named!r}, which is no build there" if named else "is missing, empty or cannot be read"
    held = f"These builds are there: {', '.join(map(builds.described, there))}." if there else "No build is there."
    choose = "Write the name of the build to use into that file, or build" if there else "Build"
    return WrongPointer(f"Nothing can be shown: the line in {warehouse / POINTER} {says}. {held} "
                        f"{choose} again with: python -m data build")


def usable(audience: str, warehouse: Path = FOLDER) -> Path:
    """The folder of the current build, once its file for this audience is known to be readable; raises as `read` does."""
    build = current(warehouse)
    _checked(build, audience)
    return build


def read(audience: str, warehouse: Path = FOLDER) -> engine.Database:
    """The current build as this audience may see it; raises as `current` does, BuiltWithout where it holds nothing for this
    audience, BuiltByAnother and StartAgain where its file is none that this program makes, and ValueError for an unknown one.
    """
    return _opened(current(warehouse), audience)


def _opened(build: Path, audience: str) -> engine.Database:
    return engine.read(_checked(build, audience))


def _checked(build: Path, audience: str) -> Path:
    """The file of a build for an audience, which this program can read."""
    file = build / f"{_known(audience).id}.duckdb"
    if not file.exists():
        raise BuiltWithout(f"The build {build.name} holds no figures for the {_known(audience).title.lower()}. Build again: "
                           "python -m data build")
    _kept_open(file, _known(audience))
    return file


def _known(audience: str) -> Audience:
    if audience not in audiences.every():
        raise ValueError(f"{audience!r} is not an audience; there are {', '.join(audiences.every())}.")
    return audiences.every()[audience]


@lru_cache(maxsize=8)
def _kept_open(file: Path, audience: Audience) -> engine.Database:
    """Checks a file once. Nobody reads by this one: while it is open, opening the file again takes a fifth as long. An older
    build's is let go.
    """
    database = engine.read(file)
    if not build_format.fits(database, audience):
        database.close()
        raise _refused(file.parent, audience)
    return database


def _refused(build: Path, audience: Audience) -> NothingBuilt:
    """Why a build's file cannot be read by this program, and what to do."""
    if build_format.changed_since_start(audience):
        return StartAgain("Sightline, or data/audiences.toml, was changed while Sightline was running, so these figures cannot "
                          "be shown. Start it again.")
    return BuiltByAnother(f"These figures were built by an earlier Sightline, or by another one (build {build.name}), and this "
                          "one may count otherwise. Build them again: python -m data build")


@lru_cache(maxsize=256)
def recalled(audience: str, build: Path, name: str, parameters: tuple[tuple[str, Value], ...]) -> pl.DataFrame:
    """What one of `queries/reading` says of a build's file, remembered: a build is never changed once it is current.

    The audience and the build are part of what it is remembered by, so nobody is given what another audience read, and a new
    build is read anew. `parameters` are (name, value) pairs.
    """
    with _opened(build, audience) as database:
        return database.run(text(f"reading/{name}"), **dict(parameters))


def switch(build: Path) -> None:
    """Make a finished build the current one, in one step that cannot be half done."""
    pointer = build.parent / POINTER
    coming = pointer.with_suffix(".next")
    with open(coming, "w", encoding="utf-8", opener=private.opener) as file:
        file.write(build.name + "\n")
        file.flush()
        os.fsync(file.fileno())
    coming.replace(pointer)
