"""What is drawn of neighbours over the years: a line for each, named where it ends.

Our own authority is bold and blue, neighbours are thin and grey, their median is dashed, England dotted.
Every year without a figure is named under the chart. A figure that is not comparable is a ring, named there too, and no line
joins it to those that are. The median is given, not computed here.
"""

import math
import textwrap

import polars as pl

from indicators.charts.axes import NARROW, edge_labels, extent, start_note, value_axis
from indicators.charts.dots import BESIDE, hover, median_of
from indicators.charts.labels import short
from indicators.charts.style import Ink, layout, room, thinned
from indicators.wording import words
from indicators.wording.letters import in_markup

TICKS = 5  # years named on the axis, at most
LISTED = 2  # years without a figure that are named; more are counted
LONGEST = 16  # characters of a name at the end of its line; pointing at the line says all of it


def drawn(
    areas: pl.DataFrame, summary: pl.DataFrame, title: str, unit: str, ink: Ink, height: int = 480, decimals: int = 1,
    beside: str = BESIDE,
) -> tuple[list[dict], dict]:
    """(traces, layout) of every published year: own bold, neighbours thin, each named at its end.

    `areas` and `summary` are the comparison's `areas` and `table` (of which year and neighbours_median are used); `decimals` are
    those of our own figures.
    """
    near = areas.filter(pl.col("role") != "region")
    scale = extent([*near["value"], *summary["neighbours_median"]], unit)
    layout = paths_layout(areas, summary, scale, unit, title, ink, height, decimals)
    return traces(areas, summary, unit, ink, decimals, beside), layout


def traces(
    areas: pl.DataFrame, summary: pl.DataFrame, unit: str, ink: Ink, decimals: int, beside: str = BESIDE
) -> list[dict]:
    """A line through the years for every neighbour, their median, England and, on top, our own, with its `decimals`."""
    thin, bold = {"color": ink.others, "width": 1.3}, {"color": ink.own, "width": 3.5}
    dashed, dotted = ({"color": ink.quiet, "width": 2, "dash": dash} for dash in ("dash", "dot"))
    empty = dict.fromkeys(("numerator", "denominator", "lower", "note"), pl.lit(None))
    median = summary.sort("year").select("year", area_name=pl.lit(median_of(beside)), value="neighbours_median", **empty)
    return [
        *(_path(part, unit, thin, 3) for part in _by_area(areas, "neighbour")),
        _path(median.to_dicts(), unit, dashed, 0),
        *(_path(part, unit, dotted, 0) for part in _by_area(areas, "england")),
        *(_path(part, unit, bold, 8, decimals) for part in _by_area(areas, "own")),
    ]


def _path(rows, unit, pen, size, decimals=1):
    rows = _parted(rows)
    return {
        "type": "scatter", "mode": "lines+markers" if size else "lines", "connectgaps": False, "line": pen,
        "x": [row["year"] for row in rows], "y": [row["value"] for row in rows], "cliponaxis": False,
        "marker": {"size": size or 1, "color": pen["color"], "opacity": 1,
                   "symbol": ["circle-open" if row.get("note") else "circle" for row in rows]},
        "customdata": [hover(row, unit, decimals) if row["value"] is not None else "" for row in rows],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _parted(rows):
    """The rows with a gap wherever comparable figures meet others: a line across it would show a rise or fall that is none."""
    said = []
    for row in rows:
        if said and bool(said[-1].get("note")) != bool(row.get("note")):
            said.append({**row, "value": None})
        said.append(row)
    return said


def _by_area(areas, role):
    """The rows of each area of a role, in order of year."""
    own = areas.filter(role=role).sort("position", "area_code", "year")
    return [part.to_dicts() for part in own.partition_by("area_code", maintain_order=True)]


def paths_layout(
    areas: pl.DataFrame, summary: pl.DataFrame, scale: tuple, unit: str, title: str, ink: Ink, height: int, decimals: int
) -> dict:
    """The layout: each line named at its end, and every figure that is missing named underneath."""
    near = [part for role in ("own", "neighbour") for part in _by_area(areas, role)]
    ends = _ends(areas, summary, unit, ink, decimals)
    base = layout(ink, height, title, [*map(_missing, near), start_note(scale, unit)], r=room([text for _, text, _ in ends]))
    years = areas["year"].unique().sort().to_list()
    ticked = years[::-1][:: math.ceil(len(years) / TICKS)]
    base["xaxis"] |= {
        "range": [years[0] - 0.3, years[-1] + 0.3], "tickvals": ticked,
        "ticktext": thinned([words.financial_year(year).replace("–", "<br>–") for year in ticked[::-1]], NARROW - 1)[::-1],
    }
    base["yaxis"] |= value_axis(scale, unit)
    base["annotations"] += edge_labels(ends, scale, base)
    return base


def _ends(areas, summary, unit, ink, decimals):
    """(value, text, colour) of every line that reaches the last year."""
    last = areas.filter(pl.col("year") == pl.col("year").max(), pl.col("value").is_not_null())
    ends = []
    for row in last.filter(pl.col("role") != "region").to_dicts():
        own = row["role"] == "own"
        text = f"{_short(row['area_name'])} {short(row['value'], unit, decimals if own else 1)}"
        ends.append((row["value"], f"<b>{text}</b>" if own else text, ink.own if own else ink.quiet))
    for median in summary.sort("year")["neighbours_median"].tail(1).drop_nulls():
        ends.append((median, f"Median {short(median, unit, 1)}", ink.text))
    return ends


def _short(name):
    """A name that fits the room for names: 'Bournemouth, Christchurch and Poole' is 'Bournemouth, …'."""
    return in_markup(textwrap.shorten(name, LONGEST, placeholder=" …"))


def _missing(rows):
    """'Halton: 2013–14 not available; 7 of 13 years hidden to protect children', or empty."""
    reasons = {}
    for row in rows:
        why = words.symbol(row["symbol"]) if row["value"] is None else row.get("note")
        if why:
            reasons.setdefault(why, []).append(words.financial_year(row["year"]))
    said = []
    for why, years in reasons.items():
        named = " and ".join(years) if len(years) <= LISTED else f"{len(years)} of {len(rows)} years"
        said.append(f"{named} {why}")
    return f"{in_markup(rows[0]['area_name'])}: {'; '.join(said)}" if said else ""
