"""The records that newer extracts lack, where a check asks whether they are rightly gone: a file that `python -m data withdrawn`
writes at the click.
"""

from functools import partial
from pathlib import Path

from indicators.roles import View
from pages.access import exports
from pages.frame import files
from pages.loading import building
from pages.loading.checking import Check

LABEL = "Download the records that are missing (CSV)"
ASKED = "--accept-withdrawn"  # the option of a check that stopped because of such records


def offer(view: View, check: Check, extracts: Path) -> None:
    """A button that downloads the missing records, if they stopped the check."""
    if ASKED in check.accepts:
        missing = sum(each["withdrawn"] for each in check.preview.get("lists", []))
        name = f"{files.name(view, 'Missing records')}.csv"
        exports.button(LABEL, partial(written, view.warehouse, extracts), name, "text/csv", missing)


def written(warehouse: Path, extracts: Path) -> bytes:
    """The CSV of the records that newer extracts in a folder lack; raises building.NotWritten."""
    with building.written(warehouse, "withdrawn", "--extracts", str(extracts)) as file:
        return file.read_bytes()
