"""Files handed in through the browser, kept in the drop folder as if they had been put there by hand.

A name is cleaned before it becomes a path, and a file already there is never overwritten by another: history is made of old
extracts.
"""

import re
from pathlib import Path, PurePath

from queries import private

KINDS = ("xlsx", "csv")


class NotKept(ValueError):
    """A file that was not put into the folder; says why and what to do."""


def keep(folder: Path, name: str, content: bytes) -> Path:
    """Put a file into the folder under a clean form of its name; raises NotKept.

    The same content under the same name is already there and changes nothing.
    """
    path = folder / clean(name)
    try:
        with open(path, "xb", opener=private.opener) as file:
            file.write(content)
    except FileExistsError:
        if path.read_bytes() != content:
            advice = "another file of that name is already there. Put the date into the name and try again."
            raise NotKept(f"{path.name}: {advice}") from None
    except OSError as error:
        raise NotKept(f"{path.name}: could not be written to {folder} ({error.strerror}).") from error
    return path


def present(folder: Path) -> set[Path]:
    """The files in the folder."""
    return {path for path in folder.glob("*") if path.is_file() and not path.name.startswith(".")}


def clean(name: str) -> str:
    """A file name of letters, figures, spaces, hyphens, dots and underscores, without folders; raises NotKept."""
    last = PurePath(name.replace("\\", "/")).name
    plain = re.sub(r"[^\w .-]", "_", last, flags=re.ASCII).strip(" .")
    stem, _, kind = plain.rpartition(".")
    if not stem.strip("_ .") or kind.lower() not in KINDS:
        raise NotKept(f"{last}: not a file Sightline reads. It takes .xlsx and .csv.")
    return plain[-120:].lstrip(" .")
