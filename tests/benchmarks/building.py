"""What a whole build costs: `python -m tests.benchmarks.building [EXTRACTS] [--against CHECKOUT] [--rounds N]`.

Processor seconds and peak memory of the build as a program, its reading children included, against a bare read of the same
files; with another checkout beside this one, builds of both in turn, so that what else the computer does falls on both.
Without a folder the invented authority of six years is written first, and that is timed too. Needs a POSIX system.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from data.reading import folder
from queries import printed
from queries.store import audiences, warehouse

HERE = Path(__file__).parents[2]
READ = "import sys; from tests.benchmarks import building; building.read(sys.argv[1])"


class Cost(NamedTuple):
    """What a program took: processor seconds with its children's, and megabytes of the largest of its processes."""

    seconds: float
    megabytes: float


def cost(checkout: Path, *arguments: str) -> Cost:
    """Run a Python program of a checkout to its end; raises CalledProcessError if it fails."""
    process = subprocess.Popen([sys.executable, *arguments], cwd=checkout, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)
    unit = 1024**2 if sys.platform == "darwin" else 1024
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / unit)


def read(extracts: str) -> None:
    """The bare read: every file, and nothing done with it."""
    for _ in folder.read_folder(Path(extracts)):
        pass


def median(costs: list[Cost]) -> Cost:
    """The middle of the seconds and of the megabytes."""
    return Cost(*(statistics.median(column) for column in zip(*costs, strict=True)))


def said(what: str, costs: list[Cost]) -> Cost:
    """Print the median of several runs, with the runs, and return it."""
    middle, every = median(costs), ", ".join(f"{each.seconds:.1f}" for each in costs)
    print(f"{what}: {middle.seconds:.1f} s of processor time ({every}), {middle.megabytes:.0f} MB at its peak", flush=True)
    return middle


def sizes(folder: Path) -> None:
    """Print how large the files of a build are, and how much of each is free."""
    for audience in audiences.every():
        with warehouse.read(audience, folder) as database:
            blocks = "SELECT total_blocks, free_blocks FROM pragma_database_size() WHERE database_name = $name"
            total, free = database.run(blocks, name=audience).row(0)
        size = (warehouse.current(folder) / f"{audience}.duckdb").stat().st_size / 1e6
        print(f"  {audience}.duckdb: {size:.1f} MB, {free} of {total} blocks free")


def compared(extracts: Path, made: Path, against: Path | None, rounds: int) -> None:
    """Print the costs of reading and of building, in turn with those of the other checkout."""
    checkouts = {"this checkout": HERE} | ({f"{against}": against.resolve()} if against else {})
    costs = {name: [] for name in ("reading every file and nothing else", *checkouts)}
    for _ in range(rounds):
        costs["reading every file and nothing else"].append(cost(HERE, "-c", READ, str(extracts)))
        for number, (name, checkout) in enumerate(checkouts.items()):
            to = ("--extracts", str(extracts), "--warehouse", str(made / f"warehouse {number}"))
            costs[name].append(cost(checkout, "-m", "data.build", *to))
    middle = {name: said(name if "reading" in name else f"the whole build, {name}", costs[name]) for name in costs}
    bare, own, *other = middle.values()
    print(f"the build takes {own.seconds / bare.seconds:.1f} times the bare read")
    for each in other:
        seconds, megabytes = own.seconds / each.seconds, own.megabytes / each.megabytes
        print(f"{seconds:.2f} of the other's processor time, {megabytes:.2f} of its memory")
    sizes(made / "warehouse 0")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("extracts", nargs="?", type=lambda name: Path(name).resolve())
    parser.add_argument("--against", type=Path, help="another checkout, with the same libraries")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        extracts = given.extracts or Path(made) / "extracts"
        if not given.extracts:
            script = f"from data import synthetic; synthetic.write({str(extracts)!r})"
            said("writing the invented authority", [cost(HERE, "-c", script)])
        compared(extracts, Path(made), given.against, given.rounds)


if __name__ == "__main__":
    sys.exit(printed.program(main))
