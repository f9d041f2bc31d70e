"""The figures on the command line: `python -m indicators list`, `figures ID`, `alerts`.

Printing figures writes a line to the audit log, as a download from a page does, with the name of the account. If the line cannot
be written, no figures are printed. The CSV holds no formula that a spreadsheet would run.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import click
import polars as pl

from indicators import catalogue, figures
from indicators.roles import ROLES, WITH_RECORDS, NotAllowed, View, open_to
from indicators.wording import looked_at
from queries import command_line, printed, spreadsheets
from queries.model import breakdowns
from queries.store import audit, warehouse

SHOWN = [
    "period_start", "period_end", "breakdown", "category", "numerator", "denominator", "value", "symbol", "basis",
    "provisional", "short_history", "centre", "lower", "upper", "signal", "judgement", "chart", "chart_reason",
    "comparator_year", "neighbours_median", "neighbours_mean", "region", "england", "rank", "ranked",
]
PROBLEMS = (
    catalogue.NoSuchIndicator, catalogue.NothingCounted, NotAllowed, warehouse.NothingBuilt, audit.NotWritten, ValueError,
)


def _of_all(command: Callable[..., None]) -> Callable[..., None]:
    """A command with the options that all commands take."""
    for option in reversed((
        click.option("--warehouse", type=Path, default=warehouse.FOLDER, help="where the figures were built"),
        click.option("--role", type=click.Choice(list(ROLES)), help=f"read as this audience ({WITH_RECORDS.id})"),
        click.option("--format", type=click.Choice(("csv", "json")), default="csv"),
    )):
        command = option(command)
    return command


def _listed(context: click.Context, option: click.Parameter, given: str) -> str:
    """The name of a breakdown; raises click.BadParameter for an unknown one."""
    known = ("all", *breakdowns.every())
    if given not in known:
        raise click.BadParameter(f"{given!r} is not one of {', '.join(known)}.")
    return given


@click.group("indicators", help=__doc__, no_args_is_help=False)
def commands() -> None:
    """The figures on the command line; an error in the list of breakdowns is reported before any figure is read."""
    breakdowns.every()


@commands.command("list", help="A line for each indicator.")
@_of_all
def _list(**given: str | Path | None) -> None:
    _answer(SimpleNamespace(command="list", **given), _lines)


@commands.command("figures", help="One indicator's figures.")
@click.argument("id")
@click.option("--grain", type=click.Choice(catalogue.GRAINS), default="month")
@click.option("--by", default="all", callback=_listed, metavar="BREAKDOWN",
              help="a breakdown, such as team; `category` is the indicator's own, which `list` names")
@_of_all
def _figures(**given: str | Path | None) -> None:
    _answer(SimpleNamespace(command="figures", **given), _series)


@commands.command("alerts", help="The figures that may have changed, with the number of figures tested.")
@_of_all
def _alerts(**given: str | Path | None) -> None:
    _answer(SimpleNamespace(command="alerts", **given), _found)



def main(arguments: list[str] | None = None) -> int:
    """Print the answer to a command; 0 when done, 1 with a message for one of PROBLEMS, 2 for a wrong command."""
    try:
        return command_line.run(commands, "python -m indicators", arguments)
    except PROBLEMS as problem:
        print(problem, file=sys.stderr)
        return 1


def _answer(given: SimpleNamespace, show: Callable[[SimpleNamespace, View], list[str] | pl.DataFrame]) -> None:
    """Print the result of `show`, after the line in the audit log for figures; raises one of PROBLEMS."""
    view = _view(given)
    found = show(given, view)
    said = _said(found, given.format)
    if isinstance(found, pl.DataFrame):
        _note(given, view, found.height)
    print(said, end="")


def _view(given: SimpleNamespace) -> View:
    """The view of the role asked for; raises NotAllowed if this process was started for another audience."""
    audience = os.environ.get("SIGHTLINE_AUDIENCE")
    role = ROLES[given.role] if given.role else WITH_RECORDS
    if audience and role not in open_to(audience, invented=False):
        if given.role:
            raise NotAllowed(f"SIGHTLINE_AUDIENCE is {audience}: this process may read no other audience's file.")
        role = open_to(audience, invented=False)[0]
    return View(role=role, warehouse=given.warehouse)


def _lines(given: SimpleNamespace, view: View) -> list[str]:
    every = catalogue.indicators(view)
    return [f"{each.id}  {each.title}" + (f" (category: {each.groups.lower()})" if each.groups else "") for each in every]


def _series(given: SimpleNamespace, view: View) -> pl.DataFrame:
    return figures.figures(view.of(indicator=given.id, grain=given.grain, breakdown=given.by)).select(SHOWN)


def _found(given: SimpleNamespace, view: View) -> pl.DataFrame:
    """The alerts; the number of figures tested is printed to stderr, because an empty list says nothing about the others."""
    catalogue.must_count(view)
    found, levels = figures.alerts(view), figures.looked_at(view)
    act = found.filter(level="act").height
    said = [*([] if act else [looked_at.nothing_new(levels, found.height)]), looked_at.how_many(levels)]
    print(" ".join(said), file=sys.stderr)
    return found


def _note(given: SimpleNamespace, view: View, rows: int) -> None:
    """Write the line of this export to the audit log; raises NotWritten."""
    asked = {name: value for name in ("command", "id", "grain", "by", "format") if (value := getattr(given, name, None))}
    audit.append(view.warehouse, "export", _account(), view.role.id, {"at": "the command line", **asked, "rows": rows})


def _account() -> str:
    """The name of the account, from the operating system and not from the environment; its number if it has no name."""
    try:
        import pwd
    except ImportError:  # Windows
        return os.getlogin()
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return f"account {os.getuid()}"


def _said(found: list[str] | pl.DataFrame, form: str) -> str:
    if isinstance(found, list):
        return "\n".join([*found, ""])
    return f"{found.write_json()}\n" if form == "json" else spreadsheets.csv(found)


if __name__ == "__main__":
    sys.exit(printed.program(main))
