"""Comments on the figures of a period, for the audiences that their authors chose.

An audience reads a comment only if its author ticked that audience and its own file holds the series at that grain. So an
audience with quarters does not read comments on a month.
"""

import polars as pl

from indicators import catalogue
from indicators.roles import ROLES, View, must_decide
from indicators.row_types import Figure
from queries.store import decisions

READERS = {role.id: role.title for role in ROLES.values() if not role.decides}  # the audiences that an author can tick
TEAMS = {name: title for name, title in READERS.items() if ROLES[name].teams}  # the same for a team's figure


def readable(view: View) -> pl.DataFrame:
    """The comments that this view's role may read, in their latest version, newest period first: as `decisions.comments`."""
    found = decisions.comments(view.warehouse, view.role.id)
    if found.is_empty():
        return found
    held = [pl.col("grain").is_in(catalogue.grains(view, breakdown)) & (pl.col("breakdown") == breakdown)
            for breakdown in ("all", "team")]
    known = [each.id for each in catalogue.indicators(view)]
    team = (pl.col("breakdown") == "all") | pl.col("category").is_in(catalogue.teams(view))
    return found.filter(pl.col("indicator").is_in(known), pl.any_horizontal(held), team)


def of_series(comments: pl.DataFrame, series: decisions.Series) -> pl.DataFrame:
    """The comments on one series (indicator, breakdown, category) at every grain, newest period first."""
    return comments.filter(**dict(zip(decisions.SERIES, decisions.series_of(series), strict=True)))


def about(row: Figure) -> decisions.Commented:
    """What a comment on a figure keeps of it: its series, and the period of which grain."""
    return {"indicator": row.indicator, "breakdown": row.breakdown, "category": row.category, "grain": row.grain,
            "period_start": row.period_start, "period_end": row.period_end}


def write(
    view: View, period: decisions.Commented, text: str, by: str, readers: tuple[str, ...] = (), replaces: int | None = None
) -> None:
    """Store a comment on a figure (see `about`), or a corrected one that `replaces` it; raises NotAllowed for a role that may
    not, decisions.Refused with what to correct.
    """
    must_decide(view, "writes comments", "them")
    decisions.write_comment(view.warehouse, period, text, by, readers, replaces)


def withdraw(view: View, comment: int, by: str) -> None:
    """Withdraw a comment; raises as `write` does."""
    must_decide(view, "writes comments", "them")
    decisions.withdraw_comment(view.warehouse, comment, by)
