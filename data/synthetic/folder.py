"""The folder of an invented authority, which may be overwritten only if it is empty or has our mark.

The mark is `invented.toml`. A folder with other files and without the mark might have real extracts, and is
not changed.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path

from . import dates, local, settings

MARK, TRUTHS = "invented.toml", "truths.json"
DATED = r"_\d{4}-\d\d-\d\d"
OURS = re.compile(rf"annex_a{DATED}\.xlsx|({'|'.join(local.NAMES)}){DATED}\.csv|{re.escape(TRUTHS)}")


class NotOurs(ValueError):
    """The folder has files that this program did not write."""


def prepare(path: str | Path) -> Path:
    """Create the folder, or remove the files of an earlier run; returns its Path. Raises NotOurs."""
    folder = Path(path)
    if folder.exists() and not folder.is_dir():
        raise NotOurs(f"{folder} is a file; name a folder to write the invented authority to.")
    folder.mkdir(parents=True, exist_ok=True)
    held = sorted(folder.iterdir())
    if held and not (folder / MARK).is_file():
        raise NotOurs(
            f"{folder} is not empty and has no {MARK}: it may have real extracts. "
            "Name an empty folder, or one written by an earlier run."
        )
    for file in held:
        if file.is_file() and OURS.fullmatch(file.name):
            file.unlink()
    return folder


def mark(folder: Path, options: settings.Settings) -> None:
    """Write the mark that says the folder's authority is invented."""
    (folder / MARK).write_text(
        f'name = "{settings.NAME}"\nborrows = {settings.BORROWS}\nseed = {options.seed}\n'
        f"until = {dates.iso(options.end)}\nyears = {options.years}\nchildren = {options.children}\n"
        f'text = "{settings.NAME} is invented. No child, family or worker in these files exists. '
        f'Population, neighbours and published figures are borrowed from authority {settings.BORROWS}."\n\n'
        "[targets]\n" + "".join(f"{name} = {target}\n" for name, target in settings.TARGETS.items()),
        encoding="utf-8",
        newline="\n",
    )


def tell(folder: Path, truths: Mapping[str, object]) -> None:
    """Write the truths into the folder as JSON."""
    text = json.dumps(truths, indent=1, ensure_ascii=False)
    (folder / TRUTHS).write_text(text + "\n", encoding="utf-8", newline="\n")
