"""The refused rows of a build as files to put right and load again, which `python -m data refused` writes at the click."""

import io
import zipfile
from functools import partial
from pathlib import Path

from indicators.roles import View
from pages.access import exports
from pages.frame import files
from pages.loading import building

LABEL = "Download them as files to put right and load again (ZIP)"
OF_CHECK = "Download the refused rows of this check as files to put right and load again (ZIP)"


def offer(view: View, rows: int, build: str | None = None) -> None:
    """A button that downloads the refused rows, a CSV for each list and day; of the build in use, or of a checked build."""
    called = f"{files.name(view, 'Refused rows to put right', f'check {build}' if build else '')}.zip"
    exports.button(OF_CHECK if build else LABEL, partial(packed, view.warehouse, build), called, "application/zip", rows)


def packed(warehouse: Path, build: str | None = None) -> bytes:
    """A ZIP of the files of refused rows; raises building.NotWritten."""
    which = ("--build", build) if build else ()
    with building.written(warehouse, "refused", "--warehouse", str(warehouse), *which) as folder:
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    archive.write(path, path.name)
        return held.getvalue()
