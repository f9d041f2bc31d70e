"""Keeps uploaded files in the drop folder.

A file's name is cleaned before it becomes a path. An existing file is never overwritten, because old extracts make the history.
"""

import re
from pathlib import Path, PurePath

from queries import sources
from queries.store import private


class NotKept(ValueError):
    """A file could not be kept; the message says why and what to do."""


def keep(folder: Path, name: str, content: bytes) -> tuple[Path, bool]:
    """Write the file into the folder under its cleaned name: (its path, whether it is new). Raises NotKept.

    A file with the same name and content is left as it is. A file that cannot be written completely is removed.
    """
    path, new = folder / clean(name), False
    try:
        with open(path, "xb", opener=private.opener) as file:
            new = True
            file.write(content)
    except FileExistsError:
        _is(path, content)
    except OSError as error:
        if new:
            path.unlink(missing_ok=True)
        raise NotKept(f"{path.name}: could not be written to {folder} ({error.strerror}).") from error
    return path, new


def _is(path: Path, content: bytes) -> None:
    """Raise NotKept unless the existing file has this content."""
    try:
        same = path.read_bytes() == content
    except OSError:
        same = False
    if not same:
        advice = "another file of that name is already there. Put the date into the name and try again."
        raise NotKept(f"{path.name}: {advice}")


def present(folder: Path) -> set[Path]:
    """The paths of the files in the folder, without hidden ones."""
    return {path for path in folder.glob("*") if path.is_file() and not path.name.startswith(".")}


def clean(name: str) -> str:
    """The name without folders, of letters, digits, spaces, hyphens, dots and underscores; raises NotKept for other types."""
    last = PurePath(name.replace("\\", "/")).name
    plain = re.sub(r"[^\w .-]", "_", last, flags=re.ASCII).strip(" .")
    stem, _, kind = plain.rpartition(".")
    if not stem.strip("_ .") or kind.lower() not in sources.kinds():
        raise NotKept(f"{last}: not a file Sightline reads. It takes {' and '.join(f'.{each}' for each in sources.kinds())}.")
    return plain[-120:].lstrip(" .")
