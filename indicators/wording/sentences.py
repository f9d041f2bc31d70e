"""The sentences a page opens with: the message of an indicator, and how far a level moved.

Made from the same phrases as `words`, from the figures alone. Worse and better are said in words wherever a chart says them in
colour, and no change is said only of what was tested (`looked_at`).
"""

from collections.abc import Mapping
from typing import Any

import polars as pl

from indicators.judging.level_shift import Move
from indicators.row_types import Figure
from indicators.wording import looked_at, rounded, words
from queries.definitions.header import Indicator


def headline(figures: pl.DataFrame, indicator: Indicator, where: str = "All", decimals: int = 1) -> str:
    """The message of an indicator's page, from the figures of one category.

    'Re-referrals within 12 months, all teams: higher than usual since August 2026 (lower is better). 31.2% (84 of 269) in
    October 2026.' Where nothing could be tested, the same period a year before stands in for a verdict.
    """
    rows, (mark, said) = words.rows_of_one(figures), words.verdict(figures)
    subject = f"{indicator.title}, {words.place_name(where)}: "
    latest = words.latest_of(rows)
    if latest is None or mark == words.ABSENT:
        return subject + _lower(said) + "." + _last_known(rows, indicator, decimals)
    shown, newer = figure_when(latest, indicator, decimals), _newer(rows, latest)
    if mark == words.UNKNOWN:
        too_few = f" {looked_at.too_soon(rows, indicator.needs_history)}" if said == words.TOO_FEW else ""
        too_few += f" {words.COARSE} whether this has changed." if said == words.COARSE else ""
        return f"{subject}{shown}{_year_before(rows, latest, indicator, decimals)}{newer}.{too_few}"
    direction = "" if mark == words.USUAL else f" ({words.DIRECTIONS[indicator.polarity]})"
    return f"{subject}{_lower(said)}{direction}. {words.capital(shown)}{newer}."


def figure_when(row: Figure, indicator: Indicator, decimals: int = 1) -> str:
    """A figure and its time: '31.2% (84 of 269) in October 2026, provisional'."""
    provisional = ", provisional" if row.provisional else ""
    return f"{words.figure(row, indicator, decimals)} {words.when(row, indicator)}{provisional}"


def sentence(phrase: str) -> str:
    """A phrase as a sentence of its own, with a capital and a full stop; an empty one stays empty."""
    return f"{words.capital(phrase)}." if phrase else ""


def _newer(rows: list[Figure], latest: Figure) -> str:
    """How many provisional periods there are after the one that is said; empty for none."""
    count, grain = sum(row.period_start > latest.period_start for row in rows), latest.grain
    unit = "period" if grain == "rolling" else grain
    return f"; {count} newer {unit}{' is' if count == 1 else 's are'} provisional" if count else ""


def _last_known(rows: list[Figure], indicator: Indicator, decimals: int) -> str:
    """The latest figure there is, where the latest period has none."""
    known = [row for row in rows if row.value is not None]
    return f" Last known: {figure_when(known[-1], indicator, decimals)}." if known else ""


def _year_before(rows: list[Figure], latest: Figure, indicator: Indicator, decimals: int) -> str:
    """The same period one year earlier, for figures that cannot be tested against chance; none that rounding alone could make."""
    wanted = (latest.period_end.year - 1, latest.period_end.month)
    same = [row for row in rows if (row.period_end.year, row.period_end.month) == wanted and row.value is not None]
    if not same:
        return ""
    told = rounded.apart(latest, same[0], indicator.shown_as)
    return f"; a year before it was {words.value(same[0], indicator, decimals)}" if told else rounded.NOT_APART


def move(row: Move, indicator: Indicator, decimals: int = 1) -> str:
    """How far a level moved: 'From 22.1% (793 of 3,588) to 31.4% (560 of 1,783): 9.3 points higher (6.2 to 12.4).'

    `row` is a row of `level_shift.moved` or `level_shift.propose`. The interval is left out where there is none; one
    that reaches across nought says so on both sides.
    """
    unit, rest = MOVED[indicator.shown_as]
    before, after = (words.number(level, decimals) + unit for level in (row["before"], row["after"]))
    if indicator.shown_as == "percentage":
        before += _out_of(row, indicator, "before_")
        after += _out_of(row, indicator, "")
    way = "higher" if row["difference"] > 0 else "lower"
    far = _points(abs(row["difference"]), indicator, decimals)
    return f"From {before} to {after}{rest}: {far} {way}{_reach(row, decimals)}."


def unexplained(row: Move, indicator: Indicator, grain: str, decimals: int = 1) -> str:
    """A proposed step in a line: 'Re-referrals: moved in April 2025, it seems, from 22.1% to 31.4%'."""
    unit, rest = MOVED[indicator.shown_as]
    before, after = (words.number(level, decimals) + unit for level in (row["before"], row["after"]))
    since = words.begun(row["starts_on"], grain)
    return f"{indicator.title}: moved in {since}, it seems, from {before} to {after}{rest}"


MOVED = {"percentage": ("%", ""), "number": ("", " a month"), "rate per 10,000": ("", " per 10,000 children a month"),
         "average days": (" days", " on average"), "average": ("", " on average")}


def _out_of(row: Mapping[str, Any], indicator: Indicator, when: str) -> str:
    """What a level was counted from; children counted at each month's end are the same ones again, so that is a mean."""
    x, n = row[f"{when}numerator"], row[f"{when}denominator"]
    if indicator.timing == "during":
        return f" ({x:,} of {n:,})"
    times = row[f"{when}periods"]
    return f" ({round(x / times):,} of {round(n / times):,} on average)"


def _points(size: float, indicator: Indicator, decimals: int) -> str:
    shown = words.number(size, decimals)
    noun = {"percentage": "point", "average days": "day"}.get(indicator.shown_as)
    return f"{shown} {noun}{'' if float(shown) == 1 else 's'}" if noun else shown


def _reach(row: Move, decimals: int) -> str:
    """The 95% interval of a move, as distances in its own direction."""
    if row["lower"] is None or row["upper"] is None:
        return ""
    low, high = sorted((row["lower"], row["upper"]), key=abs)
    if row["lower"] * row["upper"] < 0:
        below, above = (words.number(abs(side), decimals) for side in (row["lower"], row["upper"]))
        return f" (95% interval {below} lower to {above} higher)"
    return f" (95% interval {words.number(abs(low), decimals)} to {words.number(abs(high), decimals)})"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
