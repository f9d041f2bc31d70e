"""`python -m data withdrawn FILE` writes the records that newer extracts lack, where a build asks whether they are rightly gone.

A row is a record of an older extract: the newer extract that lacks it, the list, and the older file, its row, id and day.
Nothing is built.
"""

import sys
from pathlib import Path

import click

from data import loading, settings, withdrawn
from data.reading import folder as drop_folder
from queries import command_line, printed, spreadsheets
from queries.store import engine, private

EXTRACTS = Path(__file__).parent / "extracts"


def write(file: Path, extracts: Path, shares: dict[str, int]) -> int:
    """Write the records as CSV, and return how many. `shares` are those of [belief]. Raises LoadError and OSError."""
    if not extracts.is_dir():
        raise loading.LoadError(f"{extracts}: no such folder. Name the folder of the extracts with --extracts.")
    with engine.memory() as database:
        loading.take_in(database, drop_folder.read_folder(extracts), shares=shares)
        rows = withdrawn.listed(database)
    with open(file, "w", encoding="utf-8", newline="", opener=private.opener) as target:
        target.write(spreadsheets.csv_file(rows))
    return len(rows)


@click.command(help=__doc__, short_help="Write the records that newer extracts lack.")
@click.argument("file", type=Path)
@click.option("--extracts", type=Path, default=EXTRACTS, help="folder of extracts (data/extracts)")
def command(file: Path, extracts: Path) -> int:
    """Write the file; returns 0 if that worked, otherwise 1 with a message."""
    try:
        number = write(file, extracts, settings.load()["belief"])
    except (loading.LoadError, settings.SettingsError, OSError) as problem:
        printed.say(str(problem), error=True)
        return 1
    printed.say(f"{number} records written to {file}.")
    return 0


def main(arguments: list[str] | None = None) -> int:
    """`python -m data withdrawn`, for a program; its exit code."""
    return command_line.run(command, "python -m data withdrawn", arguments)


if __name__ == "__main__":
    sys.exit(printed.program(main))
