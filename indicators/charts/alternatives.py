"""Every chart in words, for those who do not see it: each function says what the chart of the same name
shows.

A text alternative serves the same purpose as its chart: the latest figure, what stands out, how far chance
reaches, how others stand, and what is missing. It is written from the frame that the chart is drawn from, and
from nothing else.
"""

import html

import polars as pl

from indicators.charts import flow as flows
from indicators.charts import funnel as funnels
from indicators.charts import groups as group_dots
from indicators.wording import rounded, verdicts, words
from indicators.wording.sentences import figure_when
from queries.definitions.header import Indicator

STEPS = {
    "month": "month by month",
    "quarter": "quarter by quarter",
    "year": "year by year",
    "rolling": "12 months at a time",
}


def trend(figures: pl.DataFrame, indicator: Indicator, decimals: int = 1) -> str:
    """What the trend of one category shows: latest figure, verdict, limits, comparators, gaps."""
    rows = words.rows_of_one(figures)
    known = [row for row in rows if row["value"] is not None]
    if not known:
        why = words.symbol(rows[-1]["symbol"] if rows else None)
        return f"Line chart of {indicator.title}, without figures: {why}."
    said = [
        _span(rows, indicator),
        _sentence(figure_when(words.latest_of(known) or known[-1], indicator, decimals)),
        _extremes(known, indicator, decimals),
        _verdict(figures, indicator),
        _level(rows, indicator, decimals),
        _marked(rows),
        _comparators(rows[-1], indicator),
        _gaps(rows),
    ]
    return " ".join(filter(None, said))


def sparkline(figures: pl.DataFrame, indicator: Indicator, decimals: int = 1) -> str:
    """What a tile's small line shows: the indicator, its latest figure and its verdict."""
    rows = words.rows_of_one(figures)
    latest = words.latest_of(rows)
    shown = figure_when(latest, indicator, decimals) if latest and latest["value"] is not None else ""
    said = [indicator.title, shown, words.verdict(figures)[1]]
    return " ".join(_sentence(each) for each in said if each)


def neighbour_bars(
    areas: pl.DataFrame, median: float | None, shown_as: str = "percentage", decimals: int = 1, beside: str = "neighbours",
) -> str:
    """What one year's neighbours show: every authority, lowest first, and what to compare with."""
    rows = areas.sort("value", nulls_last=True).to_dicts()
    near = [_area(row, shown_as, decimals) for row in rows if row["role"] in ("own", "neighbour")]
    wider = [(f"{beside}' median", median)]
    wider += [(row["area_name"], row["value"]) for row in rows if row["role"] in ("region", "england")]
    beside = ", ".join(f"{name} {words.amount(value, shown_as)}" for name, value in wider)
    year = words.financial_year(rows[0]["year"])
    said = f"Dot chart of {len(near)} authorities in {year}, lowest first: {', '.join(near)}."
    return f"{said} To compare: {beside}."


def funnel(authorities: pl.DataFrame, centre: float, decimals: int = 1) -> str:
    """What a funnel shows: how many authorities lie where, our own place, and the neighbours outside."""
    rows = authorities.sort("area_name").to_dicts()
    lie = [row["outside"] for row in rows]
    above, below = sum(each > 0 for each in lie), sum(each < 0 for each in lie)
    said = [
        f"Funnel chart of {len(rows)} authorities about {words.amount(centre, 'percentage')}: {lie.count(0)} within the 95% "
        f"limits, {above} above and {below} below them."
    ]
    for row in (row for role in ("own", "neighbour") for row in rows if row["role"] == role):
        if funnels.named(row):
            value = words.amount(row["value"], "percentage", decimals if row["role"] == "own" else 1)
            said.append(f"{row['area_name']}, {value} of {row['denominator']:,.0f}, is {verdicts.LIES[row['outside']]}.")
    return " ".join(said)


