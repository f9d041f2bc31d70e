"""Protects children's privacy in the figures of an audience's file, before the file is written.

If readers could filter freely, they could find hidden small numbers by subtraction. So an audience gets a fixed catalogue of
figures, with both numbers of every figure rounded and the value calculated from the rounded ones. Limits, signals and intervals
are calculated later from these, so they cannot reveal more. This module has the rules, and protects the table of figures; waits
and journeys are in other tables, and their modules use the same rules. A figure that does not count people, such as agencies at
meetings of the board, stays exact.
"""

from collections.abc import Collection
from typing import TypeVar, overload

import polars as pl

from data.settings import Rule
from queries.definitions.header import AVERAGES

HIDDEN = "c"
Count = TypeVar("Count", int, pl.Expr)  # one number, or a column of them
Yes = bool | pl.Expr


def protect(series: pl.DataFrame, shown_as: dict[str, str], rule: Rule, exact: Collection[str] = ()) -> pl.DataFrame:
    """The rows of `series` that an audience may have, with protected numbers.

    `shown_as` is {indicator: unit}; `rule` is the audience's rule: `catalogue` (pairs of grain and breakdown), `round_to`,
    `smallest_group`, `hide_up_to`. Counts become multiples of `round_to`, percentages and days whole numbers; rates, whose
    denominator is a public estimate, have one decimal. A reader who subtracts all other groups from the whole gets only a rounded
    result for a hidden group. Adds `rounded_to`: `round_to`, or 1 for the indicators in `exact`, which do not count people.
    """
    kept = held(series, rule).with_row_index("place")
    free = pl.col("indicator").is_in(list(exact))
    protected = _protected(kept.filter(~free), shown_as, rule)
    return pl.concat([protected, kept.filter(free).with_columns(rounded_to=pl.lit(1, pl.Int64))]).sort("place").drop("place")


def _protected(series: pl.DataFrame, shown_as: dict[str, str], rule: Rule) -> pl.DataFrame:
    unit = pl.col("indicator").replace_strict(shown_as)
    average, number, rate = unit.is_in(AVERAGES), unit == "number", unit == "rate per 10,000"
    numerator, counted = (rounded(pl.col(name), rule) for name in ("numerator", "denominator"))
    denominator = pl.when(rate).then(pl.col("denominator")).otherwise(counted)
    group = pl.when(number | rate).then(pl.col("numerator")).otherwise(pl.col("denominator"))  # the size of the group
    value = pl.when(average).then(pl.col("value").round()).when(number).then(numerator.cast(pl.Float64))
    value = value.when(rate).then((10_000 * numerator / denominator).round(1))
    return (
        series
        .with_columns(hidden=_hidden(group, average, number | rate, rule))
        .with_columns(value=value.otherwise(_percent(numerator, denominator)))
        .with_columns(denominator=denominator)
        .with_columns(numerator=pl.when(average).then(pl.col("value") * denominator).otherwise(numerator).cast(pl.Int64))
        .pipe(_blank)
        .with_columns(rounded_to=pl.lit(rule["round_to"], pl.Int64))  # so that limits can allow for it
    )


def held(frame: pl.DataFrame, rule: Rule) -> pl.DataFrame:
    """The rows whose grain and breakdown are in the rule's catalogue."""
    kept = pl.DataFrame(rule["catalogue"], schema=["grain", "breakdown"], orient="row")
    return frame.join(kept, on=["grain", "breakdown"], how="semi")


def rounded(count: Count, rule: Rule) -> Count:
    """A count, or a column of counts, to the nearest multiple of the rule's `round_to`."""
    base = rule["round_to"]
    return (count + base // 2) // base * base if base > 1 else count


def least(count: Count, rule: Rule) -> Count:
    """The smallest count that rounds to this one."""
    return count - rule["round_to"] // 2


@overload
def few(count: int, rule: Rule) -> bool: ...


@overload
def few(count: pl.Expr, rule: Rule) -> pl.Expr: ...


def few(count: Count, rule: Rule) -> Yes:
    """Whether the rule's `hide_up_to` hides this count; 0 reveals nothing about a child."""
    return (count >= 1) & (count <= rule["hide_up_to"])


@overload
def small(group: int, rule: Rule) -> bool: ...


@overload
def small(group: pl.Expr, rule: Rule) -> pl.Expr: ...


def small(group: Count, rule: Rule) -> Yes:
    """Whether the rule's `smallest_group` hides this group: its rounded size is smaller."""
    return rounded(group, rule) < rule["smallest_group"]


def together(counts: list[tuple[int, int]], rule: Rule) -> tuple[list[int], list[int]]:
    """(indexes of the parts to show, indexes of the parts to combine), for the parts of one whole.

    Each part is (rank, count). Small parts are combined with at least one other part, of the nearest rank and then the smallest
    count, until the combination is not small. So a reader who subtracts the shown parts from the whole finds no small count. If
    that is not possible, the second list is empty and the small parts are in neither.
    """
    def tiny(places: list[int]) -> bool:
        count = sum(counts[place][1] for place in places)
        return small(count, rule) or few(count, rule)

    hidden = [place for place in range(len(counts)) if tiny([place])]
    shown = [place for place in range(len(counts)) if place not in hidden]
    if not hidden:
        return shown, []
    first = min(counts[place][0] for place in hidden)
    nearest = sorted(shown, key=lambda place: (abs(counts[place][0] - first), counts[place][1]), reverse=True)
    while nearest and (len(hidden) < 2 or tiny(hidden)):
        hidden.append(nearest.pop())
    return sorted(nearest), [] if len(hidden) < 2 or tiny(hidden) else hidden


def _percent(numerator: pl.Expr, denominator: pl.Expr) -> pl.Expr:
    """Whole percent from the rounded counts."""
    return pl.when(denominator > 0).then((100 * numerator / denominator).round())


def _hidden(group: pl.Expr, average: pl.Expr, undivided: pl.Expr, rule: Rule) -> pl.Expr:
    """Whether the group is small, or few children are counted, or few of the others."""
    rest = pl.col("denominator") - pl.col("numerator")
    either = few(pl.col("numerator"), rule) | (few(rest, rule) & ~undivided)
    return small(group, rule) | (either & ~average)


def _blank(series: pl.DataFrame) -> pl.DataFrame:
    numbers = ["numerator", "denominator", "value"]
    hidden = pl.col("hidden").fill_null(False)
    return series.with_columns(
        pl.when(hidden).then(pl.lit(HIDDEN)).otherwise(pl.col("symbol")).alias("symbol"),
        *[pl.when(~hidden).then(pl.col(name)).alias(name) for name in numbers],
    ).drop("hidden")
