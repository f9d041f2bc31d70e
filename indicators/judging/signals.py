"""Which points say that something changed: outside the limits, a trend, two of three near a limit, or a shift.

These are the rules members meet in NHS "Making Data Count" charts, with four decisions of our own. A value
exactly on the centre neither breaks a shift nor counts in it. (A team of 15 with a centre of 20% sits on it a
quarter of the time; if that broke runs, the rule would be blind.) A period without a figure, hidden or missing, neither ends a
run nor counts in it, up to half a year of them in a row (`phases.bridged`). What only the denominator does is no trend, and no
shift unless chance cannot have done it. And a point on the better side of the centre is never called worse. A coloured point is
a reason to look, not an alert: a stable chart of three years often has one by chance. Alerts, whose p values are judged together,
are made in `alerts`. Whether a signal is good or bad is decided last, in `judge`.
"""

from collections.abc import Iterator
from itertools import groupby

import numpy as np
import polars as pl
from numpy.typing import ArrayLike

from indicators.judging import phases
from indicators.judging.phases import KEYS, SETTLED
from indicators.row_types import Figure

RUN = 7  # points in a shift or a trend
# Two figures closer than this, in percentage points, are equal: they came from different divisions.
SAME = 1e-9
SHARES, EXPECTED = ("p", "p_prime"), ("p", "p_prime", "u", "u_prime")  # charts of percentages; those that chance has a law for
SURE = 3  # standard deviations from which a pooled share is beyond chance

UP = ["above", "trend up", "near above", "shift above"]
DOWN = ["below", "trend down", "near below", "shift below"]
MEANING = {
    "high is good": ("better", "worse"),
    "low is good": ("worse", "better"),
    "neither": ("neither", "neither"),
}


def add(frame: pl.DataFrame) -> pl.DataFrame:
    """Add signal: which rule each point meets, 'none' if it meets none, null where value is null.

    One of 'above', 'below', 'trend up', 'trend down', 'near above', 'near below' (two of three near a limit), 'shift
    above' and 'shift below'. Needs what `limits.add` adds; a point without a centre is not judged and is 'none'. Of
    several rules that meet on a point the first in that order is shown, but a trend last where the point lies on the other
    side of the centre. Runs are looked for only on charts of 24 points or more; they start afresh with each phase, and a figure
    that is provisional or short of history breaks them. A period without a figure (hidden, missing, no children) says nothing,
    and runs pass over up to half a year of them.
    """
    if frame.is_empty():
        return frame.with_columns(pl.lit(None, pl.String).alias("signal"))
    parts = frame.with_row_index("row").partition_by(KEYS, maintain_order=True)
    return pl.concat([_signalled(part) for part in parts]).sort("row").drop("row")


def judge(frame: pl.DataFrame, polarity: str) -> pl.DataFrame:
    """Add judgement: 'better', 'worse', 'neither', or null where there is no signal.

    A trend is judged point by point: only where value and centre, if the frame has them, lie on the side it moves to. What rises
    and is still below the usual level is not higher than usual. `polarity` is 'high is good', 'low is good' or 'neither';
    anything else raises ValueError.
    """
    if polarity not in MEANING:
        raise ValueError(f'polarity is "{polarity}"; it must be one of {", ".join(MEANING)}.')
    up, down = MEANING[polarity]
    signal, passed = pl.col("signal"), pl.lit(True)
    if {"value", "centre"} <= set(frame.columns):
        side = pl.col("value").cast(pl.Float64) - pl.col("centre").cast(pl.Float64)
        passed = pl.when(signal == "trend up").then(side > SAME).when(signal == "trend down").then(side < -SAME).otherwise(True)
    judged = pl.when(signal.is_in(UP)).then(pl.lit(up)).when(signal.is_in(DOWN)).then(pl.lit(down))
    return frame.with_columns(judgement=pl.when(passed).then(judged))


def outside(value: ArrayLike, lower: ArrayLike, upper: ArrayLike) -> np.ndarray:
    """1 above the upper limit, -1 below the lower, otherwise 0, for each point.

    A point on a limit, or without one, is 0. All three are arrays in the same units. Source: Shewhart's first
    rule.
    """
    value, lower, upper = (np.asarray(line, dtype=float) for line in (value, lower, upper))
    return (value > upper + SAME).astype(int) - (value < lower - SAME).astype(int)


