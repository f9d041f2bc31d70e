"""Gaps that are open, by team: what share is past the standard, and how much of it by half and twice.

What is past the standard is orange; the longer the gap, the denser its hatching.
"""

from indicators.charts import plot
from indicators.charts.axes import across, extent
from indicators.charts.groups import NAME, height_of
from indicators.charts.style import TEXT, Ink, Look, hatched, in_lines, layout, name_lines, room, unmarked
from indicators.children.row_types import Gaps
from indicators.wording import rounded
from indicators.wording.words import capital, symbol

TEAM = 46  # pixels of a team's row
OPEN = "what the rounding of the counts leaves open"


def figure(rows: list[Gaps], lengths: dict[str, int], said: list[str], look: Look) -> plot.Figure:
    """For each row of `gaps.counted` the share past the standard, and past each of `gaps.lengths`; `said` by pointing at it."""
    return plot.drawn(_traces(rows, lengths, said, look.ink), _layout(rows, lengths, look))


def words(said: list[str], look: Look) -> str:
    """What the bars of open gaps show: each place, with how many are past the standard and by how much."""
    return f"Bar chart. {look.title}. {'; '.join(map(unmarked, said))}."


def _traces(rows: list[Gaps], lengths: dict[str, int], said: list[str], ink: Ink) -> list[dict]:
    """For each place, what share is past the standard and, inside it, past it by half and twice.

    Of rounded counts, a thin hatched bar from the lowest to the highest share that may lie behind them comes last.
    """
    fills = {"past": hatched(ink, "/"), "past by half": hatched(ink, "x"),
             "past twice": {"color": ink.look, "line": {"color": ink.outline, "width": 1}}}
    shown = [(place, row) for place, row in enumerate(rows) if row.past.value is not None]
    of_lengths = [{
        "type": "bar", "orientation": "h", "width": 0.5, "marker": fills[name], "name": f"more than {longer} days",
        "x": [row.of[name].value for _, row in shown], "y": [place for place, _ in shown],
        "customdata": [said[place] for place, _ in shown], "hovertemplate": "%{customdata}<extra></extra>",
    } for name, longer in lengths.items()]
    return [*of_lengths, *_ranges([(place, row) for place, row in shown if row.rounded_to > 1], said, ink)]


def _ranges(shown: list[tuple[int, Gaps]], said: list[str], ink: Ink) -> list[dict]:
    """How far rounding leaves each share open, as a thin hatched bar below the middle of its row."""
    ends = [rounded.ends(row.past, "percentage") for _, row in shown]
    pattern = {"shape": "\\", "fgcolor": ink.text, "bgcolor": ink.ground, "size": 4, "solidity": 0.3, "fillmode": "replace"}
    return [{
        "type": "bar", "orientation": "h", "width": 0.16, "offset": 0.27, "name": OPEN,
        "marker": {"color": ink.ground, "pattern": pattern, "line": {"color": ink.text, "width": 1}},
        "base": [least for least, _ in ends], "x": [most - least for least, most in ends], "y": [place for place, _ in shown],
        "customdata": [said[place] for place, _ in shown], "hovertemplate": "%{customdata}<extra></extra>",
    }] if shown else []


def _layout(rows: list[Gaps], lengths: dict[str, int], look: Look) -> dict:
    """Places named at the left with what was counted, shares at the right."""
    ink, shapes = look.ink, dict(zip(lengths, ("▨", "▩", "■"), strict=True))
    key = [f'<b style="color:{ink.look}">{shapes[name]}</b> more than {longer} days' for name, longer in lengths.items()]
    known = [row for row in rows if row.past.value is not None]
    open_to = [rounded.ends(row.past, "percentage")[1] for row in known if row.rounded_to > 1]
    key += [f'<b style="color:{ink.text}">▧</b> {OPEN}'] if open_to else []
    names = [_named(row, ink) for row in rows]
    base = layout(ink, 0, look.title, key, tick_lines=1, l=room(names), r=88)
    base["height"] = base["margin"]["t"] + base["margin"]["b"] + height_of(names, TEAM) * len(rows)
    base["barmode"] = "overlay"
    scale = extent([row.past.value for row in rows] + open_to, "percentage")
    base["xaxis"] |= {**across(scale, "percentage"), "showgrid": True, "gridcolor": ink.grid}
    base["yaxis"] |= {"range": [len(rows) - 0.5, -0.5], "tickvals": list(range(len(rows))), "showgrid": False,
                      "ticktext": names, "tickfont": {"size": TEXT, "color": ink.text}}
    base["annotations"] += [_beside(row, place, look) for place, row in enumerate(rows)]
    return base


def _named(row: Gaps, ink: Ink) -> str:
    counts = "" if row.past.numerator is None else rounded.of(*row.past.counts, row.rounded_to)
    name = "All teams" if row.category == "All" else row.category
    lines = [*name_lines(name, NAME), *([f'<span style="color:{ink.quiet}">{counts}</span>'] if counts else [])]
    return "<br>".join(f"{line}  " for line in lines)


def _beside(row: Gaps, place: int, look: Look) -> dict:
    ink, where = look.ink, {"y": place, "yanchor": "middle", "xanchor": "left", "align": "left", "showarrow": False}
    if row.past.value is None:
        text, font = in_lines(capital(symbol(row.symbol))), {"size": TEXT, "color": ink.quiet}
        return {**where, "text": text, "x": 0, "font": font}
    text = rounded.share(row.past, look.decimals)
    return {**where, "text": text, "x": 1, "xref": "paper", "xshift": 12, "font": {"size": TEXT, "color": ink.text}}
