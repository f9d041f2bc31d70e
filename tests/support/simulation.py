"""Invented authorities in which nothing changes, or something known does: how often the product speaks, and how often rightly.

The tests run a short simulation; `python -m tests.support.simulation --dashboards 100` runs a longer one and prints a table.
Numbers in brackets are those of the simulations the rules were chosen by (40 to 60 dashboards, 120 series, two years).
"""

import argparse
import sys
from datetime import date
from itertools import product

import numpy as np
import polars as pl

from indicators.judging import limits, phases, signals, watched
from indicators.statistics import detector, standing
from queries import printed

SIZES = (8, 25, 60)  # children a month of a team, on average
TOGETHER = (0.0, 0.005, 0.01)  # how alike the children of one month are: 0 is not at all
FAMILIES = ((1, 1 / 2), (2, 1 / 3), (3, 1 / 6))  # children of a family, and the share of families that have so many
TEAMS = 8  # of an indicator
STEP = {"month": 1, "quarter": 3}
BEGAN = date(2015, 1, 1)


def drawn(rng, dashboards, series, months, sizes=SIZES, share=(0.1, 0.4), rho=(0.0,), effect=None):
    """(numerators, denominators) of dashboards × series × months; `effect`, in log-odds, moves shares from the usual."""
    shape = (dashboards, series, months)
    n = rng.poisson(np.broadcast_to(rng.choice(sizes, (dashboards, series, 1)), shape))
    usual, alike = rng.uniform(*share, (dashboards, series, 1)), rng.choice(rho, (dashboards, series, 1))
    p = np.broadcast_to(1 / (1 + np.exp(-(np.log(usual / (1 - usual)) + (0 if effect is None else effect)))), shape)
    strength = (1 - alike) / np.maximum(alike, 1e-9)
    return rng.binomial(n, np.where(alike > 0, rng.beta(p * strength, (1 - p) * strength), p)), n


def families(rng, dashboards, series, months, sizes=SIZES, share=(0.1, 0.4), effect=None):
    """As `drawn`, of families of one to three children, 1.67 on average, who share one fate: the design effect is 2."""
    shape = (dashboards, series, months)
    usual = rng.uniform(*share, (dashboards, series, 1))
    p = np.broadcast_to(1 / (1 + np.exp(-(np.log(usual / (1 - usual)) + (0 if effect is None else effect)))), shape)
    each = np.broadcast_to(rng.choice(sizes, (dashboards, series, 1)), shape) / sum(size * part for size, part in FAMILIES)
    came = [(size, rng.poisson(part * each)) for size, part in FAMILIES]
    return sum(size * rng.binomial(count, p) for size, count in came), sum(size * count for size, count in came)


def wandering(rng, shape, likeness, spread):
    """Log-odds that wander about 0: a first-order autoregression of lag-1 correlation `likeness` and deviation `spread`."""
    moved, steps = np.zeros(shape), rng.normal(0, spread, shape)
    moved[..., 0] = steps[..., 0]
    for month in range(1, shape[-1]):
        moved[..., month] = likeness * moved[..., month - 1] + np.sqrt(1 - likeness**2) * steps[..., month]
    return moved


def framed(x, n, grain="month", first=0, breakdown=None):
    """A series frame: the indicators of each dashboard are its own, and so is its level, unless `breakdown` names one."""
    every = pl.date_range(BEGAN, BEGAN.replace(year=2060), f"{STEP[grain]}mo", eager=True)
    dashboard, series, at = (each.ravel() for each in np.indices(x.shape))
    starts = every.gather(first + at)
    names = {"dashboard": dashboard, "series": series, "numerator": x.ravel(), "denominator": n.ravel()}
    frame = pl.DataFrame({**names, "period_start": starts, "period_end": every.gather(first + at + 1).dt.offset_by("-1d")})
    level = pl.col("dashboard").cast(pl.String) if breakdown is None else pl.lit(breakdown)
    frame = frame.with_columns(
        indicator=pl.format("{}.{}", "dashboard", "series"), grain=pl.lit(grain), breakdown=level, category=pl.lit("All"),
        value=pl.when(pl.col("denominator") > 0).then(100 * pl.col("numerator") / pl.col("denominator")),
        provisional=False, short_history=False, basis=pl.lit("counted"),
    )
    return phases.add(frame)


def same_fate(rng, dashboards, series, months, sizes=SIZES, share=(0.1, 0.4), effect=None):
    """As `families`, of which seven in ten have one fate; in the others each child has its own."""
    one, other = (
        families(rng, dashboards, series, months, [size * part for size in sizes], share, effect) if part == 0.7
        else drawn(rng, dashboards, series, months, [size * part for size in sizes], share, effect=effect)
        for part in (0.7, 0.3)
    )
    return one[0] + other[0], one[1] + other[1]


