"""Somebody who has an audience's file and the product's own code, and tries every count that may lie behind a published wait.

Of returns, all followed to the standard, a share is 1 − e/N, and its ends follow from e and N. The attacker writes down that
formula anew, lets the build publish each possible pair (N, e), and keeps the pairs that come out as the file has them. Where one
count is left, the file has told it.
"""

import math
from collections import defaultdict
from datetime import date

import polars as pl

from data.publishing import waiting_times
from data.publishing import waits as build
from queries.model import waits
from queries.store import engine

Z = 1.959963984540054
SMALL = {1, 2, 3, 4}
WEEK = 49  # any week of a curve: all are published alike
KEY = ("closure", 91, "quarter", date(2026, 1, 1), date(2026, 3, 31), "team")
POINT = ("share", "lower", "upper")
FIGURE = ("events", *waiting_times.SHARE, "symbol")
FAR = 9  # a pair with more of both is told apart from one with few by its share alone; trying more could only find less


def triple(number: int, ended: int, curve: bool) -> tuple:
    """The exact share that still waits, and its ends: log-log; of none and of all Wilson's in a figure, none or 1 in a curve."""
    share = 1 - ended / number
    if 0 < ended < number:
        reach = Z * math.sqrt(ended / (number * (number - ended))) / math.log(share)
        return share, share ** math.exp(-reach), share ** math.exp(reach)
    if curve:
        return (share, 1.0, 1.0) if share else (share, None, None)
    rest = number / (number + Z**2)
    return (share, rest, 1.0) if share else (share, 0.0, 1 - rest)


def published(figures: pl.DataFrame, curves: pl.DataFrame, rule: dict) -> tuple[pl.DataFrame, pl.DataFrame]:
    """What the product's own build publishes of exact figures and curves."""
    with engine.memory() as exact, engine.memory() as file:
        exact.load("waiting", figures)
        exact.load("waiting_curve", curves)
        build.publish(exact, file, rule)
        return tuple(file.run(f"SELECT * FROM {table}") for table in ("waiting", "waiting_curve"))


def behind(count: int, base: int) -> range:
    """The true counts that are rounded to this one."""
    return range(max(0, count - base // 2), count + base - base // 2)


def tried(numbers: list[tuple], rule: dict) -> tuple[dict[tuple, set], dict[tuple, set]]:
    """(N, e) of every possible pair behind published numbers (waits, people): by these and the figure, and by these and the
    point of a curve, that the build makes of the pair.
    """
    figures, curves = [], []
    for spells, people, number, ended in possible(numbers, rule["round_to"]):
        for what, events in (("figure", ended), ("point", number // 2)):  # by the end of a curve more have come back
            shares = [None if each is None else 100 * each for each in triple(number, events, curve=False)]
            figures.append((*KEY, f"{spells} {people} {number} {ended} {what}", number, events, people, *shares))
        curves.append((*KEY, f"{spells} {people} {number} {ended} point", WEEK, *triple(number, ended, curve=True)))
    named = [*waiting_times.KEYS, "spells", "events", "people", *waiting_times.SHARE]
    types = waiting_times.KEYS | waiting_times.TYPES
    exact = pl.DataFrame(figures, schema={name: types[name] for name in named}, orient="row")
    exact = exact.with_columns(pl.lit(None, kind).alias(name) for name, kind in types.items() if name not in named)
    points = waiting_times.KEYS | {"day": pl.Int64} | dict.fromkeys(POINT, pl.Float64)
    came_out = published(exact.select(list(types)), pl.DataFrame(curves, schema=points, orient="row"), rule)
    return _by(came_out[0], FIGURE, "figure"), _by(came_out[1], POINT, "point")


def possible(numbers: list[tuple], base: int) -> list[tuple]:
    """(waits, people, N, e) for all N behind the published waits and all e of which few, or of whose rest few, are left."""
    return [(spells, people, number, ended) for spells, people in numbers for number in behind(spells, base) if number
            for ended in range(number + 1) if min(ended, number - ended) <= FAR]


def found_out(figures: pl.DataFrame, curves: pl.DataFrame, rule: dict) -> list[dict]:
    """Every figure and point of a curve of returns behind which one count of 1 to 4 children is left, who came back or did not.

    Gives its key with `day` (None of a figure), `told` ('returned' or 'not') and `told_count`.
    """
    small = figures.filter(pl.col("kind").is_in(waits.returns()), pl.col("spells").is_not_null())
    counted = small.select(*waiting_times.FIGURES, "spells", "people")
    points = curves.filter(pl.col("day") > 0).join(counted, on=waiting_times.FIGURES)
    of_figures, of_points = tried(small.select("spells", "people").unique().rows(), rule)
    rows = small.filter(pl.col("symbol").is_null()).with_columns(day=pl.lit(None, pl.Int64)).to_dicts()
    return _told(rows, FIGURE, of_figures) + _told(points.to_dicts(), POINT, of_points)


def _by(frame, names, wanted):
    found = defaultdict(set)
    for category, *said in frame.select("category", *names).rows():
        spells, people, number, ended, what = category.split()
        if what == wanted:
            found[(int(spells), int(people), *said)].add((int(number), int(ended)))
    return found


def _told(rows, names, pairs):
    found = []
    for row in rows:
        left = pairs[tuple(row[name] for name in ("spells", "people", *names))]
        for told, counts in (("returned", {e for _, e in left}), ("not", {number - e for number, e in left})):
            if len(counts) == 1 and counts <= SMALL:
                named = {name: row[name] for name in (*waiting_times.FIGURES, "day")}
                found.append(named | {"told": told, "told_count": counts.pop()})
    return found
