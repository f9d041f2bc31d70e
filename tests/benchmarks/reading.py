"""How long the figures of a page take against a bare read of the same rows: `python -m tests.benchmarks.reading [WAREHOUSE]`.

Each line: what was measured, its median of seven runs in milliseconds, and how many times the bare read that is.
"""

import statistics
import sys
import time
from pathlib import Path

from indicators import figures, neighbours
from indicators.roles import ROLES, View
from queries import printed, warehouse

RUNS = 7


def median(work) -> float:
    """The median time of one call, in milliseconds, after one that does not count."""
    work()
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - began))
    return statistics.median(times)


def bare(view: View) -> None:
    """Open the audience's file and read every figure it holds."""
    with view.read() as database:
        database.run("SELECT * FROM series")


def main(folder: Path) -> None:
    """Print the measurements for each audience."""
    for role in ROLES.values():
        view = View(role=role, grain=role.grain, warehouse=folder)
        held = view.read()  # a page holds its audience's file open while it is drawn
        base = median(lambda view=view: bare(view))
        print(f"{role.title}: a bare read of every figure {base:.0f} ms")
        for name, work in {
            "overview": lambda view=view: figures.overview(view),
            "one indicator": lambda view=view: figures.figures(view),
            "alerts": lambda view=view: figures.alerts(view),
            "comparison": lambda view=view: neighbours.by_year(view, figures.catalogue.find(view)),
        }.items():
            took = median(work)
            print(f"  {name}: {took:.0f} ms, {took / base:.1f} times")
        held.close()


if __name__ == "__main__":
    sys.exit(printed.program(main, Path(sys.argv[1]) if len(sys.argv) > 1 else warehouse.FOLDER))