def shift(distance: ArrayLike, ties: str = "pass", above: ArrayLike | None = None) -> np.ndarray:
    """1 or -1 for every point of a run of 7 or more on one side of the centre, otherwise 0.

    Formula: a run counts if it has 7 points or more and the product of the chances of its points' sides is at most (1/2)⁷:
    as unlikely as seven tosses of a coin. `above` is each point's chance of lying above the centre (half unless given);
    of a sparse figure most months lie below it by chance alone, and seven of them are no news. `distance` is each point's
    value less its centre, without gaps; what is unknown or on the centre is passed over, and with `ties` "break", as in
    NHSRplotthedots, ends the run. Source: NHS England, Making Data Count.
    """
    side = _side(np.asarray(distance, dtype=float))
    chance = np.full(len(side), 0.5) if above is None else np.asarray(above, dtype=float)
    surprise = -np.log2(np.clip(np.where(side > 0, chance, 1 - chance), 1e-12, 1))
    flags, placed = np.zeros(len(side), dtype=int), np.flatnonzero(side) if ties == "pass" else np.arange(len(side))
    for start, length, sign in _equal_stretches(side[placed]):
        run = placed[start : start + length]
        if length >= RUN and surprise[run].sum() >= RUN - SAME:
            flags[run] = sign
    return flags


def two_of_three(distance: ArrayLike, near: ArrayLike) -> np.ndarray:
    """1 or -1 for every point near a limit that is one of two such among three in a row on one side, otherwise 0.

    `distance` is each point's value less its centre; `near` is 1 or -1 for a point beyond the near limit (two
    standard deviations) and not outside the limit itself, otherwise 0; both without gaps. Source: NHS England,
    Making Data Count, as NHSRplotthedots reads it: the third point may be anywhere on the same side.
    """
    side, near = _side(np.asarray(distance, dtype=float)), np.asarray(near)
    flags = np.zeros(len(side), dtype=int)
    for start in range(len(side) - 2):
        three = slice(start, start + 3)
        if abs(side[three].sum()) == 3 and np.sum(near[three] != 0) >= 2:
            flags[three] = np.where(near[three] != 0, side[three], flags[three])
    return flags


def trend(value: ArrayLike, *counts: ArrayLike) -> np.ndarray:
    """1 for every point of 7 or more rising in a row, -1 for 7 or more falling, otherwise 0.

    Formula: six differences of the same sign, larger than 1e-9, in `value` and in each of the `counts`. Source: NHS England,
    Making Data Count; the counts are ours. `counts` are what a quotient was made from, signed so that they rise with it: one
    child of 256, 252, 248 ... is no rise, because nothing but the denominator moved. `value` is without gaps. Two equal
    neighbours end a trend: nothing rose. Six rises make seven points.
    """
    value = np.asarray(value, dtype=float)
    step = _side(np.diff(value))
    for each in counts:
        step = np.where(_side(np.diff(np.asarray(each, dtype=float))) == step, step, 0)
    flags = np.zeros(len(value), dtype=int)
    for start, length, sign in _equal_stretches(step):
        if sign and length >= RUN - 1:
            # A point where a rise turns into a fall belongs to both trends and is shown in the later one.
            flags[start : start + length + 1] = sign
    return flags


def _signalled(part: pl.DataFrame) -> pl.DataFrame:
    lines = part.select(pl.col("value", "centre", "lower", "upper", "near_lower", "near_upper").cast(pl.Float64))
    value, centre, lower, upper, *near = (line.to_numpy() for line in lines)
    beyond, phase, above = outside(value, lower, upper), part["phase"].to_numpy(), part["above"].to_numpy()
    near = np.where(beyond == 0, outside(value, *near), 0)
    found = np.full(part.height, "none", dtype=object)
    found[part["value"].is_null().to_numpy()] = None
    for stretch in _stretches(part):
        if np.sum(~np.isnan(centre) & (phase == phase[stretch[0]])) >= SETTLED:
            distance = value[stretch] - centre[stretch]
            rising = trend(value[stretch], *_counts(part, stretch))
            past = np.where(_side(distance) == rising, rising, 0)
            _name(found, stretch, rising, "trend up", "trend down")
            shifted = _moved(part, stretch, distance, shift(distance, above=above[stretch]))
            _name(found, stretch, shifted, "shift above", "shift below")
            _name(found, stretch, two_of_three(distance, near[stretch]), "near above", "near below")
            _name(found, stretch, past, "trend up", "trend down")
    _name(found, np.arange(part.height), beyond, "above", "below")
    return part.with_columns(pl.Series("signal", found.tolist(), pl.String))


