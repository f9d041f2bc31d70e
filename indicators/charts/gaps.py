"""What is drawn of gaps that are open: a line for each child or worker with a mark for every visit or session and, from the last
of them to the day of the data, a bar; and for each team, how many are past the standard and by how much.

A chart of gaps that ended would leave out whoever is still waiting. What is past the standard is orange and hatched; a thin
upright stroke is the day on which the standard was, or will be, reached.
"""

from datetime import date, timedelta

from indicators.charts.axes import across, extent
from indicators.charts.groups import NAME, height_of
from indicators.charts.style import TEXT, Ink, in_lines, layout, name_lines, room, thinned
from indicators.wording import rounded, words
from indicators.wording.letters import in_markup

ROW, ROOM, TEAM = 22, 104, 46  # pixels: of a person's line, for names at the left, and of a team's row
MONTHS = 2  # months named on a narrow chart
SPAN, AHEAD = timedelta(days=365), timedelta(days=32)  # what is drawn before the day of the data, and after it
OPEN = "what the rounding of the counts leaves open"
DAY = 86_400_000  # milliseconds, in which Plotly measures bars over time


def traces(rows: list[dict], events: list[dict], absences: list[dict], said: list[str], ink: Ink) -> list[dict]:
    """Lines, bars and marks of everybody in `rows`, the first at the top; `said` is what pointing at each row says."""
    places = {row["person"]: place for place, row in enumerate(rows)}
    day = rows[0]["day"]
    within, late = [], []
    for place, row in enumerate(rows):
        until = max(min(row["due_date"], day), row["clock_start"]) if row["overdue_days"] else day
        within.append((place, row["clock_start"], until, said[place]))
        late += [(place, until, day, said[place])] if row["overdue_days"] else []
    away = [(places[each["person"]], each["first_day"], each["last_day"] + timedelta(1), _away(each))
            for each in absences if each["person"] in places]
    marks = [(places[each["person"]], each) for each in events if each["person"] in places]
    return [
        _bars(within, day, {"color": ink.own}),
        _bars(late, day, _hatched(ink, "/")),
        _bars(away, day, {"color": ink.ground, "line": {"color": ink.others, "width": 1.5}}),
        _due(rows, ink),
        *[_marks([mark for mark in marks if mark[1]["closes"] is closes], closes, ink) for closes in (True, False)],
    ]


def _bars(parts, day, marker):
    """Bars from a day to a day, each (place, from, to, words), as far back as the chart reaches."""
    first = day - SPAN
    shown = [(place, max(start, first), end, text) for place, start, end, text in parts if end > first]
    return {
        "type": "bar", "orientation": "h", "width": 0.5, "marker": marker,
        "y": [place for place, *_ in shown], "base": [start.isoformat() for _, start, _, _ in shown],
        "x": [(end - start).days * DAY for _, start, end, _ in shown],
        "customdata": [text for *_, text in shown], "hovertemplate": "%{customdata}<extra></extra>",
    }


def _hatched(ink, shape):
    pattern = {"shape": shape, "fgcolor": ink.ground, "bgcolor": ink.look, "size": 6, "solidity": 0.25, "fillmode": "replace"}
    return {"color": ink.look, "pattern": pattern, "line": {"color": ink.outline, "width": 1}}


def _away(spell):
    return f"Away from work {words.day(spell['first_day'])} to {words.day(spell['last_day'])}<br>The clock stands still"


