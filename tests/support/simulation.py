"""Invented authorities in which nothing changes, or something known does: how often the product speaks, and how often rightly.

The tests run a short simulation; `python -m tests.support.simulation --years 400` runs a longer one and prints a table. Numbers
in brackets are those of the simulations the rules were chosen by (40 to 60 dashboards, 120 series, two years).
"""

import argparse
import sys
from contextlib import contextmanager
from datetime import date
from itertools import product

import numpy as np
import polars as pl

from indicators.judging import alerts, limits, phases, seasons, signals
from indicators.statistics import windows
from queries import printed

SIZES = (8, 25, 60)  # children a month of a team, on average
TOGETHER = (0.0, 0.005, 0.01)  # how alike the children of one month are: 0 is not at all
FAMILIES = ((1, 1 / 2), (2, 1 / 3), (3, 1 / 6))  # children of a family, and the share of families that have so many
NEEDED = {"month": 30, "quarter": 10}  # periods that the longest window and its baseline take
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


def watched(x, n, grain="month", allow_for_season=False, history=None):
    """q of every series in every month from the first that can be tested: dashboards × series × months; 1 if untested."""
    needed, found = history or NEEDED[grain], []
    for month in range(needed, x.shape[2] + 1):
        seen = slice(month - needed, month)
        frame = framed(x[:, :, seen], n[:, :, seen], grain, month - needed)
        if allow_for_season:
            frame = seasons.add(frame, frame.with_columns(breakdown=pl.lit("all")))
        tests = alerts.tested(frame)
        q, place = np.ones(x.shape[:2]), tests["indicator"].str.split(".").list
        q[place.get(0).cast(int), place.get(1).cast(int)] = tests["q"]
        found.append(q)
    return np.stack(found, axis=2)


def new_a_year(q, bound, grain="month"):
    """(mean, standard error) over dashboards of alerts a year that were not there the period before."""
    on = q <= bound
    new = (on[:, :, 1:] & ~on[:, :, :-1]).sum(axis=(1, 2)) * 12 / STEP[grain] / (q.shape[2] - 1)
    return new.mean(), new.std(ddof=1) / np.sqrt(len(new))


@contextmanager
def untempered():
    """The test as it is for separate children, which the reference simulations used."""
    measured = windows.over_dispersion
    windows.over_dispersion = lambda *counts: [np.fmax(1, 0 * each) for each in measured(*counts)]
    try:
        yield
    finally:
        windows.over_dispersion = measured


def false_alarms(rng, dashboards, series=120, months=24, grain="month", come=drawn, **kind):
    """{act, watch}: (mean, standard error) of new alerts a year where nothing changes; `come` says how children come."""
    q = watched(*come(rng, dashboards, series, NEEDED[grain] + months, **kind), grain)
    return {"act": new_a_year(q, alerts.ACT, grain), "watch": new_a_year(q, alerts.WATCH, grain)}


def found_within(rng, dashboards, odds=2.0, changed=6, share=(0.2, 0.2), bound=alerts.ACT, come=drawn, **kind):
    """Shares of the changed series among 120 that are found within 3, 6 and 12 months, and of how many."""
    effect = np.zeros((dashboards, 120, NEEDED["month"] + 12))
    effect[:, :changed, NEEDED["month"] :] = np.log(odds)
    q = watched(*come(rng, dashboards, 120, effect.shape[2], share=share, effect=effect, **kind))[:, :changed, 1:]
    return [(q[:, :, :months] <= bound).any(axis=2).mean() for months in (3, 6, 12)], dashboards * changed


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


def table(years):
    """The longer run: a line for each question."""
    rng, dashboards = np.random.default_rng(2026), max(2, years // 2)
    with untempered():
        yield "120 series, children separate, untempered (.8 and 1.9)", false_alarms(rng, dashboards)
        yield "  the same, rho = .01, n = 150", false_alarms(rng, dashboards, sizes=(150,), rho=(0.01,))
    for rho in TOGETHER:
        yield f"120 series, n = 150, rho = {rho}", false_alarms(rng, dashboards, sizes=(150,), rho=(rho,))
    for count in (10, 33, 60, 120):
        for rho in ((0.0,), TOGETHER):
            yield f"{count} series by month, rho from {rho}", false_alarms(rng, dashboards * 120 // count, count, rho=rho)
    for count, sizes in ((10, (450,)), (33, (24, 75, 180))):
        for rho in ((0.0,), TOGETHER):
            kind = {"sizes": sizes, "rho": rho, "grain": "quarter", "months": 12}
            yield f"{count} series by quarter, rho from {rho}", false_alarms(rng, dashboards * 60 // count, count, **kind)
    for sizes in ((8,), (15,), (25,), (60,), (150,), SIZES):
        kind = {"sizes": sizes, "come": families}
        yield f"families of 1 to 3 with one fate each, n = {sizes}", false_alarms(rng, dashboards, **kind)
        for come in (families, drawn):
            shares, _ = found_within(rng, dashboards, come=come, sizes=sizes)
            yield f"  odds x 2 found within 3, 6, 12 months, {come.__name__}", shares
    for size, (likeness, spread) in product((60, 150), ((0.3, 0.1), (0.6, 0.1), (0.8, 0.1), (0.6, 0.2))):
        moved = wandering(rng, (dashboards, 120, NEEDED["month"] + 24), likeness, spread)
        asked = f"a level that wanders (r = {likeness}, sd = {spread} in log-odds; not cured), n = {size}"
        yield asked, false_alarms(rng, dashboards, sizes=(size,), effect=moved)
    for odds in (2.0, 1.5):
        shares, _ = found_within(rng, dashboards, odds)
        yield f"odds x {odds} found within 3, 6, 12 months (24/44/55% and 4/14/23%)", shares
    for sizes in ((150,), range(5, 41)):
        yield f"stable P charts, n = {sizes}: outside in a year (4.1%, 5.2%), any colour in three (29%)", coloured(
            rng, dashboards * 20, sizes)


def main():
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--years", type=int, default=200, help="dashboard years for each question")
    for question, answer in table(parser.parse_args().years):
        if isinstance(answer, dict):
            answer = ", ".join(f"{level} {mean:.2f} ± {error:.2f}" for level, (mean, error) in answer.items()) + " a year"
        else:
            answer = " / ".join(f"{100 * share:.1f}%" for share in answer)
        print(f"{question}: {answer}", flush=True)


if __name__ == "__main__":
    sys.exit(printed.program(main))
