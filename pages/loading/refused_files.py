"""The refused rows of a build as files to put right and load again, which `python -m data refused` writes at the click."""

import io
import tempfile
import zipfile
from functools import partial
from pathlib import Path

from indicators.roles import View
from pages.access import exports
from pages.frame import files
from pages.loading import building
from queries.store import builds

LABEL = "Download them as files to put right and load again (ZIP)"
OF_CHECK = "Download the refused rows of this check as files to put right and load again (ZIP)"


class NotWritten(RuntimeError):
    """The files of refused rows could not be written; the message says why."""


def offer(view: View, rows: int, build: str | None = None) -> None:
    """A button that downloads the refused rows, a CSV for each list and day; of the build in use, or of a checked build."""
    called = f"{files.name(view, 'Refused rows to put right', f'check {build}' if build else '')}.zip"
    exports.button(OF_CHECK if build else LABEL, partial(packed, view.warehouse, build), called, "application/zip", rows)


def packed(warehouse: Path, build: str | None = None) -> bytes:
    """A ZIP of the files of refused rows; raises NotWritten.

    For a moment the files are in the warehouse, in a folder that the next build would clear.
    """
    which = ("--build", build) if build else ()
    with tempfile.TemporaryDirectory(suffix=builds.MAKING, dir=warehouse) as folder:
        worked, said = building.program("refused", str(Path(folder, "refused")), "--warehouse", str(warehouse), *which)
        if not worked:
            raise NotWritten(said)
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(Path(folder, "refused").rglob("*")):
                if path.is_file():
                    archive.write(path, path.name)
        return held.getvalue()
