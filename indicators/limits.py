"""Which points of a series are more than chance: control limits for each month or quarter, and when there can
be none.

A percentage of few children jumps about even when nothing has changed. The P chart draws how far: a centre
line, the pooled percentage of a baseline, and limits that chance crosses about once in 370 months on each
chart. A series that the chart does not fit (running 12-month figures, stocks, averages, too few points) gets
no limits, and a sentence saying why. Over-dispersed series (P′) belong in `_limited`, between the P chart and
the exact limits.
"""

import numpy as np
import polars as pl
from numpy.typing import ArrayLike

from indicators import intervals

KEYS = ["indicator", "grain", "breakdown", "category"]
FEWEST = 12  # points needed for any limits
SETTLED = 24  # points from which limits are no longer called trial limits
# The baseline is the first so many points and then stays, so that a change is measured against what came
# before it. Quarters freeze after three years: six years of them would swallow the change.
BASELINE = {"month": 24, "quarter": 12}
TAIL = 0.00135  # beyond three standard deviations, one side
SMALL = 10  # expected children, or others, below which the normal approximation gives way to the binomial

NOT_FOR_GRAIN = {
    "rolling": "No limits: each 12 months shares 11 with the 12 months before, so neighbouring points are "
    "not independent. Compare years that do not overlap.",
    "year": "No limits: a year is too long to wait for a control chart. Compare years with their intervals "
    "and with similar authorities.",
}
NOT_FOR_FIGURE = {
    "number during": "No limits yet: limits for counts, which allow for the length of the month, come later.",
    "number at end": "No limits: most children counted at one month end are counted again at the next, so "
    "limits drawn from the movement between months would be far too narrow.",
    "rate per 10,000": "No limits yet: limits for rates per 10,000 children come later.",
    "average days": "No limits: a few long waits move an average of days, and limits made for percentages do "
    "not fit it.",
}


def add(frame: pl.DataFrame, shown_as: str, timing: str) -> pl.DataFrame:
    """Add chart, chart_reason, centre, lower, upper (shown units, 0 to 100) and in_baseline.

    Each indicator × grain × breakdown × category is a chart of its own, and starts afresh with each `phase`.
    Only `eligible` points have a centre and limits; see `phases.add` for both. Raises ValueError
    for a `shown_as` or `timing` it does not know, or for a percentage whose numerator exceeds its
    denominator.
    """
    refused = _refusal(shown_as, timing)
    if frame.is_empty():
        return _unlimited(frame, refused or "")
    parts = frame.with_row_index("row").partition_by([*KEYS, "phase"], maintain_order=True)
    return pl.concat([_chart(part, refused, timing) for part in parts]).sort("row").drop("row")


