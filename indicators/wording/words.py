"""Figures in plain English: a row or a frame in, a phrase out.

A tile, an alert, a printed page and a screen reader use the same words. Every figure comes with the counts
behind it, and every change is put in words as well as in a colour or a shape. A hidden or missing value is
called hidden or missing, never 0.
"""

import calendar
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import polars as pl

from indicators.catalogue import Build
from indicators.judging import phases, reasons
from indicators.judging.icons import NOT_PAST
from indicators.row_types import Counted, Figure, InTime
from indicators.statistics import rounding
from queries.definitions.header import AVERAGES, Indicator

SYMBOLS = {"c": "hidden to protect children", "x": "not available", "z": "not applicable", "u": "too unreliable to show"}
UNITS = {"number": "", "percentage": "%", "rate per 10,000": " per 10,000 children", "average days": " days", "average": ""}
DIRECTIONS = {"low is good": "lower is better", "high is good": "higher is better",
              "neither": "neither high nor low is good in itself"}
GRAINS = {"month": "month", "quarter": "quarter", "year": "year", "rolling": "rolling 12 months"}
COUNTED = {"agency": "agencies", "audit": "audits", "session": "sessions", "worker": "workers"}  # named by a denominator
LONGER = {"quarter": 2, "year": 11}  # months from the first of a period to its last

UP = {**dict.fromkeys(("above", "near above", "shift above"), "Higher than usual"), "trend up": "Rising"}
DOWN = {**dict.fromkeys(("below", "near below", "shift below"), "Lower than usual"), "trend down": "Falling"}
USUAL, UNKNOWN, ABSENT = "●", "◌", "–"  # the shapes for as usual, no verdict, no figure
ROUGHLY = 5  # percentage points
TOO_FEW, UNTESTED, COARSE = "Too few to say", "Not tested against chance", "Too coarse to tell at this level"
ROUNDED = ", as far as rounded counts show"  # rounding may hide a change


def number(value: float, decimals: int = 1) -> str:
    """A number with thousands commas; halves are rounded up, as the department does."""
    step = Decimal(1).scaleb(-decimals)
    return f"{Decimal(repr(float(value))).quantize(step, ROUND_HALF_UP) + 0:,}"


def amount(value: float | None, shown_as: str, decimals: int = 1) -> str:
    """A value with its unit: '23.4%', '1,234', '24.1 days', '54.0 per 10,000 children'; 'not available' for None."""
    if value is None:
        return SYMBOLS["x"]
    shown = number(value, 0 if shown_as == "number" else decimals)
    return shown + (" day" if shown == "1" and shown_as == "average days" else UNITS[shown_as])


def value(row: Counted, indicator: Indicator, decimals: int = 1) -> str:
    """A row's value as a tile shows it: '23.4%', 'about 25%', '24.1 days on average', or why there is none."""
    if row.value is None:
        return symbol(row.symbol)
    return told(row, indicator.shown_as, decimals) + (" on average" if indicator.shown_as in AVERAGES else "")


def told(row: Counted, shown_as: str, decimals: int = 1, added: int = 1) -> str:
    """The value of a row that has one, with the doubt that rounding leaves; each of its counts is a sum of `added` rounded ones.

    'about 25%' where it may be over five points off; '0 to 11%' or '88 to 100%' where the rounded count is none or all.
    """
    plain, base = amount(row.value, shown_as, decimals), row.rounded_to
    if shown_as != "percentage" or base == 1 or not row.denominator:
        return _nearly(row, plain, shown_as, decimals)
    least, most = (100 * end for end in rounding.share(*row.counts, base, added))
    if row.numerator in (0, row.denominator):
        low, high = number(least, decimals), number(most, decimals)
        return plain if low == high else f"{low} to {high}%"
    return f"about {plain}" if max(most - row.known, row.known - least) > ROUGHLY else _nearly(row, plain, shown_as, decimals)


def _nearly(row: Counted, shown: str, shown_as: str, decimals: int) -> str:
    """'under 0.1%' where the value is above 0 but rounds to it, 'over 99.9%' where it is below 100 but rounds to it."""
    counted, whole, step = row.numerator, row.denominator, Decimal(1).scaleb(-decimals)
    if shown_as == "percentage" and shown == amount(0, shown_as, decimals) and (counted or row.known > 0):
        return f"under {step}%"
    lacks = shown_as == "percentage" and (counted < whole if counted is not None and whole else row.known < 100)
    return f"over {100 - step}%" if lacks and shown == amount(100, shown_as, decimals) else shown


