"""`python -m queries check [FILE ...]` checks indicator files: the header, the SELECT, and every worked example.

For each file it prints that the file is right, or the line and what to do. Without files it checks all of them.
`python -m queries audit FILE` checks the audit log.
"""

import sys
from pathlib import Path
from typing import Any

import click

from data import settings
from queries import IndicatorFile, QueryError, command_line, indicator_paths, printed, read, sources
from queries.definitions import examples, header
from queries.store import audit, engine


def problems(path: Path, chosen: dict) -> list[str]:
    """What is wrong with one file, as sentences; empty if it is right. `chosen` are the authority's settings as parameters."""
    try:
        file = read(path)
        indicator = header.check(file)
    except QueryError as problem:
        return [str(problem)]
    if len(file.examples) < 2:
        return [f"{path}: it has {len(file.examples)} worked examples. Write two or more, one with a case that people get wrong."]
    return [said for example in file.examples for said in _differs(file, indicator, example, chosen)]


def _differs(
    file: IndicatorFile, indicator: header.Indicator, example: dict[str, Any], chosen: dict[str, Any],
) -> list[str]:
    """What one worked example shows to be wrong, as at most one sentence."""
    named = f'{file.path}: example "{example.get("says", "")}"'
    try:
        (rows,) = examples.counted([file], example, chosen)
        lacks = header.lacks(indicator, rows.columns)
        if lacks:
            return [f"{file.path}: line {file.line}: {lacks}"]
        if rows["record_id"].n_unique() < rows.height:
            return [f"{named}: two rows have the same record_id. Make it unique, such as the plan and the month end."]
        found = examples.about_somebody(file, example, chosen) if indicator.counts else 0
        if found:
            return [f"{named}: {header.counts_somebody(found)}"]
        counts = dict(zip(rows["record_id"].cast(str), rows["numerator"], strict=True))
    except QueryError as problem:
        return [f"{named}: {problem}"]
    except engine.SqlError as problem:
        return [header.sql_problem(file, problem)]
    return [] if counts == example.get("counts") else [f"{named}: it says {example.get('counts')}; the SELECT counts {counts}."]


@click.command(help="Check indicator files (by default all).")
@click.argument("files", nargs=-1, type=Path, metavar="[FILE ...]")
def check(files: tuple[Path, ...]) -> int:
    """Print for each file that it is right, or what is wrong; returns 0 if all are right, otherwise 1."""
    try:
        chosen, wrong = settings.parameters(settings.load()), 0
        sources.every()  # a wrong source would be blamed on each example
    except (settings.SettingsError, QueryError) as problem:
        print(problem, file=sys.stderr)
        return 1
    for path in files or indicator_paths():
        said = problems(path, chosen)
        wrong += bool(said)
        print("\n".join(said) if said else f"{path}: right", file=sys.stderr if said else sys.stdout)
    return 1 if wrong else 0


COMMANDS = click.Group("queries", {"check": check, "audit": audit.command}, help=__doc__, no_args_is_help=False)


def main(arguments: list[str] | None = None) -> int:
    """`python -m queries COMMAND`; its exit code."""
    return command_line.run(COMMANDS, "python -m queries", arguments)


if __name__ == "__main__":
    sys.exit(printed.program(main))