def neighbour_lines(
    areas: pl.DataFrame, summary: pl.DataFrame, shown_as: str = "percentage", decimals: int = 1, beside: str = "neighbours",
) -> str:
    """What the years show: where our own, the neighbours' median and England began and ended."""
    own, england = (areas.filter(role=role).sort("year") for role in ("own", "england"))
    paths = [
        (own["area_name"][0], own, "value"),
        (f"{beside}' median", summary, "neighbours_median"),
        ("England", england, "value"),
    ]
    said = [_path(name, frame.sort("year").to_dicts(), column, shown_as, decimals if frame is own else 1)
            for name, frame, column in paths]
    first, last = (words.financial_year(year) for year in areas.select(pl.min("year"), last=pl.max("year")).row(0))
    neighbours = areas.filter(role="neighbour")["area_code"].n_unique()
    return f"Line chart from {first} to {last}, with {neighbours or 'no'} {beside}. {' '.join(filter(None, said))}"


def waits(parts: list[dict], title: str, decimals: int = 1) -> str:
    """What the curves of waits show: each by name, at four days on the way and on its last."""
    named = [(words.period_of(part["figure"]), _on_the_way(part["rows"], decimals)) for part in parts]
    said = [f"{when}: {', '.join(passed)}." for when, passed in named]
    return f"Line chart. {title}. {' '.join(said)}"


def by_group(groups: pl.DataFrame, indicator: Indicator, unit: str, title: str, decimals: int = 1) -> str:
    """What the groups of one breakdown show: each with its figure and what it was counted from, highest first."""
    said = []
    for row in groups.to_dicts():
        counts = group_dots.counted(row, indicator)
        said.append(f"{row['category']} {group_dots.said(row, unit, decimals)}{f' ({counts})' if counts else ''}")
    return f"Dot chart. {title}. {'; '.join(said)}."


def flow(steps: list, title: str, decimals: int = 1) -> str:
    """What a flow shows: each stage with how many came to it, then how journeys ended there."""
    said, before = [], {step.key: step for step in steps}
    for step in steps:
        if not step.ends:
            ended = [each for each in steps if each.ends and each.came_from == step.key]
            told = [f"{each.name} {each.journeys:,} ({flows.share(each, before[each.came_from], decimals)})" for each in ended]
            said.append(f"{step.name} {step.journeys:,}{': ' if told else ''}{', '.join(told)}.")
    return f"Flow chart. {title}. {' '.join(said)}"


def timeline(events: pl.DataFrame, standard: int | None, title: str) -> str:
    """What one child's history shows: how often each thing happened, from when, and the long times unseen."""
    said = []
    for (kind,), part in events.partition_by("kind", as_dict=True, maintain_order=True).items():
        first, last = part.select(pl.min("start_date"), last=pl.max("start_date")).row(0)
        said.append(f"{kind} {part.height}, {words.day(first)}{'' if first == last else f' to {words.day(last)}'}")
    long = events.filter(pl.col("unseen_days") > standard).to_dicts()
    unseen = [f"{row['unseen_days']} days to {words.day(row['start_date'])}" for row in long]
    told = f" Unseen on a plan for more than {standard} days: {', '.join(unseen)}." if unseen else ""
    return f"Timeline. {title}. {'; '.join(said)}.{told}"


def gap_lines(said: list[str], title: str, more: int) -> str:
    """What the lines of open gaps show: each child or worker, the longest first; `more` are in the table alone."""
    rest = f" {more:,} more are listed in the table." if more else ""
    return f"Gap chart. {title}. {'; '.join(map(_read, said))}.{rest}"


def gap_bars(said: list[str], title: str) -> str:
    """What the bars of open gaps show: each place, with how many are past the standard and by how much."""
    return f"Bar chart. {title}. {'; '.join(map(_read, said))}."


