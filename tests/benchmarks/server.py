"""What a click costs the server, and what it keeps: `python -m tests.benchmarks.server [WAREHOUSE] [--clicks N]`.

One server with a full collection after each click and one without, clicked in turn on the invented authority: for each page the
median milliseconds of the server's processor time; then, of the server without, its memory as the clicks go on.
"""

import argparse
import statistics
import sys
from contextlib import ExitStack
from pathlib import Path

from queries import printed
from queries.store import warehouse
from tests.support.browser import started
from tests.support.visitor import Visitor

PAGES = ("accessibility", "overview", "indicator", "compare", "alerts")
TURNS = 8  # clicks on each page for the medians


class Served:
    """A server and its one visitor; `collecting` says whether everything is collected after each click."""

    def __init__(self, folder: Path, collecting: bool, stack: ExitStack):
        address = stack.enter_context(started(folder, STREAMLIT_RUNNER_POST_SCRIPT_GC=str(collecting).lower()))
        self.process = _listening(int(address.rsplit(":", 1)[1]))
        self.visitor = stack.enter_context(Visitor(address, opened=False))

    def click(self, page: str) -> float:
        """Milliseconds of processor time the server spent on one click."""
        before = self._spent()
        self.visitor.go(page)
        return 10 * (self._spent() - before)

    def _spent(self) -> int:
        fields = (self.process / "stat").read_text().rsplit(")", 1)[1].split()
        return int(fields[11]) + int(fields[12])  # hundredths of a second, in the program and for it

    def memory(self) -> int:
        """Megabytes in memory."""
        return int((self.process / "statm").read_text().split()[1]) * 4096 // 1_000_000


def _listening(port: int) -> Path:
    """The process of the server started on this port."""
    return next(each for each in Path("/proc").iterdir() if each.name.isdigit()
                and f"--server.port\0{port}\0".encode() in (each / "cmdline").read_bytes())


def main(folder: Path, clicks: int) -> None:
    """Print the medians page by page, then the memory."""
    with ExitStack() as stack:
        servers = {name: Served(folder, collecting, stack) for name, collecting in (("with", True), ("without", False))}
        for page in PAGES:
            [server.click(page) for server in servers.values() for _ in range(2)]
            took = {name: statistics.median(server.click(page) for _ in range(TURNS)) for name, server in servers.items()}
            print(f"{page}: {took['with']:.0f} ms with a full collection after each click, {took['without']:.0f} ms without")
        for click in range(clicks):
            servers["without"].click(PAGES[click % len(PAGES)])
            if click % max(1, clicks // 10) == 0 or click == clicks - 1:
                print(f"after {click + 1} clicks: {servers['without'].memory()} megabytes")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("warehouse", nargs="?", type=Path, default=warehouse.FOLDER)
    parser.add_argument("--clicks", type=int, default=2000)
    given = parser.parse_args()
    sys.exit(printed.program(main, given.warehouse, given.clicks))
