"""Every published year of an authority and its neighbours: a line for each, named where it ends.

Our own authority is bold and blue, neighbours are thin and grey, their median is dashed, England dotted.
Every year without a figure is named under the chart. A figure that is not comparable is a ring, named there too, and no line
joins it to those that are. The median is given, not computed here.
"""

import math
import textwrap

import polars as pl
from msgspec.structs import replace

from indicators.charts import plot
from indicators.charts.axes import NARROW, edge_labels, extent, start_note, value_axis
from indicators.charts.labels import short
from indicators.charts.one_year import hover, median_of
from indicators.charts.style import Look, layout, room, thinned
from indicators.comparing.row_types import Area
from indicators.wording.letters import in_markup
from indicators.wording.sentences import sentence
from indicators.wording.words import amount, financial_year, symbol

HEIGHT = 480  # pixels
TICKS = 5  # years named on the axis, at most
LISTED = 2  # years without a figure that are named; more are counted
LONGEST = 16  # characters of a name at the end of its line; pointing at the line says all of it


def figure(areas: pl.DataFrame, summary: pl.DataFrame, look: Look) -> plot.Figure:
    """Every published year as lines: own bold, neighbours thin, each named at its end; the rest as `drawn` takes it."""
    return plot.drawn(*drawn(areas, summary, look))


def drawn(areas: pl.DataFrame, summary: pl.DataFrame, look: Look, height: int = HEIGHT) -> tuple[list[dict], dict]:
    """(traces, layout) of every published year, `height` in pixels.

    `areas` and `summary` are the comparison's `areas` and `table` (of which year and neighbours_median are used).
    """
    near = areas.filter(pl.col("role") != "region")
    scale = extent([*near["value"], *summary["neighbours_median"]], look.unit)
    return _traces(areas, summary, look), _layout(areas, summary, scale, look, height)


def words(areas: pl.DataFrame, summary: pl.DataFrame, look: Look) -> str:
    """What the years show: where our own, the neighbours' median and England began and ended."""
    own, england = (areas.filter(role=role).sort("year") for role in ("own", "england"))
    paths = [(own["area_name"][0], own, "value", look.decimals), (f"{look.beside}' median", summary, "neighbours_median", 1),
             ("England", england, "value", 1)]
    said = [_ends_of(name, frame.sort("year").select("year", column).rows(), look.unit, decimals)
            for name, frame, column, decimals in paths]
    first, last = map(financial_year, areas.select(pl.min("year"), pl.max("year").alias("last")).row(0))
    others = areas.filter(role="neighbour")["area_code"].n_unique()
    return f"Line chart from {first} to {last}, with {others or 'no'} {look.beside}. {' '.join(filter(None, said))}"


def _ends_of(name: str, years: list[tuple[int, float | None]], unit: str, decimals: int) -> str:
    known = [(year, value) for year, value in years if value is not None]
    if not known:
        return ""
    first, last = (f"{amount(value, unit, decimals)} in {financial_year(year)}" for year, value in (known[0], known[-1]))
    return sentence(f"{name} from {first} to {last}")


def _traces(areas: pl.DataFrame, summary: pl.DataFrame, look: Look) -> list[dict]:
    """A line through the years for every neighbour, their median, England and, on top, our own."""
    ink = look.ink
    thin, bold = {"color": ink.others, "width": 1.3}, {"color": ink.own, "width": 3.5}
    dashed, dotted = ({"color": ink.quiet, "width": 2, "dash": dash} for dash in ("dash", "dot"))
    median = [Area(year=year, role="median", position=0, area_code="", area_name=median_of(look.beside), value=value,
                   numerator=None, denominator=None)
              for year, value in summary.sort("year").select("year", "neighbours_median").rows()]
    return [
        *(_path(part, look, thin, 3) for part in _by_area(areas, "neighbour")),
        _path(median, look, dashed, 0),
        *(_path(part, look, dotted, 0) for part in _by_area(areas, "england")),
        *(_path(part, look, bold, 8) for part in _by_area(areas, "own")),
    ]


