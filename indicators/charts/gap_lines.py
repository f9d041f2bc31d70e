"""Gaps that are open: a line for each child or worker with a mark for every visit or session and, from the last of them to the
day of the data, a bar.

A chart of gaps that ended would leave out whoever is still waiting. What is past the standard is orange and hatched; a thin
upright stroke is the day on which the standard was, or will be, reached.
"""

from datetime import date, timedelta

from indicators.charts import plot
from indicators.charts.style import TEXT, Ink, Look, hatched, layout, thinned, unmarked
from indicators.children.row_types import Absence, GapEvent, OpenGap
from indicators.wording.letters import in_markup
from indicators.wording.words import day as dated

ROW, ROOM = 22, 104  # pixels: of a person's line, and for names at the left
MONTHS = 2  # months named on a narrow chart
SPAN, AHEAD = timedelta(days=365), timedelta(days=32)  # what is drawn before the day of the data, and after it
DAY = 86_400_000  # milliseconds, in which Plotly measures bars over time


def figure(
    rows: list[OpenGap], events: list[GapEvent], absences: list[Absence], said: list[str], event: str, look: Look
) -> plot.Figure:
    """Open gaps, a line for each child or worker of `gaps.records`, the first at the top.

    `events` and `absences` are those of `gaps`, `said` is what pointing at each row says, and `event` is what ends a gap.
    """
    return plot.drawn(_traces(rows, events, absences, said, look.ink), _layout(rows, bool(absences), event, look))


def words(said: list[str], more: int, look: Look) -> str:
    """What the lines of open gaps show: each child or worker, the longest first; `more` are in the table alone."""
    rest = f" {more:,} more are listed in the table." if more else ""
    return f"Gap chart. {look.title}. {'; '.join(map(unmarked, said))}.{rest}"


def _traces(
    rows: list[OpenGap], events: list[GapEvent], absences: list[Absence], said: list[str], ink: Ink
) -> list[dict]:
    """Lines, bars and marks of everybody in `rows`."""
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
        _bars(late, day, hatched(ink, "/")),
        _bars(away, day, {"color": ink.ground, "line": {"color": ink.others, "width": 1.5}}),
        _due(rows, ink),
        *[_marks([mark for mark in marks if mark[1]["closes"] is closes], closes, ink) for closes in (True, False)],
    ]


def _bars(parts: list[tuple[int, date, date, str]], day: date, marker: dict) -> dict:
    """Bars from a day to a day, each (place, from, to, words), as far back as the chart reaches."""
    first = day - SPAN
    shown = [(place, max(start, first), end, text) for place, start, end, text in parts if end > first]
    return {
        "type": "bar", "orientation": "h", "width": 0.5, "marker": marker,
        "y": [place for place, *_ in shown], "base": [start.isoformat() for _, start, _, _ in shown],
        "x": [(end - start).days * DAY for _, start, end, _ in shown],
        "customdata": [text for *_, text in shown], "hovertemplate": "%{customdata}<extra></extra>",
    }


def _away(spell: Absence) -> str:
    return f"Away from work {dated(spell['first_day'])} to {dated(spell['last_day'])}<br>The clock stands still"


def _due(rows: list[OpenGap], ink: Ink) -> dict:
    """A stroke on the day each gap reaches the standard, where the chart reaches."""
    day = rows[0]["day"]
    shown = [(place, row) for place, row in enumerate(rows) if day - SPAN < row["due_date"] <= day + AHEAD]
    return {
        "type": "scatter", "mode": "markers", "cliponaxis": False, "y": [place for place, _ in shown],
        "x": [row["due_date"] for _, row in shown],
        "marker": {"symbol": "line-ns", "size": 15, "line": {"width": 2, "color": ink.text}},
        "customdata": [f"{row['standard_days']} days are reached on {dated(row['due_date'])}" for _, row in shown],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _marks(marks: list[tuple[int, GapEvent]], closes: bool, ink: Ink) -> dict:
    what = "" if closes else "<br>Ends no gap"
    marker = {"symbol": "circle" if closes else "circle-open", "size": 7, "color": ink.own if closes else ink.quiet,
              "line": {"width": 1.5, "color": ink.ground if closes else ink.quiet}}
    return {
        "type": "scatter", "mode": "markers", "cliponaxis": False, "marker": marker,
        "x": [each["day"] for _, each in marks], "y": [place for place, _ in marks],
        "customdata": [f"{dated(each['day'])}{what}" for _, each in marks], "hovertemplate": "%{customdata}<extra></extra>",
    }


def _layout(rows: list[OpenGap], has_absences: bool, event: str, look: Look) -> dict:
    """People named at the left, days open at the right, the day of the data as an upright line."""
    ink = look.ink
    late = any(row["overdue_days"] for row in rows)
    key = [f'<b style="color:{ink.own}">●</b> {event} that ends a gap', f"○ {event} that ends none",
           f'<b style="color:{ink.own}">▬</b> gap still open',
           f'<b style="color:{ink.look}">▨</b> past the standard' if late else "", "<b>|</b> day the standard is reached",
           "▭ away from work: the clock stands still" if has_absences else ""]
    base = layout(ink, 0, look.title, key, l=ROOM, r=76)
    base["height"] = ROW * len(rows) + base["margin"]["t"] + base["margin"]["b"]
    day = rows[0]["day"]
    base["barmode"] = "overlay"
    base["xaxis"] |= {"type": "date", "range": [day - SPAN, day + AHEAD], **_months(day), "showgrid": True, "gridcolor": ink.grid}
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


def _months(day: date) -> dict:
    """Where the axis of time is labelled: the first of every third month, as '1 Jul' over its year."""
    firsts = sorted({(day - timedelta(back)).replace(day=1) for back in range(365)})
    shown = [first for first in firsts if first.month % 3 == 1 and first > day - SPAN]
    said = [f"{dated(each).split()[1][:3]}<br>{each.year}" for each in shown]
    return {"tickvals": shown, "ticktext": thinned(said, MONTHS)}
