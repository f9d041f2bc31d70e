"""`python -m data refused FOLDER` writes the refused rows of a build, and rows with a refused cell, as a CSV for each list.

Put the rows right and put the files beside the extracts: the next build reads the corrected rows in place of the refused ones.
The columns that begin with "Sightline:" say which row each is and why it was refused; keep them.
"""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import click
import polars as pl

import queries
from data import faults
from data.preview import header
from data.reading import lists
from data.reading.corrections import KEYS, NAME, RAW, WHY
from queries import printed, spreadsheets
from queries.store import audiences, build_format, builds, engine, private, warehouse

PROBLEMS = (warehouse.NothingBuilt, warehouse.WrongPointer, OSError, engine.SqlError)


class NoBuild(warehouse.NothingBuilt):
    """The build that was named is not there, or another version of Sightline made it."""


def write(folder: Path, build: Path) -> list[Path]:
    """Write a file for each list and day of extracts of a build with refused rows, and return the files; raises one of PROBLEMS.

    No existing file is overwritten. The files have rows about children: only this account can read them.
    """
    private.folder(folder)
    audience = audiences.with_records()
    with engine.read(build / f"{audience.id}.duckdb") as database:
        if not build_format.fits(database, audience) and build.suffix != builds.CHECKED:
            raise NoBuild(f"Another version of Sightline made the build {build.name}. Build again, then take the rows away.")
        found = database.run(queries.text("reading/refused_rows"))
        found = found.group_by("list", "extract_date", "file", "row_number", "mark", maintain_order=True).agg(
            pl.col("reason").str.join(" "), pl.col("received").drop_nulls().first())
        return [_write(folder, str(name), str(day), _text(database, str(name), rows))
                for (name, day), rows in found.group_by(["list", "extract_date"], maintain_order=True)]  # fmt: skip


def named(folder: Path, name: str | None) -> Path:
    """The build of this name in a warehouse, also one that waits after a check; without a name, the one in use."""
    if name is None:
        return warehouse.current(folder)
    for path in (folder / name, folder / f"{name}{builds.CHECKED}"):
        if builds.NAME.fullmatch(path.name) and path.is_dir() and builds.files(path):
            return path
    raise NoBuild(f"{folder} has no build {name!r}. There are: {', '.join(path.name for path in builds.present(folder))}.")


def _text(database: engine.Database, name: str, rows: pl.DataFrame) -> str:
    """The CSV of the refused rows of one list."""
    spec = next(each for each in lists.load() if each.id == name)
    cells = database.run(queries.text("reading/refused_cells"), list=name)
    held = {(file, number, field): text for file, number, field, text in cells.rows()}  # columns as in refused_cells.sql
    had = set(cells["field"])
    fields = [field for field in spec.columns if field in had or not had]
    titles = {field: header(spec, field) for field in fields}
    out = io.StringIO()
    csv.writer(out).writerows([[*titles.values(), *KEYS.values(), WHY, RAW], *_rows(rows, fields, titles, held)])
    return out.getvalue()


def _rows(rows: pl.DataFrame, fields: list[str], titles: dict[str, str], held: dict) -> Iterator[list[str]]:
    for row in rows.iter_rows(named=True):
        own = [held.get((row["file"], row["row_number"], field)) for field in fields]
        reason = re.sub(r"\((\w+)\)", lambda found: f"({titles.get(found[1], found[1])})", row["reason"])
        cells = (*own, row["file"], str(row["row_number"]), row["mark"], reason, row["received"])
        yield [spreadsheets.kept_as_text(cell or "") for cell in cells]

def _write(folder: Path, name: str, day: str, text: str) -> Path:
    plain = NAME.format(list=name, day=day)
    for number in range(1, 1000):
        path = folder / (plain if number == 1 else plain.replace(".csv", f"_{number}.csv"))
        try:
            with open(path, "x", encoding="utf-8-sig", newline="", opener=private.opener) as file:
                file.write(text)
            return path
        except FileExistsError:
            continue
    raise FileExistsError(f"{folder} already has a thousand files {plain}. Name another folder.")


@click.command(help=__doc__, short_help="Write the refused rows of a build, to be put right.")
@click.argument("folder", type=Path)
@click.option("--build", metavar="NAME", help="the build, also a checked one (the one in use)")
@click.option("--warehouse", "held", type=Path, default=warehouse.FOLDER, help="where the build is (data/warehouse)")
def command(folder: Path, build: str | None, held: Path) -> int:
    """Write the files; returns 0 if that worked, otherwise 1 with a message."""
    try:
        written = write(folder, named(held, build))
    except PROBLEMS as problem:
        of_machine = isinstance(problem, OSError | engine.SqlError) and faults.of_the_machine(problem, folder)
        printed.say(of_machine or str(problem), error=True)
        return 1
    printed.say("\n".join(map(str, written)) or "The build refused no row and no cell.")
    return 0
