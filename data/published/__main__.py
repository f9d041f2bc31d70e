"""Makes data/reference from the department's tables as downloaded, and the bank holidays from the library `holidays`.

    python -m data published FOLDER [--to data/reference]

Run it once a year, when the release comes out, and commit the changes. The result depends only on the
downloaded files and the version of the library, so a second run changes no byte.
"""

import sys
from pathlib import Path

import click
import polars as pl

from data import bank_holidays
from data.published import FILES, REFERENCE, SCHEMAS, neighbours, population, series
from data.published.downloads import Download, DownloadError, find, latest
from queries import command_line, printed

POPULATION, NEIGHBOURS = "mid-year population estimates", "statistical neighbours"


@click.command(help=__doc__, short_help="Make data/reference again from the tables as downloaded.")
@click.argument("folder", type=Path)
@click.option("--to", type=Path, default=REFERENCE, help="where to write them (data/reference)")
def command(folder: Path, to: Path) -> int:
    """Rebuild the tables and print what was read and written; on an error write none and return 1."""
    try:
        _rebuild(folder, to)
    except DownloadError as error:
        print(f"No table was written. {error}", file=sys.stderr)
        return 1
    return 0


def main(arguments: list[str] | None = None) -> int:
    """`python -m data.published`, the older spelling of `python -m data published`; its exit code."""
    return command_line.run(command, "python -m data.published", arguments)


def _rebuild(folder: Path, to: Path) -> None:
    found = find(folder)
    used = {title: latest(found[title]) for title in (*series.SERIES, POPULATION)}
    children = population.tidy(used[POPULATION])
    published = pl.concat(series.tidy(title, used[title], children) for title in series.SERIES)
    published = published.sort("series", "area_code", "year")
    tables = {
        "published": (published, [used[title] for title in series.SERIES]),
        "neighbour": (neighbours.tidy(found[NEIGHBOURS]), found[NEIGHBOURS]),
        "population": (children, [used[POPULATION]]),
    }
    to.mkdir(parents=True, exist_ok=True)
    for name, (frame, sources) in tables.items():
        frame.select(SCHEMAS[name].keys()).write_csv(to / FILES[name])
        printed.say(_summary(name, frame, sources))
    _holidays(to)
    counted, differ, badly = series.disagreements(published)
    printed.say(f"check: {counted} printed authority percentages against their own counts, {differ} differ by 0.1 or more, "
          f"{badly} by more than 0.1{': look at these before using the tables' if badly else ''}")


def _holidays(to: Path) -> None:
    frame = bank_holidays.table()
    frame.write_csv(to / FILES["bank_holiday"])
    printed.say(f"bank_holiday: wrote {frame.height} days, {frame['day'].min()} to {frame['day'].max()}")


def _summary(name: str, frame: pl.DataFrame, sources: list[Download]) -> str:
    read_from = ", ".join(f"{source.rows.height} rows of {source.file}" for source in sources)
    symbols = frame["symbol"].drop_nulls().to_list() if "symbol" in frame.columns else []
    kept = ", ".join(f"{symbol} {symbols.count(symbol)}" for symbol in sorted(set(symbols)))
    return f"{name}: read {read_from}; wrote {frame.height} rows; symbols kept: {kept or 'none'}"


if __name__ == "__main__":
    sys.exit(printed.program(main))
