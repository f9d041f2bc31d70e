"""What people wrote about a figure, for the audiences they chose, beside the figure of its period.

An audience reads a comment only if its author let it, and only if its own file holds that series by that period: words about a
month's figure are not for whoever has quarters only.
"""

import polars as pl

from indicators import catalogue
from indicators.roles import ROLES, View, must_decide
from indicators.row_types import Figure
from queries.store import decisions

READERS = {role.id: role.title for role in ROLES.values() if not role.decides}  # whom an author may let read, besides who decides
TEAMS = {name: title for name, title in READERS.items() if ROLES[name].teams}  # and of a team's figure


def readable(view: View) -> pl.DataFrame:
    """Every comment this view's role may read, in its latest version, newest period first: columns as `decisions.comments`."""
    found = decisions.comments(view.warehouse, view.role.id)
    if found.is_empty():
        return found
    held = [pl.col("grain").is_in(catalogue.grains(view, breakdown)) & (pl.col("breakdown") == breakdown)
            for breakdown in ("all", "team")]
    known = [each.id for each in catalogue.indicators(view)]
    team = (pl.col("breakdown") == "all") | pl.col("category").is_in(catalogue.teams(view))
    return found.filter(pl.col("indicator").is_in(known), pl.any_horizontal(held), team)


def of_series(comments: pl.DataFrame, series: decisions.Series) -> pl.DataFrame:
    """Those about one series (indicator, breakdown, category), whatever their grain, newest period first."""
    return comments.filter(**dict(zip(decisions.SERIES, decisions.series_of(series), strict=True)))


def about(row: Figure) -> decisions.Commented:
    """What a comment on a figure keeps of it: its series, and the period of which grain."""
    return {"indicator": row.indicator, "breakdown": row.breakdown, "category": row.category, "grain": row.grain,
            "period_start": row.period_start, "period_end": row.period_end}


def write(
    view: View, period: decisions.Commented, text: str, by: str, readers: tuple[str, ...] = (), replaces: int | None = None
) -> None:
    """Keep a comment on a figure (see `about`), or correct one; raises NotAllowed for a role that may not,
    decisions.Refused with what to mend.
    """
    must_decide(view, "writes comments", "them")
    decisions.write_comment(view.warehouse, period, text, by, readers, replaces)


def withdraw(view: View, comment: int, by: str) -> None:
    """Take a comment back; raises as `write` does."""
    must_decide(view, "writes comments", "them")
    decisions.withdraw_comment(view.warehouse, comment, by)