def _due(rows, ink):
    """A stroke on the day each gap reaches the standard, where the chart reaches."""
    day = rows[0]["day"]
    shown = [(place, row) for place, row in enumerate(rows) if day - SPAN < row["due_date"] <= day + AHEAD]
    return {
        "type": "scatter", "mode": "markers", "cliponaxis": False, "y": [place for place, _ in shown],
        "x": [row["due_date"] for _, row in shown],
        "marker": {"symbol": "line-ns", "size": 15, "line": {"width": 2, "color": ink.text}},
        "customdata": [f"{row['standard_days']} days are reached on {words.day(row['due_date'])}" for _, row in shown],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _marks(marks, closes, ink):
    what = "" if closes else "<br>Ends no gap"
    marker = {"symbol": "circle" if closes else "circle-open", "size": 7, "color": ink.own if closes else ink.quiet,
              "line": {"width": 1.5, "color": ink.ground if closes else ink.quiet}}
    return {
        "type": "scatter", "mode": "markers", "cliponaxis": False, "marker": marker,
        "x": [each["day"] for _, each in marks], "y": [place for place, _ in marks],
        "customdata": [f"{words.day(each['day'])}{what}" for _, each in marks], "hovertemplate": "%{customdata}<extra></extra>",
    }


def lines_layout(rows: list[dict], has_absences: bool, event: str, title: str, ink: Ink) -> dict:
    """The layout: people named at the left, days open at the right, the day of the data as an upright line."""
    late = any(row["overdue_days"] for row in rows)
    key = [f'<b style="color:{ink.own}">●</b> {event} that ends a gap', f"○ {event} that ends none",
           f'<b style="color:{ink.own}">▬</b> gap still open',
           f'<b style="color:{ink.look}">▨</b> past the standard' if late else "", "<b>|</b> day the standard is reached",
           "▭ away from work: the clock stands still" if has_absences else ""]
    base = layout(ink, 0, title, key, l=ROOM, r=76)
    base["height"] = ROW * len(rows) + base["margin"]["t"] + base["margin"]["b"]
    day = rows[0]["day"]
    base["barmode"] = "overlay"
    base["xaxis"] |= {"type": "date", "range": [day - SPAN, day + AHEAD], **months(day), "showgrid": True, "gridcolor": ink.grid}
    names = [f"{in_markup(row['person'])}  " for row in rows]
    base["yaxis"] |= {"range": [len(rows) - 0.4, -0.6], "tickvals": list(range(len(rows))), "showgrid": False,
                      "ticktext": names, "tickfont": {"size": TEXT, "color": ink.text}}
    base["shapes"] = [{"type": "line", "x0": day, "x1": day, "yref": "paper", "y0": 0, "y1": 1, "layer": "below",
                       "line": {"color": ink.others, "width": 1, "dash": "dot"}}]
    base["annotations"] += [
        {"text": f"{row['gap_days']:,} {'day' if row['gap_days'] == 1 else 'days'}", "x": 1, "xref": "paper", "xshift": 8,
         "xanchor": "left", "y": place, "yanchor": "middle", "showarrow": False, "font": {"size": TEXT, "color": ink.text}}
        for place, row in enumerate(rows)
    ]
    return base


def months(day: date) -> dict:
    """Where the axis of time is labelled: the first of every third month, as '1 Jul' over its year."""
    firsts = sorted({(day - timedelta(back)).replace(day=1) for back in range(365)})
    shown = [first for first in firsts if first.month % 3 == 1 and first > day - SPAN]
    said = [f"{words.day(each).split()[1][:3]}<br>{each.year}" for each in shown]
    return {"tickvals": shown, "ticktext": thinned(said, MONTHS)}


def bars(rows: list[dict], lengths: dict[str, int], said: list[str], ink: Ink) -> list[dict]:
    """For each place, what share is past the standard and, inside it, past it by half and twice.

    Of rounded counts, a thin hatched bar from the lowest to the highest share that may lie behind them comes last.
    """
    fills = {"past": _hatched(ink, "/"), "past by half": _hatched(ink, "x"),
             "past twice": {"color": ink.look, "line": {"color": ink.outline, "width": 1}}}
    shown = [(place, row) for place, row in enumerate(rows) if row["past_share"] is not None]
    of_lengths = [{
        "type": "bar", "orientation": "h", "width": 0.5, "marker": fills[name], "name": f"more than {longer} days",
        "x": [row[f"{name}_share"] for _, row in shown], "y": [place for place, _ in shown],
        "customdata": [said[place] for place, _ in shown], "hovertemplate": "%{customdata}<extra></extra>",
    } for name, longer in lengths.items()]
    return [*of_lengths, *_ranges([(place, row) for place, row in shown if rounded.base_of(row) > 1], said, ink)]


def _range(row):
    """(lowest, highest) share past the standard that may lie behind a row's counts, in percent."""
    counts = {"numerator": row["past"], "denominator": row["people"], "value": row["past_share"]}
    return rounded.ends({**counts, "rounded_to": rounded.base_of(row)}, "percentage")


def _ranges(shown, said, ink):
    """How far rounding leaves each share open, as a thin hatched bar below the middle of its row."""
    ends = [_range(row) for _, row in shown]
    pattern = {"shape": "\\", "fgcolor": ink.text, "bgcolor": ink.ground, "size": 4, "solidity": 0.3, "fillmode": "replace"}
    return [{
        "type": "bar", "orientation": "h", "width": 0.16, "offset": 0.27, "name": OPEN,
        "marker": {"color": ink.ground, "pattern": pattern, "line": {"color": ink.text, "width": 1}},
        "base": [least for least, _ in ends], "x": [most - least for least, most in ends], "y": [place for place, _ in shown],
        "customdata": [said[place] for place, _ in shown], "hovertemplate": "%{customdata}<extra></extra>",
    }] if shown else []


def bars_layout(rows: list[dict], lengths: dict[str, int], title: str, ink: Ink, decimals: int) -> dict:
    """The layout: places named at the left with what was counted, shares at the right."""
    shapes = dict(zip(lengths, ("▨", "▩", "■"), strict=True))
    key = [f'<b style="color:{ink.look}">{shapes[name]}</b> more than {longer} days' for name, longer in lengths.items()]
    known = [row for row in rows if row["past_share"] is not None]
    open_to = [_range(row)[1] for row in known if rounded.base_of(row) > 1]
    key += [f'<b style="color:{ink.text}">▧</b> {OPEN}'] if open_to else []
    names = [_named(row, ink) for row in rows]
    base = layout(ink, 0, title, key, tick_lines=1, l=room(names), r=88)
    base["height"] = base["margin"]["t"] + base["margin"]["b"] + height_of(names, TEAM) * len(rows)
    base["barmode"] = "overlay"
    scale = extent([row["past_share"] for row in rows] + open_to, "percentage")
    base["xaxis"] |= {**across(scale, "percentage"), "showgrid": True, "gridcolor": ink.grid}
    base["yaxis"] |= {"range": [len(rows) - 0.5, -0.5], "tickvals": list(range(len(rows))), "showgrid": False,
                      "ticktext": names, "tickfont": {"size": TEXT, "color": ink.text}}
    base["annotations"] += [_beside(row, place, ink, decimals) for place, row in enumerate(rows)]
    return base


def _named(row, ink):
    counts = "" if row["past"] is None else rounded.of(row["past"], row["people"], rounded.base_of(row))
    name = "All teams" if row["category"] == "All" else row["category"]
    lines = [*name_lines(name, NAME), *([f'<span style="color:{ink.quiet}">{counts}</span>'] if counts else [])]
    return "<br>".join(f"{line}  " for line in lines)


def _beside(row, place, ink, decimals):
    where = {"y": place, "yanchor": "middle", "xanchor": "left", "align": "left", "showarrow": False}
    if row["past_share"] is None:
        text, font = in_lines(words.capital(words.symbol(row["symbol"]))), {"size": TEXT, "color": ink.quiet}
        return {**where, "text": text, "x": 0, "font": font}
    text = rounded.share(row["past"], row["people"], row["past_share"], rounded.base_of(row), decimals)
    return {**where, "text": text, "x": 1, "xref": "paper", "xshift": 12, "font": {"size": TEXT, "color": ink.text}}
