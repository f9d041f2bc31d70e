"""Which points of a series are more than chance: control limits for each month or quarter, and when there can
be none.

A percentage of few children jumps about even when nothing has changed. A control chart draws how far: a centre
line, the level of a baseline, and limits that chance crosses about once in 370 months on each chart. The kind of
number decides the chart: P for percentages, U for counts and rates, I for averages of days; and where a test finds
that months differ by more than chance, the limits are widened by as much (P′, U′). A series that no chart fits gets
no limits. The formulas stand in `statistics.control_charts`, the sentences that give the reason in `reasons`.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import polars as pl

from indicators.judging import reasons
from indicators.judging.phases import KEYS
from indicators.statistics import control_charts, dispersion, intervals
from indicators.statistics.control_charts import Lines
from queries.definitions.header import AVERAGES

WIDENED_BELOW = 0.01  # p of the test of dispersion below which limits are widened ...
ROUGH = 0.5  # variance of rounding, as a share of chance's, from which a chart would show rounding and not children
WIDENED_FROM = 50  # ... if so many children are counted a month on average: of fewer, chance hides the rest
NEARLY_EQUAL = 0.25  # denominators within this share of their mean are as good as equal
LINES = ("centre", "lower", "upper", "near_lower", "near_upper")


@dataclass
class Points:
    """One phase of a series as arrays: counts, sizes, days in each period, values, and which points count."""

    x: np.ndarray
    n: np.ndarray
    days: np.ndarray
    value: np.ndarray
    eligible: np.ndarray
    baseline: np.ndarray
    rounded_to: int


@dataclass
class Drawn:
    """A chart: its kind, its lines with what one unit of them is in shown units, and what the reason has to say."""

    chart: str
    lines: Lines
    unit: np.ndarray | float
    above: np.ndarray
    exact: bool = False
    rounded_to: int = 1
    phi: float = 1.0
    widening: float = 1.0


def add(frame: pl.DataFrame, shown_as: str, timing: str) -> pl.DataFrame:
    """Add chart, chart_reason, widening, centre, lower, upper, near_lower, near_upper (shown units), above and in_baseline.

    Each indicator × grain × breakdown × category is a chart of its own, and starts afresh with each `phase`.
    Only `eligible` points have a centre and limits; see `phases.add` for both. `chart` is p, p_prime, u, u_prime,
    xmr or i_prime, or null where there are no limits; `chart_reason` is a plain sentence either way. The near limits lie
    two standard deviations from the centre; `widening` is how many times wider than chance all are drawn; `above` is how
    likely chance puts the point above the centre, half but for few. Counts that are rounded (column `rounded_to`, if there
    is one) get limits that allow for it, or none. Raises ValueError for a `shown_as` or `timing` it does not know, or for a
    percentage whose numerator exceeds its denominator.
    """
    refused = reasons.refusal(shown_as, timing)
    if frame.is_empty():
        return _unlimited(frame, refused or "")
    parts = frame.with_row_index("row").partition_by([*KEYS, "phase"], maintain_order=True)
    return pl.concat([_chart(part, refused, shown_as, timing) for part in parts]).sort("row").drop("row")


def _chart(part: pl.DataFrame, refused: str | None, shown_as: str, timing: str) -> pl.DataFrame:
    grain = part["grain"][0]
    reason = reasons.NOT_FOR_GRAIN.get(grain) or refused or reasons.too_little(part, shown_as)
    if reason:
        return _unlimited(part, reason)
    points = _points(part)
    if _rough(points, shown_as):
        return _unlimited(part, reasons.ROUNDED.format(points.rounded_to))
    lasting = timing == "at end" and intervals.persistent(np.where(points.baseline, points.value, np.nan))
    drawn = FAMILIES[shown_as](points)
    if np.isnan(drawn.lines.upper[points.eligible]).all():
        return _unlimited(part, reasons.NO_VARIATION)
    why = reasons.why(drawn, shown_as, part, lasting)
    return _limited(part, points, drawn, why)


def _points(part: pl.DataFrame) -> Points:
    eligible = part["eligible"].to_numpy()
    days = ((part["period_end"] - part["period_start"]).dt.total_days() + 1).to_numpy().astype(float)
    x, n, value = (part[name].cast(pl.Float64).to_numpy() for name in ("numerator", "denominator", "value"))
    rounded_to = part["rounded_to"][0] if "rounded_to" in part.columns else 1
    return Points(x, n, days, value, eligible, part["early"].to_numpy(), rounded_to)


def _rough(points: Points, shown_as: str) -> bool:
    """Whether rounding the counts moves a figure about as much as chance does: a chart would show it as news."""
    x, n = points.x[points.baseline].mean(), points.n[points.baseline].mean()
    if shown_as in AVERAGES:
        return False
    if shown_as != "percentage":
        return bool(control_charts.rounding_variance(points.rounded_to) > ROUGH * x)
    return bool(control_charts.rounding_share(x, n, points.rounded_to) > ROUGH)


def _proportions(points: Points) -> Drawn:
    """P; P′ where the baseline's months differ by more than chance; exact limits where few are counted."""
    n, base = np.where(points.n > 0, points.n, np.nan), points.baseline
    p = points.x[base].sum() / n[base].sum()
    rounding = control_charts.rounding_share(n * p, n, points.rounded_to)
    phi, widening = _restlessness(points, n, dispersion.z_of_proportions, rounding)
    if n[base].mean() < WIDENED_FROM:
        widening = 1.0
    lines = control_charts.p(points.x, n, base, widening=widening, rounded_to=points.rounded_to)
    drawn = Drawn("p", lines, 100.0, np.full(len(n), 0.5), phi=phi, widening=widening)
    small = (n * p < control_charts.FEW) | (n * (1 - p) < control_charts.FEW)
    return _small_ones(drawn, points, small, n, control_charts.exact_p, control_charts.above_p)


