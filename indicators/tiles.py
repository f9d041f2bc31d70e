"""The overview: a tile for the indicators of most concern in each stage of a child's journey, a line for the others.

It holds text and images only, so it is remembered by role, build and confirmed level shifts and shared by all visitors of a role.
"""

from pathlib import Path
from typing import NamedTuple, cast

import polars as pl

from indicators import catalogue, figures, levels
from indicators.charts import badges, sparkline, style
from indicators.comparing import neighbours
from indicators.following import level_changes
from indicators.judging import icons
from indicators.judging.row_types import Alert
from indicators.remembered import remembered
from indicators.roles import View
from indicators.row_types import Figure
from indicators.wording import looked_at, sentences, verdicts, words
from queries.definitions.header import AVERAGES, Indicator

FEWEST, MOST = 4, 8  # tiles of a stage
CONCERN = ("worse", "neither", None, "better")  # the order of judgements; None is as usual, or not tested
LEVEL = {"act": "to act on", "watch": "worth watching"}


class Tile(NamedTuple):
    """One indicator: `value` in parts (a word before the number, the number or the reason for its lack, its unit), its counts and
    period (`counted`), its `judgement` and verdict (`said`), the verdict on its target (`assured`), and its rank among neighbours
    (`places`, `standing`). `picture` and `places` are HTML.
    """

    indicator: Indicator
    value: tuple[str, str, str]
    counted: str
    picture: str
    judgement: str | None
    said: str
    assured: str
    places: str
    standing: str


class Band(NamedTuple):
    """One stage of the journey: its title, its tiles, and (indicator, a line) for each other indicator."""

    title: str
    tiles: list[Tile]
    rest: list[tuple[Indicator, str]]


class Overview(NamedTuple):
    """The bands, and (indicator, a sentence) for each recent level shift that is not confirmed yet."""

    bands: list[Band]
    unexplained: list[tuple[Indicator, str]]


def overview(view: View, decimals: int = 1, dark: bool = False) -> Overview:
    """The overview at the view's grain, of the whole authority or of the view's team; a stage without figures is left out."""
    seen = View(view.role, grain=view.grain, breakdown=view.breakdown, category=view.category, warehouse=view.warehouse)
    return _overview(seen, decimals, dark, *levels.version(view))


@remembered(32)
def _overview(view: View, decimals: int, dark: bool, _build: Path, _confirmed: tuple) -> Overview:
    known, told = figures.overview(view), {row["indicator"]: row for row in _alerts(view)}
    said = {each.id: _said(_told(frame), told.get(each.id)) for each, frame in known}
    bands = []
    for stage, title in catalogue.STAGES.items():
        band = [(each, frame) for each, frame in known if each.stage == stage]
        band.sort(key=lambda pair: (pair[1]["value"].is_null().all(), CONCERN.index(said[pair[0].id][0])))
        most = _leading([said[each.id][0] for each, _ in band])
        tiles = [_tile(view, each, frame, said[each.id], decimals, style.colours(dark)) for each, frame in band[:most]]
        rest = [(each, _line(each, _told(frame), said[each.id][1], decimals)) for each, frame in band[most:]]
        bands.append(Band(title, tiles, rest))
    moved = [(each, sentences.unexplained(move, each, view.grain, decimals)) for each, move in level_changes.lately(known)]
    return Overview([band for band in bands if band.tiles], moved)


def settled(figures: pl.DataFrame) -> pl.DataFrame:
    """One category up to its latest final period; unchanged if every period is provisional."""
    final = figures.filter(~pl.col("provisional"))
    return figures if final.is_empty() else final


def concern(figures: pl.DataFrame) -> int:
    """The index of one category in the order of concern: worse, neither, as usual or not tested, better."""
    return CONCERN.index(_judged(words.rows_of_one(figures)))


def _judged(rows: list[Figure]) -> str | None:
    run = words.present_run(rows)
    return run[-1].judgement if run else None


def _leading(judgements: list) -> int:
    """The number of a stage's figures with a tile: those that are worse or changed, but four at least and eight at most."""
    return min(MOST, max(FEWEST, sum(each in CONCERN[:2] for each in judgements)))


def _alerts(view: View) -> list[Alert]:
    """The alerts about the view's breakdown and category, at every grain; the strongest is last."""
    here = figures.alerts(view).filter(breakdown=view.breakdown, category=view.category)
    return cast(list[Alert], here.reverse().to_dicts())


def _told(frame: pl.DataFrame) -> pl.DataFrame:
    """The final periods up to the latest one with a denominator: a board with four meetings a year has none in most months."""
    final = settled(frame)
    counted = final.filter(pl.col("symbol").ne_missing("z"))
    return final if counted.is_empty() else final.filter(pl.col("period_end") <= counted["period_end"].max())


def _said(final: pl.DataFrame, alert: Alert | None) -> tuple[str | None, str]:
    """(judgement, words) of one series: those of its alert if that is to act on or the chart has no signal; else of the chart.

    So the tile agrees with the lead and with the list of alerts.
    """
    rows = words.rows_of_one(final)
    judged = _judged(rows)
    if alert is None or (alert["level"] == "watch" and judged is not None):
        said = words.change(final)
        return judged, f"{said}: {looked_at.so_far(rows)} that limits need" if said.endswith(words.TOO_FEW) else said
    mark, way = words.shape(alert["direction"], alert["judgement"]), words.capital(alert["direction"])
    since = words.begun(alert["since"], alert["grain"])
    return alert["judgement"], f"{mark} {way} the earlier level since {since}: {LEVEL[alert['level']]}"


def _tile(
    view: View, indicator: Indicator, frame: pl.DataFrame, said: tuple[str | None, str], decimals: int, ink: style.Ink
) -> Tile:
    final = _told(frame)
    (row,) = Figure.rows(final.tail(1))
    compared = neighbours.standing(view, indicator) if indicator.published and view.breakdown == "all" else None
    assured = icons.assurance(final, indicator.target, indicator.polarity)
    return Tile(
        indicator, _value(row, indicator, decimals), _counted(row, indicator),
        sparkline.draw(frame, indicator.shown_as, sparkline.words(final, indicator, decimals), ink), *said,
        f"{assured} of {words.amount(indicator.target, indicator.shown_as, 0)}" if assured else "",
        badges.places(compared, ink) if compared else "",
        verdicts.in_brief(compared, indicator.shown_as, decimals) if compared else "",
    )


def _value(row: Figure, indicator: Indicator, decimals: int) -> tuple[str, str, str]:
    if row.value is None:
        return "", words.capital(words.symbol(row.symbol)), ""
    said = words.told(row, indicator.shown_as, decimals)
    if indicator.shown_as == "percentage":
        how, _, share = said.rpartition(" ") if said.startswith(("about ", "under ", "over ")) else ("", "", said)
        return f"{words.capital(how)} " if how else "", share, ""
    number, _, unit = said.partition(" ")
    return "", number, unit


def _counted(row: Figure, indicator: Indicator) -> str:
    """'84 of 269 · October 2026 · provisional'; under an average 'on average, 190 children · October 2026'."""
    counted = words.fraction(row, indicator)
    average = "on average, " if counted and indicator.shown_as in AVERAGES else ""
    return " · ".join(filter(None, [average + counted, words.period_of(row), "provisional" if row.provisional else ""]))


def _line(indicator: Indicator, final: pl.DataFrame, said: str, decimals: int) -> str:
    (row,) = Figure.rows(final.tail(1))
    return f"{indicator.title}: {words.figure(row, indicator, decimals)}. {said}"