def _on_the_way(rows, decimals):
    picked = [rows[len(rows) * place // 5] for place in range(1, 5)] + rows[-1:]
    return [f"{words.amount(row['value'], 'percentage', decimals)} after {row['day']} days" for row in picked]


def _area(row, shown_as, decimals):
    own = row["role"] == "own"
    name = f"{row['area_name']} (ours)" if own else row["area_name"]
    note = f" ({row['note']})" if row["note"] else ""
    if row["value"] is None:
        return f"{name} {words.symbol(row['symbol'])}"
    return f"{name} {words.amount(row['value'], shown_as, decimals if own else 1)}{note}"


def _path(name, rows, column, shown_as, decimals):
    known = [row for row in rows if row[column] is not None]
    if not known:
        return ""
    first, last = (
        f"{words.amount(row[column], shown_as, decimals)} in {words.financial_year(row['year'])}"
        for row in (known[0], known[-1])
    )
    return _sentence(f"{name} from {first} to {last}")


def _span(rows, indicator):
    first, last = words.period_of(rows[0]), words.period_of(rows[-1])
    return f"Line chart of {indicator.title}, {STEPS[rows[0]['grain']]}, {first} to {last}."


def _extremes(known, indicator, decimals):
    settled = [row for row in known if not row["provisional"]]
    if len(settled) < 3:
        return ""
    ends = [pick(settled, key=lambda row: row["value"]) for pick in (min, max)]
    if not rounded.apart(*ends, indicator.shown_as):
        return ""
    values = [words.told(row, indicator.shown_as, decimals) for row in ends]
    low, high = (f"{value} {words.when(row, indicator)}" for value, row in zip(values, ends, strict=True))
    return f"Lowest {low}, highest {high}."


def _verdict(figures, indicator):
    mark, said = words.verdict(figures)
    if mark in (words.ABSENT, words.UNKNOWN):
        return ""
    return f"{said}." if mark == words.USUAL else f"{said} ({words.DIRECTIONS[indicator.polarity]})."


def _level(rows, indicator, decimals):
    limited = [row for row in rows if row["centre"] is not None]
    if not limited:
        return rows[-1]["chart_reason"]
    numbers = [limited[-1][name] for name in ("centre", "lower", "upper")]
    level, low, high = (words.amount(each, indicator.shown_as, decimals) for each in numbers)
    return f"Usual level {level}; chance alone explains {low} to {high} {words.when(limited[-1], indicator)}."


def _marked(rows):
    """How many points stand out, and which way."""
    up, down = (sum(row["signal"] in way for row in rows) for way in (words.UP, words.DOWN))
    ways = [f"{count} {way}" for count, way in ((up, "upwards"), (down, "downwards")) if count]
    if not ways:
        return ""
    return f"{up + down} of {len(rows)} points stand out by a rule of the chart: {', '.join(ways)}."


def _comparators(row, indicator):
    names = {"neighbours_median": "statistical neighbours' median", "region": "region", "england": "England"}
    known = {name: row[column] for column, name in names.items() if row[column] is not None}
    said = ", ".join(f"{name} {words.amount(value, indicator.shown_as)}" for name, value in known.items())
    return f"In {words.financial_year(row['comparator_year'])}: {said}." if said else ""


def _read(said):
    """What pointing at a row says, without the markup of a chart."""
    return html.unescape(said.replace("<br>", ", "))


def _gaps(rows):
    """What is missing or not final: '2 months not available, 1 provisional'."""
    known = [row for row in rows if row["value"] is not None]
    reasons = [words.symbol(row["symbol"]) for row in rows if row["value"] is None]
    reasons += ["provisional" for row in known if row["provisional"]]
    uncompared = [row for row in known if not words.comparable({**row, "provisional": False})]
    reasons += ["with too little history" for _ in uncompared]
    counts = {reason: reasons.count(reason) for reason in reasons}
    grain = "month" if rows[0]["grain"] == "rolling" else rows[0]["grain"]
    said = [f"{count} {grain}{'' if count == 1 else 's'} {reason}" for reason, count in counts.items()]
    return _sentence(", ".join(said))


def _sentence(text):
    return f"{words.capital(text)}." if text else ""
