"""Makes files and folders that only the account of this process can read and list, because they contain data about children.

Existing files and folders keep their rights. On Windows a file has the rights of its folder.
"""

import contextlib
import os
from pathlib import Path

FOLDER, FILE = 0o700, 0o600


def folder(path: Path) -> None:
    """Make a folder if it is missing; missing parent folders get the usual rights."""
    path.mkdir(mode=FOLDER, parents=True, exist_ok=True)


def file(path: Path) -> None:
    """Make an empty file for a library to fill, if it is missing; after a failure the library itself raises the error."""
    with contextlib.suppress(OSError):
        path.touch(FILE)


def everything() -> None:
    """Set the process's umask so that all new files are private; for separate programs such as the build."""
    os.umask(0o777 & ~FOLDER)


def opener(path: str, flags: int) -> int:
    """For `open(path, mode, opener=private.opener)`: a new file is private."""
    return os.open(path, flags, FILE)
