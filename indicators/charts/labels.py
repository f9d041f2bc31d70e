"""The words of a chart over time: what pointing at a figure says, the labels at the edge, and the key below.
"""

import calendar

from msgspec.structs import replace

from indicators.charts.style import Ink
from indicators.row_types import Figure, InTime
from indicators.wording import rounded, words
from indicators.wording.letters import in_markup
from queries.definitions.header import AVERAGES, Changed

MEANING = {
    "worse": "worse than usual",
    "better": "better than usual",
    "neither": "unlike the usual level",
}
RULES = {
    "above": "above the upper limit",
    "below": "below the lower limit",
    "near above": "two of three close to the upper limit",
    "near below": "two of three close to the lower limit",
    "shift above": "one of seven or more in a row above the usual level",
    "shift below": "one of seven or more in a row below the usual level",
    "trend up": "one of seven or more rising in a row",
    "trend down": "one of seven or more falling in a row",
}
UNCOMPARED = "too little history to compare"


def hover(row: Figure, unit: str, decimals: int) -> str:
    """What pointing at a row says: value, what it was counted from, when, and what stands out."""
    counted = ""
    if unit == "percentage":
        counted = f" ({rounded.of(*row.counts, row.rounded_to)})"
    elif unit in AVERAGES:
        counted = f" on average, {row.denominator:,} counted"
    shown = f"<b>{words.told(row, unit, decimals)}</b>{counted}"
    state = [RULES.get(row.signal), "provisional" if row.provisional else None]
    state += [None if only_provisional(row) else UNCOMPARED]
    return "<br>".join([shown, words.period_of(row), *(words.capital(each) for each in state if each)])


def key(rows: list[Figure], ink: Ink) -> list[tuple[str, str, str]]:
    """(shape or letter, its colour, what it means) for each one that is among these rows."""
    known = [row for row in rows if row.value is not None]
    hollow = [row for row in known if row.judgement is None and not words.comparable(row)]
    gone = {letter(row) for row in rows if row.value is None}
    found = []
    for judged, colour in (("worse", ink.look), ("better", ink.better), ("neither", ink.neither)):
        shapes = sorted({words.shape(row.signal, row.judgement) for row in known if row.judgement == judged})
        found += [(" ".join(shapes), colour, MEANING[judged])] if shapes else []
    found += [("○", ink.own, "provisional")] if any(map(only_provisional, hollow)) else []
    found += [("□", ink.others, UNCOMPARED)] if not all(map(only_provisional, hollow)) else []
    return found + [(each, ink.text, words.symbol(each)) for each in sorted(gone)]


def median_key(rows: list[Figure], ink: Ink) -> list[tuple[str, str, str]]:
    """What the dashed line is, and the last year it was published for; nothing if there is none."""
    years = [row.comparator_year or 0 for row in rows if row.neighbours_median is not None]
    said = f"statistical neighbours' median, to {words.financial_year(max(years))}" if years else ""
    return [("- -", ink.quiet, said)] if said else []


def change_key(change: Changed, ink: Ink) -> tuple[str, str, str]:
    """What changed on the day of a dotted upright line."""
    return "┊", ink.quiet, f"{words.day(change.on)}: {in_markup(change.note)}"


def edge(rows: list[Figure], ink: Ink, unit: str, decimals: int) -> list[tuple[float, str, str]]:
    """(value, text, colour) for the right edge: latest figure and period, usual level, limits."""
    found = latest(rows, ink, unit, decimals, named=True)
    limited = [row for row in words.of_latest_phase(rows) if row.centre is not None][-1:]
    lines = [(name, value) for row in limited for name, value in (
        ("Usual", row.centre), ("Limit", row.upper), ("Limit", row.lower)) if value is not None]
    found += [(value, f"{name} {short(value, unit, decimals)}", ink.quiet) for name, value in lines]
    return found


def latest(rows: list[Figure], ink: Ink, unit: str, decimals: int, named: bool = False) -> list[tuple]:
    """(value, text, colour) of the latest settled figure; if `named`, its period, and a provisional one after it."""
    known = [row for row in rows if row.value is not None]
    settled = words.latest_of(known)
    if settled is None:
        return []
    said = f"<b>{_short(settled, unit, decimals)}</b>{f' {brief(settled)}' if named else ''}"
    found = [(settled.value, said, ink.own)]
    if named and known[-1] is not settled:
        found.append((known[-1].value, f"{_short(known[-1], unit, decimals)} provisional", ink.own))
    return found


def median(rows: list[Figure], ink: Ink, unit: str) -> list[tuple[float, str, str]]:
    """(value, text, colour) of the neighbours' median beside the latest period that has one."""
    known = [row.neighbours_median for row in rows if row.neighbours_median is not None][-1:]
    return [(value, f"Neighbours {short(value, unit, 1)}", ink.quiet) for value in known]


def short(value: float, unit: str, decimals: int) -> str:
    """A value for a label, without a unit that the title already says."""
    return words.number(value, 0 if unit == "number" else decimals) + ("%" if unit == "percentage" else "")


def _short(row: Figure, unit: str, decimals: int) -> str:
    """A row's value as `short`; of rounded counts none and all are a range."""
    said = words.told(row, unit, decimals)
    return said if " to " in said else short(row.known, unit, decimals)


def rounding_key(rows: list[Figure], ink: Ink, unit: str) -> list[tuple[str, str, str]]:
    """What the upright strokes are; nothing if there are none."""
    return [("▎", ink.others, "what the rounding of the counts leaves open")] if rounded.coarse(rows, unit) else []


def brief(row: InTime) -> str:
    """A period for a label: 'Oct 2026' (the last month of a running year), 'Jul–Sep 2026', '2024–25'."""
    end = row.period_end
    if row.grain in ("month", "rolling"):
        return f"{calendar.month_abbr[end.month]} {end.year}"
    return words.period_of(row)


def letter(row: Figure) -> str:
    """The letter that stands for a missing figure."""
    return row.symbol or "x"


def only_provisional(row: Figure) -> bool:
    """Whether time alone will settle a row: it can be compared once it is no longer provisional."""
    return words.comparable(replace(row, provisional=False))