def _counts(points: Points) -> Drawn:
    """U over the days of the period, which differ by up to a tenth; U′ and exact limits as for a percentage."""
    return _events(points, points.days, points.days)


def _rates(points: Points) -> Drawn:
    """U over the child-days of the period, shown per 10,000 children."""
    return _events(points, points.n * points.days, 10_000 * points.days)


def _events(points: Points, exposure: np.ndarray, unit: np.ndarray) -> Drawn:
    expected = exposure * points.x[points.baseline].sum() / exposure[points.baseline].sum()
    rounding = control_charts.rounding_variance(points.rounded_to) / expected
    phi, widening = _restlessness(points, exposure, dispersion.z_of_counts, rounding)
    lines = control_charts.u(points.x, exposure, points.baseline, widening=widening, rounded_to=points.rounded_to)
    drawn = Drawn("u", lines, unit, np.full(len(exposure), 0.5), phi=phi, widening=widening)
    return _small_ones(drawn, points, expected < control_charts.FEW, exposure, control_charts.exact_u, control_charts.above_u)


def _averages(points: Points) -> Drawn:
    """XmR where nearly equal numbers are averaged, I′ where not; a wait is never below no days."""
    n = points.n[points.baseline]
    equal = np.abs(n / n.mean() - 1).max() <= NEARLY_EQUAL
    known = np.where(points.eligible, points.value, np.nan)
    if equal:
        chart, lines = "xmr", control_charts.individuals(known, _span(points))
    else:
        chart, lines = "i_prime", control_charts.i_prime(known, points.n, points.baseline)
    return Drawn(chart, Lines(lines.centre, *(np.clip(line, 0, None) for line in lines[1:])), 1.0, np.full(len(known), 0.5))


FAMILIES = {"percentage": _proportions, "number": _counts, "rate per 10,000": _rates, **dict.fromkeys(AVERAGES, _averages)}


def _span(points: Points) -> np.ndarray:
    """The baseline with the gaps inside it, which break moving ranges."""
    return np.arange(len(points.baseline)) <= np.flatnonzero(points.baseline)[-1]


def _restlessness(
    points: Points, out_of: np.ndarray, distances: Callable[[np.ndarray, np.ndarray], np.ndarray], rounding: np.ndarray
) -> tuple[float, float]:
    """(φ, how many times wider than chance, at least 1; 1 where the test finds nothing to widen for).

    `rounding` is the variance of rounding as a share of chance's, for each point: what it adds is not restlessness. Laney's
    sigma of 24 points is .6 to 1.4 even where nothing is amiss, so it is used only after the test, and never to narrow.
    """
    span, base = _span(points), points.baseline
    x, out_of = np.where(base, points.x, np.nan)[span], np.where(base, out_of, np.nan)[span]
    z = distances(x, out_of) / np.sqrt(1 + rounding[span])
    test = dispersion.tested(z)
    return test.phi, float(np.fmax(1.0, dispersion.laney_sigma(z))) if test.p < WIDENED_BELOW else 1.0


def _small_ones(
    drawn: Drawn, points: Points, small: np.ndarray, size: np.ndarray,
    exact: Callable[[float, np.ndarray], Lines], above: Callable[[float, np.ndarray], np.ndarray],
) -> Drawn:
    """The chart with exact limits where few are expected; never narrower than a widening or rounding has made them."""
    small = small & points.eligible
    plain = drawn.widening == 1 and points.rounded_to == 1
    drawn.chart += "_prime" if drawn.widening > 1 else ""
    drawn.exact, drawn.rounded_to = bool(small.any()), points.rounded_to
    if not drawn.exact:
        return drawn
    tails = exact(drawn.lines.centre, size[small])
    for name in ("lower", "near_lower", "near_upper", "upper"):
        line, tail = getattr(drawn.lines, name), getattr(tails, name)
        outward = np.fmin if name.endswith("lower") else np.fmax
        line[small] = tail if plain else outward(line[small], tail)
    if plain:
        drawn.above[small] = above(drawn.lines.centre, size[small])
    return drawn


def _limited(part: pl.DataFrame, points: Points, drawn: Drawn, reason: str) -> pl.DataFrame:
    shown = {name: getattr(drawn.lines, name) * drawn.unit for name in LINES} | {"above": drawn.above}
    return part.with_columns(
        pl.lit(drawn.chart).alias("chart"),
        pl.lit(reason).alias("chart_reason"),
        pl.lit(drawn.widening).alias("widening"),
        *(
            pl.Series(name, np.where(points.eligible, line, np.nan), pl.Float64).fill_nan(None)
            for name, line in shown.items()
        ),
        pl.Series("in_baseline", points.baseline),
    )


def _unlimited(frame: pl.DataFrame, reason: str) -> pl.DataFrame:
    return frame.with_columns(
        pl.lit(None, pl.String).alias("chart"),
        pl.lit(reason).alias("chart_reason"),
        *(pl.lit(None, pl.Float64).alias(name) for name in ("widening", *LINES, "above")),
        pl.lit(False).alias("in_baseline"),
    )