def p_chart(
    numerator: ArrayLike,
    denominator: ArrayLike,
    baseline: ArrayLike | None = None,
    centre: float | None = None,
) -> tuple[float, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """A P chart in proportions: (centre, lower, upper, lower95, upper95), a float and four arrays.

    Formula: centre p = Σx / Σn over the baseline (never the mean of the percentages); limits p ± 3√(p(1 −
    p)/n) for each point, and ± 2 standard deviations for the inner pair, cut off at 0 and 1. `baseline` is a
    mask of the points to pool (default: all); `centre` fixes p instead. Points with n = 0 or a missing count
    pool nothing and have NaN limits; the centre is NaN if nothing can be pooled. Raises ValueError where x
    exceeds n. Source: Shewhart's P chart; Montgomery, Introduction to Statistical Quality Control, section
    7.2.
    """
    x, n = np.asarray(numerator, dtype=float), np.asarray(denominator, dtype=float)
    if np.any(x > n):
        raise ValueError("a numerator is larger than its denominator, so this is not a percentage.")
    known = ~np.isnan(x) & (n > 0)
    if centre is None:
        pooled = known if baseline is None else known & np.asarray(baseline, dtype=bool)
        centre = x[pooled].sum() / n[pooled].sum() if pooled.any() else np.nan
    deviation = np.sqrt(centre * (1 - centre) / np.where(known, n, np.nan))
    inner, outer = 2 * deviation, 3 * deviation
    return float(centre), *(np.clip(centre + step, 0, 1) for step in (-outer, outer, -inner, inner))


def exact_limits(centre: float, denominator: ArrayLike, tail: float = TAIL) -> tuple[np.ndarray, np.ndarray]:
    """Limits in proportions, (lower, upper) arrays, that a binomial count crosses with a probability below
    `tail` a side.

    The upper limit lies half a child above the largest count x with P(X > x) ≤ tail, the lower half a child
    below the smallest x with P(X ≤ x) ≥ tail, so a drawn limit is never hit exactly and "outside" means P(X ≥
    x) ≤ tail or P(X ≤ x) < tail. Cut off at 0 and 1, where nothing can be outside. NaN where n = 0. Source:
    Clopper and Pearson's exact tails, 1934, applied to each point's own denominator.
    """
    from scipy.stats import binom

    n = np.asarray(denominator, dtype=float)
    n = np.where(n > 0, n, np.nan)
    lower, upper = (binom.ppf(tail, n, centre) - 0.5) / n, (binom.isf(tail, n, centre) + 0.5) / n
    return np.clip(lower, 0, 1), np.clip(upper, 0, 1)


def _chart(part, refused, timing):
    grain, eligible = part["grain"][0], part["eligible"]
    reason = NOT_FOR_GRAIN.get(grain) or refused or _too_little(part.filter(eligible), grain)
    return _unlimited(part, reason) if reason else _limited(part, eligible.to_numpy(), timing)


def _limited(part, eligible, timing):
    grain = part["grain"][0]
    x, n = (part[name].cast(pl.Float64).to_numpy() for name in ("numerator", "denominator"))
    in_baseline = eligible & (np.cumsum(eligible) <= BASELINE[grain])
    centre, lower, upper, _, _ = p_chart(x, n, in_baseline)
    small = eligible & ((n * centre < SMALL) | (n * (1 - centre) < SMALL))
    if small.any():
        lower[small], upper[small] = exact_limits(centre, n[small])
    lasting = timing == "at end" and intervals.persistent(x[in_baseline] / n[in_baseline])
    shown = {"centre": np.full(part.height, centre), "lower": lower, "upper": upper}
    return part.with_columns(
        pl.lit("p").alias("chart"),
        pl.lit(_reason(grain, int(eligible.sum()), bool(small.any()), lasting)).alias("chart_reason"),
        *(
            pl.Series(name, np.where(eligible, 100 * line, np.nan)).fill_nan(None)
            for name, line in shown.items()
        ),
        pl.Series("in_baseline", in_baseline),
    )


def _unlimited(frame, reason):
    return frame.with_columns(
        pl.lit(None, pl.String).alias("chart"),
        pl.lit(reason).alias("chart_reason"),
        *(pl.lit(None, pl.Float64).alias(name) for name in ("centre", "lower", "upper")),
        pl.lit(False).alias("in_baseline"),
    )


def _refusal(shown_as, timing):
    """The sentence for a figure that a P chart does not fit, or None for a percentage."""
    if timing not in ("during", "at end"):
        raise ValueError(f'timing is "{timing}"; it must be "during" or "at end".')
    if shown_as == "percentage":
        return None
    reason = NOT_FOR_FIGURE.get(shown_as) or NOT_FOR_FIGURE.get(f"{shown_as} {timing}")
    if reason is None:
        raise ValueError(f'shown_as is "{shown_as}", which has neither limits nor a reason for having none.')
    return reason


def _too_little(points, grain):
    """The sentence for a percentage with too few points, or without variation, to draw limits; or None."""
    if points.height < FEWEST:
        counted = f"{points.height} {grain}{'' if points.height == 1 else 's'} can be compared so far"
        return f"No limits yet: {counted} and {FEWEST} are needed."
    first = points.head(BASELINE[grain])
    if first["numerator"].sum() in (0, first["denominator"].sum()):
        same = "0%" if first["numerator"].sum() == 0 else "100%"
        span = f"all of the first {first.height} {grain}s"
        return f"No limits: {span} are {same}, so chance cannot be measured."
    return None


def _reason(grain, points, exact, lasting):
    """Why this chart, and how far to trust it, in plain sentences."""
    first = min(points, BASELINE[grain])
    sentences = [
        f"Limits show how far chance alone moves this percentage around the level of the first {first} "
        f"{grain}s. The fewer are counted, the wider they are."
    ]
    if exact:
        sentences.append("Where few are counted, they come from exact probabilities.")
    if points < SETTLED:
        sentences.append(
            f"They are trial limits: until {SETTLED} {grain}s can be compared, only single points are marked."
        )
    if lasting:
        sentences.append(
            "The same children are counted again and again, so expect runs on one side of the centre."
        )
    return " ".join(sentences)