def fraction(row: Counted, indicator: Indicator) -> str:
    """What a value was counted from: '84 of 269', 'fewer than 3 out of 60', or '190 children' under an average; may be empty."""
    if row.denominator is None or row.value is None or indicator.shown_as == "number":
        return ""
    if indicator.shown_as in AVERAGES:
        return people(round(row.denominator), indicator)
    least, whole = rounding.behind(0, row.rounded_to)[1] + 1, f"{row.denominator:,}"  # least that is not nought
    return f"{row.numerator:,} of {whole}" if row.numerator or least == 1 else f"fewer than {least} out of {whole}"


def figure(row: Counted, indicator: Indicator, decimals: int = 1) -> str:
    """Value and fraction together: '23.4% (634 of 2,707)' or '24.1 days on average, 190 children'."""
    shown, counted = value(row, indicator, decimals), fraction(row, indicator)
    if not counted:
        return shown
    return f"{shown}, {counted}" if indicator.shown_as in AVERAGES else f"{shown} ({counted})"


def people(count: int, indicator: Indicator, more: str = "") -> str:
    """A count with the noun of the indicator's denominator: '1 child', '25 more children', '3 workers', '2 agencies'."""
    one, many = next((pair for pair in COUNTED.items() if pair[1] in indicator.denominator.lower()), ("child", "children"))
    return " ".join(word for word in (f"{count:,}", more, one if count == 1 else many) if word)


def symbol(letter: str | None) -> str:
    """The meaning of a symbol in place of a number: 'c' is 'hidden to protect children'; an unknown symbol is 'not available'."""
    return SYMBOLS.get(letter or "x", SYMBOLS["x"])


def day(date: date) -> str:
    """'31 March 2025'."""
    return f"{date.day} {calendar.month_name[date.month]} {date.year}"


def financial_year(ends_in: int) -> str:
    """The year that ends on 31 March: 2025 is '2024–25'."""
    return f"{ends_in - 1}–{ends_in % 100:02}"


def period(start: date, end: date, grain: str | None = None) -> str:
    """'October 2026', 'Aug–Oct 2026'; a year is '2024–25', a running year '12 months to October 2026'."""
    if grain == "year":
        return financial_year(end.year)
    last = f"{calendar.month_name[end.month]} {end.year}"
    if grain == "rolling":
        return f"12 months to {last}"
    if (start.year, start.month) == (end.year, end.month):
        return last
    year = "" if start.year == end.year else f" {start.year}"
    return f"{calendar.month_abbr[start.month]}{year}–{calendar.month_abbr[end.month]} {end.year}"


def begun(start: date, grain: str) -> str:
    """The period of a grain that begins on a date: 'August 2026', 'Jul–Sep 2026', '2026–27'."""
    years, month = divmod(start.month - 1 + LONGER.get(grain, 0), 12)
    return period(start, date(start.year + years, month + 1, 1), grain)


def period_of(row: InTime) -> str:
    """The period of a row, in the words of `period`."""
    return period(row.period_start, row.period_end, row.grain)


def when(row: InTime, indicator: Indicator) -> str:
    """A row's period inside a sentence: 'in October 2026', 'in 2024–25', 'at 31 October 2026'."""
    if indicator.timing == "at end":
        return f"at {day(row.period_end)}"
    return f"in {'the ' if row.grain == 'rolling' else ''}{period_of(row)}"


def change(figures: pl.DataFrame) -> str:
    """A category's latest verdict, shape first: '▲ Higher than usual since August 2026', '● As usual'.

    The period named is the first of the present run. Other shapes: ▼ lower, ◆ changed where neither direction is good, ◌ no
    verdict, – no figure; ● also for a rise that has not passed the usual level. Raises ValueError for more than one category.
    """
    return " ".join(verdict(figures))