def listed(x, n, before, grain="month", season=None):
    """Where each series is listed to act on: dashboards × series × periods. Eight series in a row are teams of one indicator;
    `season` is the effect of each period in log-odds."""
    season = None if season is None else np.broadcast_to(season, x.shape[1:])
    on, base = np.zeros(x.shape, dtype=bool), np.zeros(x.shape[1:], dtype=bool)
    base[:, :before] = True
    for dashboard in range(len(x)):
        counts = (np.where(n[dashboard] > 0, each[dashboard], np.nan).astype(float) for each in (x, n))
        found = detector.evidence(*counts, base, np.arange(x.shape[1]) // TEAMS, season, STEP[grain])
        for row in np.flatnonzero((np.nan_to_num(found.weights(), nan=-np.inf) > watched.ACT[grain]).any(axis=1)):
            for each in standing.alerts(found, row, np.arange(x.shape[2]) >= before, watched.ACT[grain], watched.ENDS[grain]):
                on[dashboard, row, each.raised : each.ended] = True
    return on


def new_a_year(on, before, grain="month"):
    """(mean, standard error) over dashboards of a year's alerts that were not there the period before; `before` is the base."""
    watched = on[:, :, before:]
    first = np.concatenate([watched[:, :, :1], watched[:, :, 1:] & ~watched[:, :, :-1]], axis=2)
    new = first.sum(axis=(1, 2)) * 12 / STEP[grain] / watched.shape[2]
    return new.mean(), new.std(ddof=1) / np.sqrt(len(new))


def false_alarms(rng, dashboards, come=drawn, before=30, watched=24, grain="month", series=120, **kind):
    """(mean, standard error) of new alerts a year to act on where nothing changes; `come` says how children come."""
    return new_a_year(listed(*come(rng, dashboards, series, before + watched, **kind), before, grain), before, grain)


def found_within(rng, dashboards, odds=2.0, come=drawn, before=30, base=30, **kind):
    """Shares of six changed series among 120 that are found within 3, 6 and 12 months. The change falls on the month after
    `before`."""
    effect = np.zeros((dashboards, 120, before + 12))
    effect[:, ::20, before:] = np.log(odds)
    on = listed(*come(rng, dashboards, 120, before + 12, share=(0.2, 0.2), effect=effect, **kind), base)[:, ::20, before:]
    return [float(on[:, :, :months].any(axis=2).mean()) for months in (3, 6, 12)]


def wander(likeness, spread):
    """Children who come one by one, of series whose level wanders: see `wandering`."""
    def come(rng, dashboards, series, months, **kind):
        shape = (dashboards, series, months)
        return drawn(rng, *shape, effect=wandering(rng, shape, likeness, spread), **kind)
    return come


def shocked(rng, dashboards, series, months, **kind):
    """A shock each month that all series share, of deviation .25 in log-odds."""
    return drawn(rng, dashboards, series, months, effect=rng.normal(0, 0.25, (dashboards, 1, months)), **kind)


def rising(rng, dashboards, series, months, **kind):
    """Odds that rise by 30% from the first month to the last."""
    return drawn(rng, dashboards, series, months, effect=np.linspace(0, np.log(1.3), months), **kind)


# How children come where nothing changes, and for how many alerts a year of 120 series: the goals of the detector.
SCENES = {
    "children apart": (drawn, 2), "families": (families, 2), "one fate in seven of ten families": (same_fate, 2),
    "a level that wanders, r .3 sd .1": (wander(0.3, 0.1), 2), "r .6 sd .1": (wander(0.6, 0.1), 2),
    "r .8 sd .1": (wander(0.8, 0.1), 2), "r .6 sd .2": (wander(0.6, 0.2), 4), "a shock that all share": (shocked, 2),
    "a slow rise": (rising, 3.5),
}  # fmt: skip
SCENE_SIZES = ((8,), (15,), (25,), (60,), (150,), SIZES)


def coloured(rng, charts, sizes, share=(0.22, 0.22), months=36):
    """Shares of stable charts with a point outside in the year after 24 months, and with any coloured point at all."""
    frame = limits.add(framed(*drawn(rng, 1, charts, months, sizes, share)), "percentage", "during")
    frame = signals.add(frame).with_columns(at=pl.int_range(pl.len()).over("indicator"))
    outside = frame.filter(pl.col("at") >= 24, pl.col("signal").is_in(["above", "below"]))["indicator"].n_unique()
    return outside / charts, frame.filter(pl.col("signal") != "none")["indicator"].n_unique() / charts


def seasonal_effect(months):
    """Higher in summer, most in August, and lower in March: log-odds for each of so many months."""
    by_month = np.array([0, 0, -0.4, 0, 0, 0, 0.5, 0.7, 0.5, 0, 0, 0])
    return by_month[(BEGAN.month - 1 + np.arange(months)) % 12]


def table(dashboards):
    """The longer run: a line for each question."""
    rng = np.random.default_rng(2026)
    for (scene, (come, most)), sizes in product(SCENES.items(), SCENE_SIZES):
        yield f"{scene}, n = {sizes}: new alerts a year (at most {most})", false_alarms(rng, dashboards, come, sizes=sizes)
    yield "seldom, p = .02, n = 3 to 8", false_alarms(rng, dashboards, sizes=(3, 5, 8), share=(0.02, 0.02))
    for scene, (come, most) in SCENES.items():
        kind = {"before": 10, "watched": 8, "grain": "quarter", "sizes": (24, 75, 180)}
        yield f"{scene}, by quarter (at most {most})", false_alarms(rng, dashboards, come, **kind)
    for come, odds, before in product((drawn, families), (2.0, 1.5), (30, 42, 54)):
        shares = found_within(rng, dashboards, odds, come, before)
        yield f"odds × {odds}, {come.__name__}, {before} months before: found within 3, 6, 12 months", shares
    for sizes in ((150,), range(5, 41)):
        yield f"stable P charts, n = {sizes}: outside in a year (4.1%, 5.2%), any colour in three (29%)", coloured(
            rng, dashboards * 10, sizes)


def main():
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dashboards", type=int, default=100, help="dashboards of two years for each question")
    for question, answer in table(parser.parse_args().dashboards):
        if "a year" in question or "quarter" in question or "seldom" in question:
            answer = f"{answer[0]:.2f} ± {answer[1]:.2f}"
        else:
            answer = " / ".join(f"{100 * share:.1f}%" for share in answer)
        print(f"{question}: {answer}", flush=True)


if __name__ == "__main__":
    sys.exit(printed.program(main))
