"""Protects children's privacy before anything is published: what an audience's file holds is decided here and nowhere later.

Hiding small numbers behind free filters can be undone by subtraction, so an audience gets a fixed catalogue of figures, with
both numbers of every figure rounded and the value computed from the rounded ones. Everything drawn later (limits, signals,
intervals) is computed from what is left, so it cannot say more.
"""

import polars as pl

from queries.header import AVERAGES

HIDDEN = "c"


def protect(series: pl.DataFrame, shown_as: dict[str, str], rule: dict) -> pl.DataFrame:
    """The rows of `series` an audience may hold, with protected numbers.

    `shown_as` gives each indicator's unit; `rule` is the audience's own: `catalogue` (pairs of grain and breakdown),
    `round_to`, `smallest_group`, `hide_up_to`. Counts come out as multiples of `round_to`, percentages and days whole, and
    rates, whose denominator is a public estimate, with one decimal. What subtracting every other group from the whole would
    say of a hidden one is blurred by the rounding of each of them. Adds `rounded_to`.
    """
    kept = pl.DataFrame(rule["catalogue"], schema=["grain", "breakdown"], orient="row")
    unit = pl.col("indicator").replace_strict(shown_as)
    average, number, rate = unit.is_in(AVERAGES), unit == "number", unit == "rate per 10,000"
    numerator, counted = (_rounded(pl.col(name), rule["round_to"]) for name in ("numerator", "denominator"))
    denominator = pl.when(rate).then(pl.col("denominator")).otherwise(counted)
    group = pl.when(number | rate).then(numerator).otherwise(denominator)  # of these the group is those who are counted
    value = pl.when(average).then(pl.col("value").round()).when(number).then(numerator.cast(pl.Float64))
    value = value.when(rate).then((10_000 * numerator / denominator).round(1))
    return (
        series.join(kept, on=["grain", "breakdown"], how="semi")
        .with_columns(hidden=_too_small(group, average, number | rate, rule))
        .with_columns(value=value.otherwise(_percent(numerator, denominator)))
        .with_columns(denominator=denominator)
        .with_columns(numerator=pl.when(average).then(pl.col("value") * denominator).otherwise(numerator).cast(pl.Int64))
        .pipe(_blank)
        .with_columns(rounded_to=pl.lit(rule["round_to"], pl.Int64))  # so that limits can allow for it
    )


def _rounded(count: pl.Expr, base: int) -> pl.Expr:
    return (count + base // 2) // base * base if base > 1 else count


def _percent(numerator: pl.Expr, denominator: pl.Expr) -> pl.Expr:
    """Whole percent from the rounded counts; a rounded count tells no more than its rounding."""
    return pl.when(denominator > 0).then((100 * numerator / denominator).round())


def _too_small(group: pl.Expr, average: pl.Expr, undivided: pl.Expr, rule: dict) -> pl.Expr:
    """A small group, or a count of children (or of the rest, where there is one) that the audience's rule hides."""
    up_to = rule["hide_up_to"]
    rest = pl.col("denominator") - pl.col("numerator")
    few = pl.col("numerator").is_between(1, up_to) | (rest.is_between(1, up_to) & ~undivided)
    return (group < rule["smallest_group"]) | (few & ~average)


def _blank(series: pl.DataFrame) -> pl.DataFrame:
    numbers = ["numerator", "denominator", "value"]
    hidden = pl.col("hidden").fill_null(False)
    return series.with_columns(
        pl.when(hidden).then(pl.lit(HIDDEN)).otherwise(pl.col("symbol")).alias("symbol"),
        *[pl.when(~hidden).then(pl.col(name)).alias(name) for name in numbers],
    ).drop("hidden")
