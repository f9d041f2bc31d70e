"""Decides which builds a new one may replace, and removes old builds; invented figures never push out real ones."""

import shutil
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from filelock import FileLock, Timeout

from queries.store import builds, private

KEPT = 2  # builds besides the new one: the one that pages still read, and one to go back to
WAITS = timedelta(days=1)  # how long a checked build waits for a person
STAMP = "%Y%m%dT%H%M%S%f"  # a build's usual name, its start in UTC


class RealFigures(ValueError):
    """The folder has real figures, and the new build is not of the authority's own extracts."""


class BuildRunning(RuntimeError):
    """Another build is running on this warehouse."""


@contextmanager
def alone(folder: Path) -> Generator[None]:
    """Work on a warehouse while no other build does; raises BuildRunning if one is running."""
    try:
        with FileLock(folder / "building", timeout=0, mode=private.FILE):
            yield
    except Timeout:
        raise BuildRunning("Another build is running on this warehouse. Wait until it is done, then build again.") from None


def own(extracts: Path | None) -> bool:
    """Whether a folder of extracts may have an authority's own records; None means published figures alone."""
    return extracts is not None and not (extracts / "invented.toml").exists()


def spare_real(folder: Path) -> None:
    """Raise RealFigures if a build in the folder has real figures, or cannot be read."""
    real = [build for build in builds.present(folder) if builds.files(build) and builds.real(build)]
    if real:
        raise RealFigures(
            f"{folder} has real figures: {', '.join(map(builds.described, real))}. This build would replace them on every page. "
            "Name another folder with --warehouse, or add --replace-real if that is what you want."
        )


def clear(folder: Path) -> None:
    """Remove the remains of stopped builds, and checked builds that have waited too long.

    Only one build runs at a time, so unfinished folders belong to no running build.
    """
    for abandoned in folder.glob(f"*{builds.MAKING}"):
        if builds.DATED.fullmatch(abandoned.stem) and not abandoned.is_symlink():
            shutil.rmtree(abandoned, ignore_errors=True)
    forget_checked(folder)


def checked(folder: Path) -> list[Path]:
    """The checked builds that wait to be used, oldest first; empty for a folder that cannot be listed."""
    try:
        found = [path for path in folder.iterdir() if path.suffix == builds.CHECKED and not path.is_symlink()]
    except OSError:
        return []
    return sorted(path for path in found if builds.DATED.fullmatch(path.stem) and path.is_dir())


def forget_checked(folder: Path, newer: Path | None = None, now: datetime | None = None) -> None:
    """Remove checked builds that have waited for a day (until `now`, by default the clock), and all others if there is a
    newer check.
    """
    oldest = (now or datetime.now(UTC)).replace(tzinfo=None) - WAITS
    for path in checked(folder):
        started = datetime.strptime(path.stem, STAMP)
        if path != newer and (newer or started < oldest):
            shutil.rmtree(path, ignore_errors=True)


def forget(folder: Path, finished: Path) -> None:
    """Remove older builds, except files that are still open.

    Kept are the newest two besides the finished one, the newest two with real figures, and every folder without a build's usual
    name. Ignores errors, because the new build is already in use.
    """
    try:
        others = sorted(path for path in folder.iterdir() if path.is_dir() and not path.is_symlink() and path != finished)
        whole = [path for path in others if builds.DATED.fullmatch(path.name)]
        real = [path for path in whole if builds.real(path)]
        for old in [path for path in whole if path not in (*whole[-KEPT:], *real[-KEPT:])]:
            shutil.rmtree(old, ignore_errors=True)
    except OSError:
        return
