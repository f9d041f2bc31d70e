"""The invented authority and its warehouse, kept from one run of the tests to the next while what makes them is the same.

Making them takes some fifty seconds of processor time, which a single test would pay too. What makes them is every file of
data/ and queries/, every module of ours elsewhere that these import (also inside functions), the versions of Python and of the
libraries these import, and the day, because a build knows what is ahead of today. Removing .pytest_cache throws them away.
"""

import hashlib
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from queries.store import imported_modules

PROJECT = Path(__file__).parents[2]
KEPT = PROJECT / ".pytest_cache" / "authority"
MADE_BY = ("data.build", "data.synthetic")
UNREAD = ("data/extracts/", "data/invented/", "data/warehouse/", "data/decisions/")  # what people bring or the product makes
MOST = 2  # so many are kept: of this checkout and, say, of the change before


def copied(folder: Path) -> Path:
    """The folder, with a copy of the project's own files in it."""
    for name in ("app.py", "pages", "data", "queries", "indicators", ".streamlit"):
        source, ignored = PROJECT / name, shutil.ignore_patterns("__pycache__", "warehouse", "invented", "extracts")
        (shutil.copytree(source, folder / name, ignore=ignored) if source.is_dir() else shutil.copy(source, folder))
    return folder


def digest() -> str:
    """A name for everything that makes the invented authority."""
    files = sorted({*_own(), *modules()})
    made_of = hashlib.sha256(f"{sys.version} {date.today()} {_libraries(files)}".encode())
    for file in files:
        made_of.update(file.relative_to(PROJECT).as_posix().encode() + file.read_bytes())
    return made_of.hexdigest()[:16]


def kept(name: str, make: Callable[[Path], object], folder: Path) -> None:
    """Fill a folder with a copy of what `make` makes; it is made only if it was not, of the same parts, before."""
    source = KEPT / digest() / name
    if not source.exists():
        make(coming := folder.with_name(f"{name} made"))
        _forget()
        source.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(coming, source)
    shutil.copytree(source, folder)


def modules() -> set[Path]:
    """The files of every module of ours that the build and the writer of the invented authority import."""
    return imported_modules.following(MADE_BY, PROJECT)


def _own() -> Iterator[Path]:
    """Every file of data/ and queries/ that is part of the product: programs, SQL, tables and settings."""
    for file in (each for folder in ("data", "queries") for each in (PROJECT / folder).rglob("*")):
        place = file.relative_to(PROJECT).as_posix()
        if file.is_file() and file.suffix not in (".pyc", ".md") and not place.startswith(UNREAD):
            yield file


def _libraries(files: list[Path]) -> list[str]:
    """The versions of the libraries that these files import, as far as a library is imported by the name it is installed by."""
    programs, found = [file for file in files if file.suffix == ".py"], []
    names = {name.split(".")[0] for file in programs for name in imported_modules.imported(file, PROJECT)}
    for name in sorted(names):
        with suppress(PackageNotFoundError):
            found.append(f"{name}={version(name)}")
    return found


def _forget() -> None:
    """Remove all but the newest that are kept."""
    old = sorted(KEPT.glob("*"), key=lambda each: each.stat().st_mtime, reverse=True)[MOST - 1:]
    for each in old:
        shutil.rmtree(each, ignore_errors=True)