def verdict(figures: pl.DataFrame) -> tuple[str, str]:
    """(shape, words) of `change`."""
    rows = rows_of_one(figures)
    latest = latest_of(rows)
    if latest is None or latest.value is None:
        return ABSENT, capital(symbol(latest.symbol if latest else None))
    if run := present_run(rows):
        return shape(run[-1].signal, run[-1].judgement), since(run)
    judged = [row for row in of_latest_phase(rows) if row.centre is not None]
    if judged:
        to = "" if judged[-1] is rows[-1] else f" to {period_of(judged[-1])}"
        return USUAL, f"As usual{to}{ROUNDED if reasons.rounded(rows[-1]) else ''}"
    if reasons.too_coarse(rows[-1]):
        return UNKNOWN, COARSE
    return UNKNOWN, TOO_FEW if rows[-1].chart_reason.startswith(reasons.YET) else UNTESTED


def since(run: list[Figure]) -> str:
    """A run of signals in words: 'Higher than usual since August 2026', 'Rising since May 2026, not past the usual level'."""
    said = f"{(UP | DOWN)[run[-1].signal or '']} {'in' if len(run) == 1 else 'since'} {period_of(run[0])}"
    return said if run[-1].judgement else f"{said}, {NOT_PAST}"


def latest_of(rows: list[Figure]) -> Figure | None:
    """The row a message is about: the latest that is not provisional, or the latest if all are; None without rows.

    A provisional figure may look too good: a child whose case closed last month has had little time to come back.
    """
    settled = [row for row in rows if not row.provisional]
    return (settled or rows or [None])[-1]


def comparable(row: Figure) -> bool:
    """Whether a row can be compared: it has a value, is not provisional, has its full history and was counted."""
    return row.value is not None and not row.provisional and not row.short_history and row.basis == "counted"


def shape(signal: str | None, judgement: str | None) -> str:
    """The shape of a signal, ▲ up, ▼ down, ◆ where neither direction is good, ● where it has no judgement."""
    way = "▲" if signal in UP else "▼"
    return {"neither": "◆", None: USUAL}.get(judgement, way)


def present_run(rows: list[Figure]) -> list[Figure]:
    """The latest judged row and the rows before it with a signal in the same direction; empty if the latest is as usual.

    Newer rows without limits, such as provisional ones, are ignored. Up to half a year of periods without a figure (hidden,
    missing, no children to count) does not end a run. `rows` are those of one category in order of time.
    """
    present = rows[-1].phase if rows else 0
    judged = [place for place, row in enumerate(rows) if row.centre is not None and row.phase == present]
    if not judged or sum(row.value is None for row in rows[judged[-1] :]) > phases.BRIDGED.get(rows[-1].grain, 0):
        return []
    way, run = next((names for names in (UP, DOWN) if rows[judged[-1]].signal in names), ()), []
    for row in reversed(rows[: judged[-1] + 1]):
        if row.value is None:
            continue
        if row.signal not in way or (run and not phases.bridged(row, run[-1])):
            break
        run.append(row)
    return run[::-1]


def of_latest_phase(rows: list[Figure]) -> list[Figure]:
    """The rows of the latest phase: those since the level last moved."""
    return [row for row in rows if row.phase == rows[-1].phase]


def rows_of_one(figures: pl.DataFrame) -> list[Figure]:
    """The rows of one category in order of time; raises ValueError if there are several categories."""
    if figures.select("indicator", "grain", "breakdown", "category").n_unique() > 1:
        raise ValueError("these figures hold more than one series; give those of one category.")
    return Figure.rows(figures.sort("period_start"))


def freshness(build: Build, grain: str | None, where: str = "All") -> str:
    """'Saltmere, all teams · month · data to 31 October 2026, built 3 November 2026 · invented data'; no grain if None."""
    to = f"data to {day(build['data_to'])}, " if build["data_to"] else "published figures only, "
    parts = [f"{build['authority']}, {place_name(where)}", *([GRAINS[grain]] if grain else [])]
    return " · ".join([*parts, f"{to}built {day(build['built_at'])}", *(["invented data"] if build["invented"] else [])])


def place_name(category: str) -> str:
    """A category inside a sentence: 'All' becomes 'all teams'."""
    return "all teams" if category.lower() in ("all", "all teams") else category


def capital(text: str) -> str:
    """The text with a capital first letter; the rest is unchanged."""
    return text[:1].upper() + text[1:]
