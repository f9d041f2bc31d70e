"""Protects the figures on waits: rounded counts, and shares, intervals and medians that are calculated from them.

If an interval came from exact counts and was rounded afterwards, a reader could try all possible counts and find the right one.
So the counts are rounded first, and all other numbers are calculated from the rounded counts.
"""

import polars as pl

from data.publishing import disclosure
from data.publishing.waiting_times import COUNTS, FEWEST, FIGURES, MEDIAN, POINT, SHARE, UNRELIABLE, WEEK
from data.settings import Rule
from indicators.statistics import intervals, survival
from queries.model import waits

HALF = 0.5
ENDED, OF = "waits_ended", "waits_of"  # the two published counts behind a share and its interval


def protect(figures: pl.DataFrame, rule: Rule) -> pl.DataFrame:
    """The figures of the rule's catalogue with rounded counts, whole percent, and `rounded_to`; medians are added later.

    For returns, which are all followed to the standard, the share is 1 − events/spells of the published counts. The share of gaps
    depends on the number observed on each day, which is never published: it is given in steps of `round_to` of the published
    people, with the interval of so many people. That does not narrow down a count: one more gap that was observed for a day, or
    that ended after the curve, would not change the share. A group of too few children (or workers) is hidden, with symbol c. The
    symbol u (too few to say) depends on the published counts: the waits may be fewer than FEWEST, or perhaps no gap has ended.
    """
    spells, events = (disclosure.rounded(pl.col(name), rule) for name in ("spells", "events"))
    thin = pl.col("share").is_null() | (disclosure.least(spells, rule) < FEWEST) | (~_returned() & (events == 0))
    hidden = (disclosure.small(pl.col("people"), rule) | _few(rule)).fill_null(False)
    frame = disclosure.held(figures, rule).with_columns(share=pl.col("share_over") / 100).with_columns(
        **_published(rule), symbol=pl.when(hidden).then(pl.lit(disclosure.HIDDEN)).when(thin).then(pl.lit(UNRELIABLE)))
    shown, known = pl.col("symbol").ne_missing(disclosure.HIDDEN), pl.col("symbol").is_null()
    counts = [pl.when(shown & ~disclosure.few(pl.col(name), rule)).then(disclosure.rounded(pl.col(name), rule)).alias(name)
              for name in COUNTS]
    shares = [pl.when(known).then((100 * pl.col(each)).round()).alias(name) for name, each in zip(SHARE, POINT, strict=True)]
    none = [pl.lit(None, pl.Float64).alias(name) for name in MEDIAN]
    base = pl.lit(rule["round_to"], pl.Int64).alias("rounded_to")
    return _with_ends(frame).with_columns(*counts, *shares, *none, base).select(*figures.columns, "rounded_to")


def protect_curves(curves: pl.DataFrame, figures: pl.DataFrame, protected: pl.DataFrame, rule: Rule) -> pl.DataFrame:
    """The curves for the published figures, one point a week, each calculated like the figure's share.

    `figures` are the exact ones behind `protected`. A point at which few have ended, or few have not, is left out if the rule
    hides small counts. The end of a curve of gaps reveals only that few were observed for longer, a number that is not
    published elsewhere.
    """
    shown = protected.filter(pl.col("symbol").is_null()).select(FIGURES)
    exact = figures.join(shown, on=FIGURES, how="semi").select(*FIGURES, "spells", "people")
    weekly = curves.filter(pl.col("day") % WEEK == 0).join(exact, on=FIGURES, maintain_order="left")
    weekly = weekly.with_columns(events=((1 - pl.col("share")) * pl.col("spells")).round().cast(pl.Int64))
    told = _with_ends(weekly.filter(~_few(rule).fill_null(False)).with_columns(**_published(rule)))
    return told.select(curves.columns)


def with_medians(protected: pl.DataFrame, curves: pl.DataFrame) -> pl.DataFrame:
    """The figures with their medians, read from their published curves.

    Formula: the median is on the straight line between the last weekly point above a half and the first that is not, in whole
    days; the lower end is the last week at which the curve's lower end is above a half, the upper end the first at which its
    upper end is not. Null if a curve does not reach a half.
    """
    found = curves.sort("day").group_by(FIGURES, maintain_order=True).agg(
        median=_crossing(), median_lower=_last_above("lower"), median_upper=_first_below("upper"))
    known = found.filter(pl.col("median").is_not_null())
    return protected.drop(MEDIAN).join(known, on=FIGURES, how="left", maintain_order="left").select(protected.columns)


def _returned() -> pl.Expr:
    return pl.col("kind").is_in(waits.returns())


def _few(rule: Rule) -> pl.Expr:
    """Whether the rule hides the number that ended or the number that did not; for gaps, shares of the people."""
    gone = pl.when(_returned()).then("events").otherwise((1 - pl.col("share")) * pl.col("people")).round()
    rest = pl.when(_returned()).then("spells").otherwise("people") - gone
    return disclosure.few(gone, rule) | disclosure.few(rest, rule)


def _published(rule: Rule) -> dict[str, pl.Expr]:
    """The two published counts behind a share: for returns events and spells, for gaps a part of the people and the people."""
    base = rule["round_to"]
    events, spells, people = (disclosure.rounded(pl.col(name), rule) for name in ("events", "spells", "people"))
    steps = ((1 - pl.col("share")) * people / base).round(9).round() * base
    return {ENDED: pl.when(_returned()).then(events).otherwise(steps), OF: pl.when(_returned()).then(spells).otherwise(people)}


def _with_ends(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with `share`, `lower` and `upper` from the two published counts (0 to 1, in whole percent, interval outwards)."""
    ended, of = (frame[name].cast(pl.Float64).fill_null(float("nan")).to_numpy() for name in (ENDED, OF))
    told, (low, high) = survival.all_followed(ended, of), intervals.wilson(of - ended, of)
    columns = [pl.Series(name, each, pl.Float64).fill_nan(None) for name, each in
               zip((*POINT, "low", "high"), (*told, low, high), strict=True)]
    found = frame.with_columns(columns).with_columns(lower=pl.coalesce("lower", "low"), upper=pl.coalesce("upper", "high"))
    percent = (100 * pl.col(name) for name in POINT)
    whole = [getattr(each.round(6), way)() / 100 for each, way in zip(percent, ("round", "floor", "ceil"), strict=True)]
    return found.with_columns(each.alias(name) for each, name in zip(whole, POINT, strict=True))


def _crossing() -> pl.Expr:
    """The whole day on which a curve reaches a half, on a straight line between two weeks."""
    after = pl.col("share") <= HALF
    day, share = (pl.col(name).filter(after).first() for name in ("day", "share"))
    day_before, before = (pl.col(name).filter(~after & (pl.col("day") < day)).last() for name in ("day", "share"))
    return (day_before + (day - day_before) * (before - HALF) / (before - share)).ceil()


def _last_above(name: str) -> pl.Expr:
    below = pl.col("day").filter(pl.col(name) <= HALF).min()
    return pl.col("day").filter((pl.col("day") < below) | below.is_null()).max().cast(pl.Float64)


def _first_below(name: str) -> pl.Expr:
    return pl.col("day").filter(pl.col(name) <= HALF).min().cast(pl.Float64)
