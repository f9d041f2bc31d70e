"""The same figures on the command line: `python -m indicators list`, `figures ID`, `alerts`."""

import argparse
import os
import sys
from pathlib import Path

import polars as pl

from indicators import catalogue, figures, looked_at
from indicators.roles import PERFORMANCE, ROLES, NotAllowed, View, open_to
from queries import printed, warehouse

SHOWN = [
    "period_start", "period_end", "breakdown", "category", "numerator", "denominator", "value", "symbol", "basis",
    "provisional", "short_history", "centre", "lower", "upper", "signal", "judgement", "chart", "chart_reason",
    "comparator_year", "neighbours_median", "neighbours_mean", "region", "england", "rank", "ranked",
]
PROBLEMS = (catalogue.NoSuchIndicator, catalogue.NothingCounted, NotAllowed, warehouse.NothingBuilt, ValueError)


def main(arguments: list[str] | None = None) -> int:
    """Print what was asked for; 0 when done, 1 with a message when it cannot be."""
    given = _parser().parse_args(arguments)
    try:
        _print(given.show(given, _view(given)), given.format)
    except PROBLEMS as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--warehouse", type=Path, default=warehouse.FOLDER, help="where the figures were built")
    shared.add_argument("--role", choices=ROLES, help="read as this audience (performance)")
    shared.add_argument("--format", choices=("csv", "json"), default="csv")
    parser = argparse.ArgumentParser(prog="python -m indicators", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="list | figures | alerts")
    commands.add_parser("list", parents=[shared], help="a line for each indicator").set_defaults(show=_list)
    listed = "what may have changed; how many figures were tested is said beside the list"
    commands.add_parser("alerts", parents=[shared], help=listed).set_defaults(show=_alerts)
    one = commands.add_parser("figures", parents=[shared], help="one indicator's figures")
    one.add_argument("id")
    one.add_argument("--grain", choices=catalogue.GRAINS, default="month")
    told = "a breakdown; `category` is the indicator's own, which `list` names"
    one.add_argument("--by", choices=("all", *catalogue.BREAKDOWNS), default="all", help=told)
    one.set_defaults(show=_figures)
    return parser


def _view(given: argparse.Namespace) -> View:
    """The role asked for, unless this process was started for one audience, which is then the only one it may read."""
    audience = os.environ.get("SIGHTLINE_AUDIENCE")
    role = ROLES[given.role] if given.role else PERFORMANCE
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


def _print(shown: list[str] | pl.DataFrame, form: str) -> None:
    if isinstance(shown, list):
        print("\n".join(shown))
    elif form == "json":
        print(shown.write_json())
    else:
        print(shown.write_csv(), end="")


if __name__ == "__main__":
    sys.exit(printed.program(main))