def _stretches(part: pl.DataFrame) -> list[np.ndarray]:
    """Row numbers of judged points that follow one another; periods without a figure are passed over if they are few."""
    stretches, last = [], None
    for row, each in enumerate(Figure.rows(part)):
        if each.value is None:
            continue
        if each.centre is None:
            last = None
            continue
        if last is not None and last.phase == each.phase and phases.bridged(last, each):
            stretches[-1].append(row)
        else:
            stretches.append([row])
        last = each
    return [np.array(stretch) for stretch in stretches]


def _counts(part: pl.DataFrame, rows: np.ndarray) -> list[np.ndarray]:
    """What has to rise with a quotient: its numerator, and of a percentage above half those who are left, which fall."""
    x, n = _numbers(part, rows)
    if part["chart"][int(rows[0])] not in SHARES:
        return [x]
    return [x, np.where(2 * x.sum() > n.sum(), x - n, x)]


def _moved(part: pl.DataFrame, rows: np.ndarray, distance: np.ndarray, flags: np.ndarray) -> np.ndarray:
    """The flags of a shift without the runs that only the denominator made.

    A run counts if more than half of its distance from the centre is that of its numerators from the baseline's mean numerator
    (of a percentage above half: of those who are left), or if pooled it lies three standard deviations from the centre: that
    many more are truly more. Averages of days always count: a longer wait is longer however few waited.
    """
    side, flags = _side(distance), flags.copy()
    if part["chart"][int(rows[0])] not in EXPECTED:
        return flags
    x, usual, apart, variance = _against_chance(part, rows)
    placed = np.flatnonzero(side)
    for start, length, sign in _equal_stretches(side[placed]):
        run = placed[start : start + length]
        whole, own = sign * apart[run].sum(), sign * (x[run] - usual).sum()
        if own <= whole / 2 and whole < SURE * np.sqrt(variance[run].sum()):
            flags[run] = 0
    return flags


def _against_chance(part: pl.DataFrame, rows: np.ndarray) -> tuple[np.ndarray, float, np.ndarray, np.ndarray]:
    """(what must move with the figure, its mean in the baseline, and each count's distance from the centre and variance)."""
    x, n = _numbers(part, np.arange(part.height))
    centre, widening = (part[name].cast(pl.Float64).to_numpy()[rows] for name in ("centre", "widening"))
    share = part["chart"][int(rows[0])] in SHARES
    unit = 100 if share else 10_000
    expected = centre if np.isnan(n[rows]).any() else centre / unit * n[rows]
    variance = widening**2 * expected * (1 - centre / unit if share else 1)
    first = (part["in_baseline"] & (part["phase"] == part["phase"][int(rows[0])])).to_numpy()
    fewer = x - n if share and centre[0] > unit / 2 else x
    return fewer[rows], fewer[first].mean(), x[rows] - expected, variance


def _numbers(part: pl.DataFrame, rows: np.ndarray) -> list[np.ndarray]:
    return [part[name].cast(pl.Float64).to_numpy()[rows] for name in ("numerator", "denominator")]


def _name(found: np.ndarray, rows: np.ndarray, flags: np.ndarray, above: str, below: str) -> None:
    found[rows[flags > 0]] = above
    found[rows[flags < 0]] = below


def _side(distance: np.ndarray) -> np.ndarray:
    """1 above, -1 below, 0 on the centre or unknown."""
    return np.where(np.abs(distance) > SAME, np.sign(distance), 0).astype(int)


def _equal_stretches(signs: np.ndarray) -> Iterator[tuple[int, int, int]]:
    """(start, length, sign) of each stretch of equal signs."""
    start = 0
    for sign, group in groupby(signs.tolist()):
        length = len(list(group))
        yield start, length, sign
        start += length
