"""The folder an invented authority is written to: ours to overwrite only when empty or marked as ours.

The mark is `invented.toml`. A folder that holds anything else without it might hold real extracts, and is
left alone.
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
    """The folder holds files that this program did not write."""


def prepare(path: str | Path) -> Path:
    """Make a folder ready to be written to: create it, or clear what an earlier run left; its Path."""
    folder = Path(path)
    if folder.exists() and not folder.is_dir():
        raise NotOurs(f"{folder} is a file; name a folder to write the invented authority to.")
    folder.mkdir(parents=True, exist_ok=True)
    held = sorted(folder.iterdir())
    if held and not (folder / MARK).is_file():
        raise NotOurs(
            f"{folder} is not empty and has no {MARK}: it may hold real extracts. "
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
    """Write the truths."""
    text = json.dumps(truths, indent=1, ensure_ascii=False)
    (folder / TRUTHS).write_text(text + "\n", encoding="utf-8", newline="\n")
