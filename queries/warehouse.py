"""Where the built data lie: a folder per build with a database file for each audience, and a line that says which is current.

The line is read anew each time, so a new build is seen at once. Builders write a new folder and then replace the line; nothing
is ever changed in place.
"""

import os
from functools import lru_cache
from pathlib import Path

import polars as pl

from queries import engine, private, text

FOLDER = Path(os.environ.get("SIGHTLINE_WAREHOUSE") or Path(__file__).parents[1] / "data" / "warehouse")
AUDIENCES = ("performance", "board", "scrutiny")


class NothingBuilt(RuntimeError):
    """There is no warehouse to read yet; says how to build one."""


def current(warehouse: Path = FOLDER) -> Path:
    """The folder of the current build; raises NothingBuilt."""
    pointer = warehouse / "current"
    build = warehouse / pointer.read_text(encoding="utf-8").strip() if pointer.exists() else None
    if build is None or not build.is_dir():
        raise NothingBuilt(f"No figures have been built in {warehouse} yet. Run: python -m data.build")
    return build


def read(audience: str, warehouse: Path = FOLDER) -> engine.Database:
    """The current build as this audience may see it; raises NothingBuilt, and ValueError for an unknown audience."""
    if audience not in AUDIENCES:
        raise ValueError(f"{audience!r} is not an audience; there are {', '.join(AUDIENCES)}.")
    return _opened(current(warehouse) / f"{audience}.duckdb")


def _opened(file: Path) -> engine.Database:
    _kept_open(file)
    return engine.read(file)


@lru_cache(maxsize=len(AUDIENCES))
def _kept_open(file: Path) -> engine.Database:
    """Nobody reads by this one: while it is open, opening the file again takes a fifth as long. An older build's is let go."""
    return engine.read(file)


@lru_cache(maxsize=256)
def recalled(audience: str, build: Path, name: str, parameters: tuple[tuple[str, object], ...]) -> pl.DataFrame:
    """What one of `queries/reading` says of a build's file, remembered: a build is never changed once it is current.

    The audience and the build are part of what it is remembered by, so nobody is given what another audience read, and a new
    build is read anew. `parameters` are (name, value) pairs.
    """
    with _opened(build / f"{audience}.duckdb") as database:
        return database.run(text(f"reading/{name}"), **dict(parameters))


def switch(build: Path) -> None:
    """Make a finished build the current one, in one step that cannot be half done."""
    pointer = build.parent / "current"
    coming = pointer.with_suffix(".next")
    with open(coming, "w", encoding="utf-8", opener=private.opener) as file:
        file.write(build.name + "\n")
        file.flush()
        os.fsync(file.fileno())
    coming.replace(pointer)
