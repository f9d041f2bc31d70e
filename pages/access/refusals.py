"""Writes refused requests into the audit log, in so few lines that a visitor cannot fill the disk by asking again and again.

Each reason and address gets one line a minute, with a count. If more than MOST kinds are refused in a minute, the others share
one line. A line contains no text from the visitor. When Sightline stops, counts that are not yet written are lost.
"""

import logging
import threading
import time
from ipaddress import ip_address

from anyio import to_thread

from queries.store import audit, warehouse

EVERY, MOST = 60, 10  # seconds between two lines of one kind; kinds that get their own line in that time
OTHERS, UNKNOWN = "other addresses", "unknown"
Kind = tuple[str, str, str]  # of refusals: reason, who, from where


class Refusals:
    """Counts refusals and decides which lines are due."""

    def __init__(self) -> None:
        self.met: dict[Kind, list] = {}  # kind: [second of its last line, refusals since]
        self.one_at_a_time, self.timer = threading.Lock(), None

    async def note(self, reason: str, source: str | None, who: str = "") -> None:
        """Count a refusal: its reason, the visitor's address and, if known, name; write the lines that are due."""
        lines = self.due(time.monotonic(), (reason, who, address(source)))
        if lines:  # in a thread, so that other requests do not wait for the disk
            await to_thread.run_sync(_write, lines)

    def due(self, now: float, met: Kind | None = None) -> dict[Kind, int]:
        """{kind: count} of the lines to write at second `now`; `met` is a refusal to count first."""
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
        """Start a timer that writes the remaining counts in a minute, unless there are none or it already runs."""
        if self.timer is None and any(times for _, times in self.met.values()):
            self.timer = threading.Timer(EVERY, self._left)
            self.timer.daemon = True
            self.timer.start()

    def _left(self) -> None:
        with self.one_at_a_time:
            self.timer = None
        _write(self.due(time.monotonic()))


def address(source: str | None) -> str:
    """The IP address, or UNKNOWN if the text is none: it may come from a header."""
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
