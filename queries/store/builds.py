"""Which builds lie in a warehouse folder, and which of them are known to be invented.

Whoever asks this wants to know what could be lost, so what cannot be read counts as somebody's real figures.
"""

import os
import re
from pathlib import Path
from typing import Any

from queries import text
from queries.store import audiences, engine

POINTER = "current"  # the file whose line names the build in use
MAKING = ".making"  # how the name of a build ends until it is whole
DATED = re.compile(r"\d{8}T\d{12}")  # how a build is named; somebody may have given one another name
INVENTED, PUBLISHED, REAL = "invented", "published figures alone", "real"  # kinds of builds
NAME = re.compile(r"[\w-][\w.-]*")  # a folder directly in the warehouse, by no path


def present(folder: Path) -> list[Path]:
    """The builds in a folder, oldest first: whole folders that hold an audience's file or are named as builds are.

    A link is none, wherever it leads. A folder that is not there, or that we may not list, gives none: see `never_built`.
    """
    try:
        return sorted(path for path in folder.iterdir() if is_whole(path) and _holds_figures(path))
    except OSError:
        return []


def never_built(folder: Path) -> bool:
    """Whether there is certainly no build here and never was one that became current: no line, no build, no audience's file.

    What a build that was killed left (`.making`) is no build. Links and what we may not look into count as builds here.
    """
    try:
        entries = list(folder.iterdir())
    except FileNotFoundError:
        return True
    except OSError:
        return False
    whole = [path for path in entries if path.suffix != MAKING]
    return not any(path.name == POINTER or path.suffix == ".duckdb" or _holds_figures(path) for path in whole)


def _holds_figures(path: Path) -> bool:
    """Whether a folder is named as builds are, holds an audience's file, or may not be looked into."""
    try:
        return bool(DATED.fullmatch(path.name)) or (path.is_dir() and any(name.endswith(".duckdb") for name in os.listdir(path)))
    except OSError:
        return True


def is_whole(path: Path) -> bool:
    """Whether a path is a folder that a build could be, and not one that is still being made."""
    return bool(NAME.fullmatch(path.name)) and path.suffix != MAKING and path.is_dir() and not path.is_symlink()


def files(folder: Path) -> list[Path]:
    """The audiences' files that lie directly in a folder, as far as we may look into it."""
    return sorted(folder.glob("*.duckdb"))  # also those of an audience that is described no longer: they hold figures too


def real(build: Path) -> bool:
    """Whether a build may hold figures of an authority's own records: not if it says that it is invented or counts nothing."""
    return kind(build) == REAL


def extracts(build: Path) -> set[str] | None:
    """The names of the extracts that a build was made of; None where it does not say, or the file with records is not here."""
    try:
        with engine.read(build / f"{audiences.with_records().id}.duckdb") as database:
            report = database.run(text("reading/load_report")).rows(named=True)
            return {row["file"] for row in report if row["list"]}
    except (engine.SqlError, OSError, KeyError):
        return None


def kind(build: Path) -> str:
    """INVENTED, PUBLISHED or REAL, which is also what a build is that does not say what it is."""
    return _kind(_said(build))


def described(build: Path) -> str:
    """A build in words: its name, whose figures it holds, and whether they are real, as far as it can be read."""
    said = _said(build)
    return f"{build.name} ({said['authority']}, {_kind(said)})" if said else f"{build.name} (cannot be read)"


def _kind(said: dict[str, Any]) -> str:
    if not said:
        return REAL
    return INVENTED if said["invented"] else PUBLISHED if said["data_to"] is None else REAL


def _said(build: Path) -> dict[str, Any]:
    """The row in which a build says what it is; nothing of one that cannot be read."""
    for file in files(build):
        try:
            with engine.read(file) as database:
                (row,) = database.run(text("reading/build")).rows(named=True)
                return row if {"invented", "authority", "data_to"} <= row.keys() else {}
        except (engine.SqlError, OSError, ValueError):  # ValueError: not one row
            continue
    return {}
