"""Files about children that we write are for the account that runs us: no other account of the machine reads or lists them.

What is there already keeps the rights somebody gave it. Windows knows no such rights: there a file has those of its folder.
"""

import contextlib
import os
from pathlib import Path

FOLDER, FILE = 0o700, 0o600


def folder(path: Path) -> None:
    """Make a folder if it is not there; those above it are made with the usual rights."""
    path.mkdir(mode=FOLDER, parents=True, exist_ok=True)


def file(path: Path) -> None:
    """Make an empty file for a library to fill, if it is not there; where that cannot be, the library says so."""
    with contextlib.suppress(OSError):
        path.touch(FILE)


def everything() -> None:
    """Whatever this program and its libraries write from now on is ours alone; for a program of its own, such as the build."""
    os.umask(0o777 & ~FOLDER)


def opener(path: str, flags: int) -> int:
    """For `open(path, mode, opener=private.opener)`: a file that is made is ours alone."""
    return os.open(path, flags, FILE)
