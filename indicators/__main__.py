"""The same figures on the command line: `python -m indicators list`, `figures ID`, `alerts`.

Figures that are taken away here leave the same line in the audit log as a file of the pages, under the name of the account that
asked, and a spreadsheet finds no formula in them. Nothing is printed where that line cannot be written.
"""

import argparse
import os
import sys
from pathlib import Path

import polars as pl

from indicators import catalogue, figures
from indicators.roles import ROLES, WITH_RECORDS, NotAllowed, View, open_to
from indicators.wording import letters, looked_at
from queries import printed
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


def main(arguments: list[str] | None = None) -> int:
    """Print what was asked for; 0 when done, 1 with a message when it cannot be."""
    try:
        given = _parser().parse_args(arguments)
        view = _view(given)
        found = given.show(given, view)
        said = _said(found, given.format)
        if isinstance(found, pl.DataFrame):
            _note(given, view, found.height)
    except PROBLEMS as problem:
        print(problem, file=sys.stderr)
        return 1
    print(said, end="")
    return 0


def _parser() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--warehouse", type=Path, default=warehouse.FOLDER, help="where the figures were built")
    shared.add_argument("--role", choices=ROLES, help=f"read as this audience ({WITH_RECORDS.id})")
    shared.add_argument("--format", choices=("csv", "json"), default="csv")
    parser = argparse.ArgumentParser(prog="python -m indicators", description=__doc__)
    commands = parser.add_subparsers(required=True, dest="command", metavar="list | figures | alerts")
    commands.add_parser("list", parents=[shared], help="a line for each indicator").set_defaults(show=_list)
    listed = "what may have changed; how many figures were tested is said beside the list"
    commands.add_parser("alerts", parents=[shared], help=listed).set_defaults(show=_alerts)
    one = commands.add_parser("figures", parents=[shared], help="one indicator's figures")
    one.add_argument("id")
    one.add_argument("--grain", choices=catalogue.GRAINS, default="month")
    told = "a breakdown; `category` is the indicator's own, which `list` names"
    one.add_argument("--by", choices=("all", *breakdowns.every()), default="all", help=told)
    one.set_defaults(show=_figures)
    return parser


def _view(given: argparse.Namespace) -> View:
    """The role asked for, unless this process was started for one audience, which is then the only one it may read."""
    audience = os.environ.get("SIGHTLINE_AUDIENCE")
    role = ROLES[given.role] if given.role else WITH_RECORDS
    if audience and role not in open_to(audience, invented=False):
        if given.role:
            raise NotAllowed(f"SIGHTLINE_AUDIENCE is {audience}: this process may read no other audience's file.")
        role = open_to(audience, invented=False)[0]
    return View(role=role, warehouse=given.warehouse)


def _list(given: argparse.Namespace, view: View) -> list[str]:
    every = catalogue.indicators(view)
    return [f"{each.id}  {each.title}" + (f" (category: {each.groups.lower()})" if each.groups else "") for each in every]


def _figures(given: argparse.Namespace, view: View) -> pl.DataFrame:
    return figures.figures(view.of(indicator=given.id, grain=given.grain, breakdown=given.by)).select(SHOWN)


def _alerts(given: argparse.Namespace, view: View) -> pl.DataFrame:
    """The alerts; how many figures were tested goes beside them, because an empty list says nothing of the others."""
    catalogue.must_count(view)
    found, levels = figures.alerts(view), figures.looked_at(view)
    act = found.filter(level="act").height
    said = [*([] if act else [looked_at.nothing_new(levels, found.height)]), looked_at.how_many(levels)]
    print(" ".join(said), file=sys.stderr)
    return found


def _note(given: argparse.Namespace, view: View, rows: int) -> None:
    """The line that says who took what away; raises NotWritten."""
    asked = {name: value for name in ("command", "id", "grain", "by", "format") if (value := getattr(given, name, None))}
    audit.append(view.warehouse, "export", _account(), view.role.id, {"at": "the command line", **asked, "rows": rows})


def _account() -> str:
    """The name of the account that asks, as this machine knows it and not as the environment says; else its number."""
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
    return f"{found.write_json()}\n" if form == "json" else letters.csv(found)


if __name__ == "__main__":
    sys.exit(printed.program(main))