def _path(rows: list[Area], look: Look, pen: dict, size: int) -> dict:
    rows = _parted(rows)
    return {
        "type": "scatter", "mode": "lines+markers" if size else "lines", "connectgaps": False, "line": pen,
        "x": [row.year for row in rows], "y": [row.value for row in rows], "cliponaxis": False,
        "marker": {"size": size or 1, "color": pen["color"], "opacity": 1,
                   "symbol": ["circle-open" if row.note else "circle" for row in rows]},
        "customdata": [hover(row, look) if row.value is not None else "" for row in rows],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _parted(rows: list[Area]) -> list[Area]:
    """The rows with a gap wherever comparable figures meet others: a line across it would show a rise or fall that is none."""
    said: list[Area] = []
    for row in rows:
        if said and bool(said[-1].note) != bool(row.note):
            said.append(replace(row, value=None))
        said.append(row)
    return said


def _by_area(areas: pl.DataFrame, role: str) -> list[list[Area]]:
    """The rows of each area of a role, in order of year."""
    own = areas.filter(role=role).sort("position", "area_code", "year")
    return [Area.rows(part) for part in own.partition_by("area_code", maintain_order=True)]


def _layout(areas: pl.DataFrame, summary: pl.DataFrame, scale: tuple[float, float], look: Look, height: int) -> dict:
    """Each line named at its end, and every figure that is missing named underneath."""
    near = [part for role in ("own", "neighbour") for part in _by_area(areas, role)]
    ends, key = _ends(areas, summary, look), [*map(_missing, near), start_note(scale, look.unit)]
    base = layout(look.ink, height, look.title, key, r=room([text for _, text, _ in ends]))
    years = areas["year"].unique().sort().to_list()
    ticked = years[::-1][:: math.ceil(len(years) / TICKS)]
    base["xaxis"] |= {
        "range": [years[0] - 0.3, years[-1] + 0.3], "tickvals": ticked,
        "ticktext": thinned([financial_year(year).replace("–", "<br>–") for year in ticked[::-1]], NARROW - 1)[::-1],
    }
    base["yaxis"] |= value_axis(scale, look.unit)
    base["annotations"] += edge_labels(ends, scale, base)
    return base


def _ends(areas: pl.DataFrame, summary: pl.DataFrame, look: Look) -> list[tuple[float, str, str]]:
    """(value, text, colour) of every line that reaches the last year."""
    last = areas.filter(pl.col("year") == pl.col("year").max(), pl.col("value").is_not_null())
    ink, ends = look.ink, []
    for row in Area.rows(last.filter(pl.col("role") != "region")):
        own = row.role == "own"
        text = f"{_short(row.area_name)} {short(row.known, look.unit, look.decimals if own else 1)}"
        ends.append((row.known, f"<b>{text}</b>" if own else text, ink.own if own else ink.quiet))
    for median in summary.sort("year")["neighbours_median"].tail(1).drop_nulls():
        ends.append((median, f"Median {short(median, look.unit, 1)}", ink.text))
    return ends


def _short(name: str) -> str:
    """A name that fits the room for names: 'Bournemouth, Christchurch and Poole' is 'Bournemouth, …'."""
    return in_markup(textwrap.shorten(name, LONGEST, placeholder=" …"))


def _missing(rows: list[Area]) -> str:
    """'Halton: 2013–14 not available; 7 of 13 years hidden to protect children', or empty."""
    reasons = {}
    for row in rows:
        why = symbol(row.symbol) if row.value is None else row.note
        if why:
            reasons.setdefault(why, []).append(financial_year(row.year))
    said = []
    for why, years in reasons.items():
        named = " and ".join(years) if len(years) <= LISTED else f"{len(years)} of {len(rows)} years"
        said.append(f"{named} {why}")
    return f"{in_markup(rows[0].area_name)}: {'; '.join(said)}" if said else ""
