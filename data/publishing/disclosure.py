"""Protects children's privacy before anything is published: what an audience's file holds is decided here and nowhere later.

Hiding small numbers behind free filters can be undone by subtraction, so an audience gets a fixed catalogue of figures, with
both numbers of every figure rounded and the value computed from the rounded ones. Everything drawn later (limits, signals,
intervals) is computed from what is left, so it cannot say more. Figures are protected here; how long waits last and what became
of referrals lie in tables of other forms and are protected beside them, by the same rules, which stand here alone. A figure
that counts nobody's case, such as agencies at meetings of the board, has nobody to protect and stays exact.
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
    """The rows of `series` an audience may hold, with protected numbers.

    `shown_as` gives each indicator's unit; `rule` is the audience's own: `catalogue` (pairs of grain and breakdown),
    `round_to`, `smallest_group`, `hide_up_to`. Counts come out as multiples of `round_to`, percentages and days whole, and
    rates, whose denominator is a public estimate, with one decimal. What subtracting every other group from the whole would
    say of a hidden one is blurred by the rounding of each of them. Adds `rounded_to`: 1 for the indicators `exact` names, which
    count nobody's case and are left as they are.
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
    group = pl.when(number | rate).then(pl.col("numerator")).otherwise(pl.col("denominator"))  # of these, those who are counted
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
    """The rows whose grain and breakdown stand in an audience's catalogue."""
    kept = pl.DataFrame(rule["catalogue"], schema=["grain", "breakdown"], orient="row")
    return frame.join(kept, on=["grain", "breakdown"], how="semi")


def rounded(count: Count, rule: Rule) -> Count:
    """A count, or a column of counts, to the nearest multiple of the rule's `round_to`."""
    base = rule["round_to"]
    return (count + base // 2) // base * base if base > 1 else count


def least(count: Count, rule: Rule) -> Count:
    """The smallest count that is rounded to this one."""
    return count - rule["round_to"] // 2


@overload
def few(count: int, rule: Rule) -> bool: ...


@overload
def few(count: pl.Expr, rule: Rule) -> pl.Expr: ...


def few(count: Count, rule: Rule) -> Yes:
    """Whether a count is one of those that the rule's `hide_up_to` hides; nought says nothing about a child."""
    return (count >= 1) & (count <= rule["hide_up_to"])


@overload
def small(group: int, rule: Rule) -> bool: ...


@overload
def small(group: pl.Expr, rule: Rule) -> pl.Expr: ...


def small(group: Count, rule: Rule) -> Yes:
    """Whether a group is one that the rule's `smallest_group` hides: smaller than that once it is rounded."""
    return rounded(group, rule) < rule["smallest_group"]


def together(counts: list[tuple[int, int]], rule: Rule) -> tuple[list[int], list[int]]:
    """(the places in `counts` of those shown for themselves, and of those put together) of parts of one whole.

    Each part is (rank, count). What is small is put together with at least one other, of the nearest rank and the smallest
    count, until what is put together is not small; so nothing small is left over when the rest is subtracted. What cannot be
    hidden so is in neither.
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
    """Whole percent from the rounded counts; a rounded count tells no more than its rounding."""
    return pl.when(denominator > 0).then((100 * numerator / denominator).round())


def _hidden(group: pl.Expr, average: pl.Expr, undivided: pl.Expr, rule: Rule) -> pl.Expr:
    """A small group, or few children (or few of the rest, where there is one)."""
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
