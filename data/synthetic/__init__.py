"""An invented authority, Saltmere, in every format we read: to try the product on, test it with and show it.

It is about the size of a seaside town in the North West, lives for some years with families, workers and
teams, and has a few truths planted in it that the product must find. The same options always give the same
bytes. No child, family or worker in it exists. `python -m data synthetic --help` says how to write it.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from . import (
    audits,
    families,
    faults,
    folder,
    front_door,
    legal,
    local,
    meetings,
    protection,
    recording,
    supervision,
    truths,
    workbooks,
    workforce,
)
from .folder import NotOurs
from .history import History
from .settings import BadOption, Settings
from .workforce import Workforce

__all__ = ["BadOption", "NotOurs", "Settings", "write"]


def write(
    path: str | Path,
    until: date = Settings.until,
    years: int = Settings.years,
    seed: int = Settings.seed,
    children: int = Settings.children,
    progress: Callable[[float, str], None] | None = None,
) -> dict[str, object]:
    """Write the invented authority's extracts into a folder and return its truths.

    `until` is the last day of a month, `years` how many years of monthly workbooks, `children` how many are
    aged 0 to 19. `progress` is called with a fraction from 0 to 1 and a sentence. Raises BadOption for an
    option that cannot be met and NotOurs for a folder that holds other files.
    """
    options = Settings(until, years, seed, children)
    tell = progress or (lambda fraction, text: None)
    ready = folder.prepare(path)
    folder.mark(ready, options)
    tell(0.0, "Living through the years")
    staff = workforce.Workforce(options)
    history = front_door.live(options, families.Families(options), staff)
    protection.visit(options, history)
    tell(0.1, "Supervising workers and cases")
    lived = _beside(options, history, staff)
    planted = faults.plant(options, history, lived)
    local.write_all(ready, options, history, staff, lived)
    told = truths.told(options, history, staff, lived) | {"faults": planted}
    folder.tell(ready, told)
    days = options.extract_days
    left = iter(reversed(range(len(days))))
    workbooks.write_all(
        ready,
        history.reaching(options.history_start),
        days,
        lambda name: tell(1 - 0.8 * next(left) / len(days), f"Written {name}"),
    )
    return told


def _beside(options: Settings, history: History, staff: Workforce) -> local.Lived:
    return local.Lived(
        supervision.of_workers(options, staff),
        supervision.of_cases(options, staff, history),
        meetings.held(options, history),
        audits.asked_for(options, history),
        legal.taken(options, history),
        recording.of_visits(options, history),
    )
