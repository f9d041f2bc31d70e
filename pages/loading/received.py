"""Files handed in through the browser, kept in the drop folder as if they had been put there by hand.

A name is cleaned before it becomes a path, and a file already there is never overwritten by another: history is made of old
extracts.
"""

import re
from pathlib import Path, PurePath

from queries import sources
from queries.store import private


class NotKept(ValueError):
    """A file that was not put into the folder; says why and what to do."""


def keep(folder: Path, name: str, content: bytes) -> tuple[Path, bool]:
    """Put a file into the folder under a clean form of its name: (its path, whether it is new there). Raises NotKept.

    The same content under the same name is already there and changes nothing. What cannot be written whole leaves nothing.
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
    """Raise NotKept unless the file that is there already is this very one."""
    try:
        same = path.read_bytes() == content
    except OSError:
        same = False
    if not same:
        advice = "another file of that name is already there. Put the date into the name and try again."
        raise NotKept(f"{path.name}: {advice}")


def present(folder: Path) -> set[Path]:
    """The files in the folder."""
    return {path for path in folder.glob("*") if path.is_file() and not path.name.startswith(".")}


def clean(name: str) -> str:
    """A file name of letters, figures, spaces, hyphens, dots and underscores, without folders; raises NotKept."""
    last = PurePath(name.replace("\\", "/")).name
    plain = re.sub(r"[^\w .-]", "_", last, flags=re.ASCII).strip(" .")
    stem, _, kind = plain.rpartition(".")
    if not stem.strip("_ .") or kind.lower() not in sources.kinds():
        raise NotKept(f"{last}: not a file Sightline reads. It takes {' and '.join(f'.{each}' for each in sources.kinds())}.")
    return plain[-120:].lstrip(" .")
