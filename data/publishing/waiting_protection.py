"""What an audience may hold of how long waits last: rounded counts, and shares, ends and medians made of what is published.

An end that is made of exact counts and rounded afterwards tells them: whoever tries all possible counts finds the one that
gives it. So nothing here is rounded last. Counts are rounded first, and everything else is a function of what came out.
"""

import polars as pl

from data.publishing import disclosure
from data.publishing.waiting_times import COUNTS, FEWEST, FIGURES, MEDIAN, POINT, RETURNS, SHARE, UNRELIABLE, WEEK
from data.settings import Rule
from indicators.statistics import intervals, survival

HALF = 0.5
RETURNED = pl.col("kind").is_in(RETURNS)
ENDED, OF = "waits_ended", "waits_of"  # the two published counts a share and its ends are made of


def protect(figures: pl.DataFrame, rule: Rule) -> pl.DataFrame:
    """The figures an audience may hold: its catalogue, with rounded counts, whole percent, and `rounded_to`; no medians yet.

    Of returns, all followed to the standard, the share is 1 − events/spells of the published two. Gaps rest on how many were
    watched on every day, which nobody gets: their share is told in steps of `round_to` of the published people, with the ends
    that so many people give it. That narrows no count: one more gap that was watched for a day, or that ended after the curve,
    would leave the share as it is. A group of too few children (or workers) is hidden, with symbol c. Too few to say (u) is
    said of the published counts: where the waits may be fewer than FEWEST, or none of the gaps may have ended.
    """
    spells, events = (disclosure.rounded(pl.col(name), rule) for name in ("spells", "events"))
    thin = pl.col("share").is_null() | (disclosure.least(spells, rule) < FEWEST) | (~RETURNED & (events == 0))
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
    """The curves an audience may hold: a point a week of every figure that is told, each made as the figure's own share is.

    `figures` are those that `protected` was made of. A point at which few have ended, or few have not, is left out where the
    rule hides few. Where a curve of gaps ends says only that few were watched for longer, a number that stands nowhere else.
    """
    shown = protected.filter(pl.col("symbol").is_null()).select(FIGURES)
    exact = figures.join(shown, on=FIGURES, how="semi").select(*FIGURES, "spells", "people")
    weekly = curves.filter(pl.col("day") % WEEK == 0).join(exact, on=FIGURES, maintain_order="left")
    weekly = weekly.with_columns(events=((1 - pl.col("share")) * pl.col("spells")).round().cast(pl.Int64))
    told = _with_ends(weekly.filter(~_few(rule).fill_null(False)).with_columns(**_published(rule)))
    return told.select(curves.columns)


def with_medians(protected: pl.DataFrame, curves: pl.DataFrame) -> pl.DataFrame:
    """The figures with their medians, read off their own published curves.

    Formula: on the straight line between the last weekly point above a half and the first that is not, in whole days; the lower
    end is the last week at which the curve's lower end is above a half, the upper end the first at which its upper end is not.
    Null where a curve does not come down so far.
    """
    found = curves.sort("day").group_by(FIGURES, maintain_order=True).agg(
        median=_crossing(), median_lower=_last_above("lower"), median_upper=_first_below("upper"))
    known = found.filter(pl.col("median").is_not_null())
    return protected.drop(MEDIAN).join(known, on=FIGURES, how="left", maintain_order="left").select(protected.columns)


def _few(rule: Rule) -> pl.Expr:
    """Whether few have ended or few have not, where the rule hides few; of gaps so many of the people as the share makes."""
    gone = pl.when(RETURNED).then("events").otherwise((1 - pl.col("share")) * pl.col("people")).round()
    rest = pl.when(RETURNED).then("spells").otherwise("people") - gone
    return disclosure.few(gone, rule) | disclosure.few(rest, rule)


def _published(rule: Rule) -> dict[str, pl.Expr]:
    """The two published counts behind a share: of returns events and spells, of gaps a part of the people."""
    base = rule["round_to"]
    events, spells, people = (disclosure.rounded(pl.col(name), rule) for name in ("events", "spells", "people"))
    steps = ((1 - pl.col("share")) * people / base).round(9).round() * base
    return {ENDED: pl.when(RETURNED).then(events).otherwise(steps), OF: pl.when(RETURNED).then(spells).otherwise(people)}


def _with_ends(frame: pl.DataFrame) -> pl.DataFrame:
    """`share`, `lower` and `upper` (0 to 1, in whole percent, ends outwards) of the two published counts."""
    ended, of = (frame[name].cast(pl.Float64).fill_null(float("nan")).to_numpy() for name in (ENDED, OF))
    told, (low, high) = survival.all_followed(ended, of), intervals.wilson(of - ended, of)
    columns = [pl.Series(name, each, pl.Float64).fill_nan(None) for name, each in
               zip((*POINT, "low", "high"), (*told, low, high), strict=True)]
    found = frame.with_columns(columns).with_columns(lower=pl.coalesce("lower", "low"), upper=pl.coalesce("upper", "high"))
    percent = (100 * pl.col(name) for name in POINT)
    whole = [getattr(each.round(6), way)() / 100 for each, way in zip(percent, ("round", "floor", "ceil"), strict=True)]
    return found.with_columns(each.alias(name) for each, name in zip(whole, POINT, strict=True))


def _crossing() -> pl.Expr:
    """The day at which a curve comes down to a half, on a straight line between two weeks; a whole day."""
    after = pl.col("share") <= HALF
    day, share = (pl.col(name).filter(after).first() for name in ("day", "share"))
    day_before, before = (pl.col(name).filter(~after & (pl.col("day") < day)).last() for name in ("day", "share"))
    return (day_before + (day - day_before) * (before - HALF) / (before - share)).ceil()


def _last_above(name: str) -> pl.Expr:
    below = pl.col("day").filter(pl.col(name) <= HALF).min()
    return pl.col("day").filter((pl.col("day") < below) | below.is_null()).max().cast(pl.Float64)


def _first_below(name: str) -> pl.Expr:
    return pl.col("day").filter(pl.col(name) <= HALF).min().cast(pl.Float64)
