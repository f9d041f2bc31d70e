"""Decides which builds a new one may replace, and removes old builds; invented figures never push out real ones."""

import shutil
from pathlib import Path

from queries.store import builds

KEPT = 2  # builds besides the new one: the one that pages still read, and one to go back to


class RealFigures(ValueError):
    """The folder has real figures, and the new build is not of the authority's own extracts."""


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
    """Remove the remains of stopped builds. Only one build runs at a time, so unfinished folders belong to no running build."""
    for abandoned in folder.glob(f"*{builds.MAKING}"):
        if builds.DATED.fullmatch(abandoned.stem) and not abandoned.is_symlink():
            shutil.rmtree(abandoned, ignore_errors=True)


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
