"""How long the figures of a page take against a bare read of the same rows: `python -m tests.benchmarks.reading [WAREHOUSE]`.

Each line: what was measured, its median of seven runs in milliseconds, and how many times the bare read that is. And how the
time a CSV takes grows with its rows, quoted and not, against a bare Polars read of it: `python -m tests.benchmarks.reading csv
[MOST_ROWS]`, from 50,000 to 1,000,000 rows.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

import polars as pl

from data.reading import lists, readers
from indicators import figures
from indicators.comparing import neighbours
from indicators.roles import ROLES, View
from queries import printed
from queries.store import warehouse

RUNS = 7
ROWS = (50_000, 100_000, 200_000, 500_000, 1_000_000)
HEADER = "contact_id,child_id,contact_date,contact_source,outcome,reason,team\n"
KINDS = {"unquoted": "Police", "quoted": '"Police, town"', "never closed": '"Police'}


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
    with warehouse.read(view.role.id, view.warehouse) as database:
        database.run("SELECT * FROM series")


def spent(work) -> float:
    """The processor seconds of one call."""
    began = time.process_time()
    work()
    return time.process_time() - began


def grow(most: int) -> None:
    """Print the processor seconds of reading ever longer CSVs, also for a million rows and against a bare Polars read."""
    known = lists.load()
    for kind, source in KINDS.items():
        for rows in (each for each in ROWS if each <= most):
            with tempfile.TemporaryDirectory() as folder:
                file = Path(folder, "contact_2026-10-31.csv")
                lines = (f"C{row},{row % 9000},2026-10-{row % 28 + 1:02d},{source},NFA,,East\n" for row in range(rows))
                file.write_text(HEADER + "".join(lines), encoding="utf-8")
                took = spent(lambda file=file: readers.read(file, known))
                alone = 0.0 if kind == "never closed" else spent(lambda file=file: pl.read_csv(file, infer_schema=False))
            beside = f", {took / alone:.0f} times Polars ({alone:.2f} s)" if alone else ""
            print(f"{rows:,} rows, {kind}: {took:.2f} s, {took / rows * 1e6:.1f} s a million{beside}", flush=True)


def main(folder: Path) -> None:
    """Print the measurements for each audience."""
    for role in ROLES.values():
        view = View(role=role, grain=role.grain, warehouse=folder)
        held = warehouse.read(view.role.id, view.warehouse)  # a page holds its audience's file open while it is drawn
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
    if sys.argv[1:2] == ["csv"]:
        sys.exit(printed.program(grow, int(sys.argv[2]) if len(sys.argv) > 2 else ROWS[-1]))
    sys.exit(printed.program(main, Path(sys.argv[1]) if len(sys.argv) > 1 else warehouse.FOLDER))
