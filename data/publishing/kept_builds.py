"""Which builds a new one may take the place of, and which are thrown away after it: never real figures because of
invented ones."""

import shutil
from pathlib import Path

from queries.store import builds

KEPT = 2  # builds beside the new one: what somebody reads at this moment, and one to go back to


class RealFigures(ValueError):
    """The folder holds real figures, and what would take their place is not of the authority's own extracts."""


def own(extracts: Path | None) -> bool:
    """Whether a folder of extracts may hold an authority's own records; None is no folder: published figures alone."""
    return extracts is not None and not (extracts / "invented.toml").exists()


def spare_real(folder: Path) -> None:
    """Raise RealFigures if a build in the folder holds real figures, as far as that can be read."""
    real = [build for build in builds.present(folder) if builds.files(build) and builds.real(build)]
    if real:
        raise RealFigures(
            f"{folder} holds real figures: {', '.join(map(builds.described, real))}. What you asked for would take their place "
            "on every page. Name another folder with --warehouse, or add --replace-real if that is what you want."
        )


def clear(folder: Path) -> None:
    """Remove what killed builds left. Only one build runs at a time, so whatever is being made belongs to none."""
    for abandoned in folder.glob(f"*{builds.MAKING}"):
        if builds.DATED.fullmatch(abandoned.stem) and not abandoned.is_symlink():
            shutil.rmtree(abandoned, ignore_errors=True)


def forget(folder: Path, finished: Path) -> None:
    """Remove older builds; what a reader holds open goes next time.

    The newest two beside the finished one stay, and the newest two of real figures, and every folder that is not named as we name
    builds. Raises nothing: the build is in use already, and a folder that cannot be tidied does not change that.
    """
    try:
        others = sorted(path for path in folder.iterdir() if path.is_dir() and not path.is_symlink() and path != finished)
        whole = [path for path in others if builds.DATED.fullmatch(path.name)]
        real = [path for path in whole if builds.real(path)]
        for old in [path for path in whole if path not in (*whole[-KEPT:], *real[-KEPT:])]:
            shutil.rmtree(old, ignore_errors=True)
    except OSError:
        return
