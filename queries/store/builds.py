"""Finds the builds in a warehouse folder and whether their figures are invented, published or real.

Callers ask what could be lost, so a build that cannot be read counts as real figures.
"""

import os
import re
from pathlib import Path
from typing import Any

from queries import text
from queries.store import audiences, engine

POINTER = "current"  # the file whose line names the build in use
MAKING = ".making"  # the end of a build's name until it is finished
CHECKED = ".checked"  # the end of a finished build's name until a person uses it (`python -m data use`)
DATED = re.compile(r"\d{8}T\d{12}")  # a build's usual name; a person may have renamed it
INVENTED, PUBLISHED, REAL = "invented", "published figures alone", "real"  # kinds of builds
NAME = re.compile(r"[\w-][\w.-]*")  # a name without a path


def present(folder: Path) -> list[Path]:
    """The finished builds in a folder, oldest first: folders with an audience's file or with a build's usual name.

    Links are left out. A folder that is missing or cannot be listed gives an empty list: see `never_built`.
    """
    try:
        return sorted(path for path in folder.iterdir() if is_whole(path) and _holds_figures(path))
    except OSError:
        return []


def never_built(folder: Path) -> bool:
    """Whether the folder certainly never had a build: no file `current`, no build, no audience's file.

    The remains of a stopped build (`.making`) and a build that was only checked do not count; links and folders that cannot be
    read do.
    """
    try:
        entries = list(folder.iterdir())
    except FileNotFoundError:
        return True
    except OSError:
        return False
    whole = [path for path in entries if path.suffix not in (MAKING, CHECKED)]
    return not any(path.name == POINTER or path.suffix == ".duckdb" or _holds_figures(path) for path in whole)


def _holds_figures(path: Path) -> bool:
    """Whether a folder has a build's usual name or an audience's file, or cannot be read."""
    try:
        return bool(DATED.fullmatch(path.name)) or (path.is_dir() and any(name.endswith(".duckdb") for name in os.listdir(path)))
    except OSError:
        return True


def is_whole(path: Path) -> bool:
    """Whether a path is a folder that could be a finished build."""
    named = bool(NAME.fullmatch(path.name)) and path.suffix not in (MAKING, CHECKED)
    return named and path.is_dir() and not path.is_symlink()


def files(folder: Path) -> list[Path]:
    """The audiences' files in a folder; empty if the folder cannot be read."""
    return sorted(folder.glob("*.duckdb"))  # also files of audiences that data/audiences.toml no longer has


def real(build: Path) -> bool:
    """Whether a build may have figures of an authority's own records: unless it says that it is invented or only published."""
    return kind(build) == REAL


def extracts(build: Path) -> set[str] | None:
    """The names of the extracts in a build; None if the file with records is missing or does not say."""
    try:
        with engine.read(build / f"{audiences.with_records().id}.duckdb") as database:
            report = database.run(text("reading/load_report")).rows(named=True)
            return {row["file"] for row in report if row["list"]}
    except (engine.SqlError, OSError, KeyError):
        return None


def kind(build: Path) -> str:
    """INVENTED, PUBLISHED or REAL; REAL too if the build cannot be read."""
    return _kind(_said(build))


def described(build: Path) -> str:
    """A build as text: 'NAME (authority, kind)' or 'NAME (cannot be read)'."""
    said = _said(build)
    return f"{build.name} ({said['authority']}, {_kind(said)})" if said else f"{build.name} (cannot be read)"


def _kind(said: dict[str, Any]) -> str:
    if not said:
        return REAL
    return INVENTED if said["invented"] else PUBLISHED if said["data_to"] is None else REAL


def _said(build: Path) -> dict[str, Any]:
    """The row of a build's table `build`; empty if it cannot be read."""
    for file in files(build):
        try:
            with engine.read(file) as database:
                (row,) = database.run(text("reading/build")).rows(named=True)
                return row if {"invented", "authority", "data_to"} <= row.keys() else {}
        except (engine.SqlError, OSError, ValueError):  # ValueError: not one row
            continue
    return {}
