"""What the door refuses, as lines of the audit log, so few that nobody can fill the disk by asking again and again.

The same reason from the same address is written once a minute, with how often it was met since the line before. Of more than a
few addresses in one minute the rest are written as one. A line holds nothing that the visitor wrote. What was counted and not yet
written when the product stops is lost.
"""

import logging
import threading
import time
from ipaddress import ip_address

from anyio import to_thread

from queries.store import audit, warehouse

EVERY, MOST = 60, 10  # seconds between two lines of one kind; kinds that are told apart in that time
OTHERS, UNKNOWN = "other addresses", "unknown"
Kind = tuple[str, str, str]  # of refusals: reason, who, from where


class Refusals:
    """Counts refusals, and says which lines are to be written when."""

    def __init__(self) -> None:
        self.met: dict[Kind, list] = {}  # of the last minute: [when a line was last written, how often it was met since]
        self.one_at_a_time, self.timer = threading.Lock(), None

    async def note(self, reason: str, source: str | None, who: str = "") -> None:
        """Note a refusal: its reason, the address of the one who asked, and their name where a proxy vouches for it."""
        lines = self.due(time.monotonic(), (reason, who, address(source)))
        if lines:  # the disk is waited for aside, so that nobody else waits
            await to_thread.run_sync(_write, lines)

    def due(self, now: float, met: Kind | None = None) -> dict[Kind, int]:
        """The lines to write at this second, each with how often it was met; `met` is one that is met now."""
        with self.one_at_a_time:
            if met:
                met = met if met in self.met or len(self.met) < MOST else (met[0], "", OTHERS)
                self.met.setdefault(met, [float("-inf"), 0])[1] += 1
            old = {kind: times for kind, (written, times) in self.met.items() if now - written >= EVERY}
            lines = {kind: times for kind, times in old.items() if times}
            self.met = {kind: held for kind, held in self.met.items() if kind not in old} | {kind: [now, 0] for kind in lines}
            self._come_back()
        return lines

    def _come_back(self) -> None:
        """Write what is left in a minute's time, if anything is and nobody does so already."""
        if self.timer is None and any(times for _, times in self.met.values()):
            self.timer = threading.Timer(EVERY, self._left)
            self.timer.daemon = True
            self.timer.start()

    def _left(self) -> None:
        with self.one_at_a_time:
            self.timer = None
        _write(self.due(time.monotonic()))


def address(source: str | None) -> str:
    """The address of the one who asked; of what is none, that it is not known: a header may have said it."""
    try:
        return str(ip_address((source or "").partition("%")[0]))  # what follows % may be any text
    except ValueError:
        return UNKNOWN


def _write(lines: dict[Kind, int]) -> None:
    for (reason, who, source), times in lines.items():
        what = {"at": "the door", "reason": reason, "from": source, "times": times}
        try:
            audit.append(warehouse.FOLDER, "refused", who, "", what)
        except audit.NotWritten:
            logging.getLogger("sightline").exception("The audit log could not be written.")


NOTED = Refusals()
