"""The pipeline, in one place: a counted series becomes a figure with limits, signals, comparison and a judgement.

Each step adds columns and looks at nothing that comes after it.
"""

import polars as pl

import queries
from indicators import alerts as alert_rules
from indicators import catalogue, limits, moves, neighbours, phases, seasons, signals
from indicators.roles import NotAllowed, View
from queries.header import Indicator

ALERT_GRAINS = ("month", "quarter")
GRAINS = {"month": "months", "quarter": "quarters", "year": "years", "rolling": "rolling 12 months"}
BY = {"all": "", "team": " by team", "category": " by category"}


def figures(view: View) -> pl.DataFrame:
    """The view's figures, a row for each category and period, with every column indicators/README.md lists.

    Raises NoSuchIndicator, and NotAllowed for a grain and breakdown the audience's file does not hold.
    """
    return complete(view, catalogue.find(view), read_series(view), moves.confirmed(view))


def complete(view: View, indicator: Indicator, series: pl.DataFrame, confirmed: pl.DataFrame) -> pl.DataFrame:
    """A series as read, through every step; `confirmed` are the steps of level that people confirmed."""
    return (
        series.pipe(_phased, indicator, confirmed)
        .pipe(limits.add, indicator.shown_as, indicator.timing)
        .pipe(signals.add)
        .pipe(neighbours.add, view, indicator)
        .pipe(signals.judge, indicator.polarity)
    )


def read_series(view: View) -> pl.DataFrame:
    """The view's counted series: numerator, denominator, value, symbol and what is known of its basis."""
    held = catalogue.grains(view, view.breakdown)
    if view.grain not in held:
        kinds = ", ".join(held) or "none"
        raise NotAllowed(
            f"There are no figures for {GRAINS[view.grain]}{BY[view.breakdown]} for the {view.role.title.lower()}."
            f" There are figures by: {kinds}."
        )
    with view.read() as database:
        return database.run(
            queries.text("reading/series"), indicator=view.indicator, grain=view.grain, breakdown=view.breakdown
        )


def seasonal(view: View, indicator: Indicator, chosen: pl.DataFrame) -> pl.DataFrame:
    """One category's figures with season, season_reason and expected; the season is the whole authority's: see `seasons`."""
    if (view.breakdown, view.category) == ("all", "All"):
        whole = chosen
    else:
        everyone = view.of(breakdown="all", category="All")
        held = view.grain in catalogue.grains(view)
        whole = _phased(read_series(everyone), indicator, moves.confirmed(view)) if held else chosen.clear()
    return chosen.pipe(seasons.add, whole).pipe(seasons.expect)


def overview(view: View) -> list[tuple[Indicator, pl.DataFrame]]:
    """Every indicator with its figures at the view's grain for the whole authority, or for the view's team."""
    level = _level(view, view.grain, view.breakdown).filter(category=view.category)
    held, confirmed = set(level["indicator"]), moves.confirmed(view)
    return [
        (each, complete(view, each, level.filter(indicator=each.id), confirmed))
        for each in catalogue.indicators(view) if each.id in held
    ]


def alerts(view: View) -> pl.DataFrame:
    """What has changed beyond chance, for the authority and, where the audience has them, its teams.

    Columns as `alerts.COLUMNS`, judgement, and told_with (see `alerts.told_once`); those to act on first, most children first.
    """
    return watched(view)[0]


def watched(view: View) -> tuple[pl.DataFrame, list[tuple[str, str, int]]]:
    """(the alerts, the levels looked at): of each level its breakdown, its grain, and how many series could be tested."""
    known = {each.id: each for each in catalogue.indicators(view)}
    levels = [level for level in (_alerts_at(view, breakdown, known) for breakdown in ("all", "team")) if level is not None]
    ordered = pl.concat([found for found, _ in levels]).sort(pl.col("level"), -pl.col("excess").abs())
    return alert_rules.told_once(ordered), [looked_at for _, looked_at in levels]


def _alerts_at(view: View, breakdown: str, known: dict[str, Indicator]) -> tuple[pl.DataFrame, tuple[str, str, int]] | None:
    """The alerts of one level, at the shortest grain the audience holds for it, and what was looked at; None if it holds none."""
    grain = next((grain for grain in catalogue.grains(view, breakdown) if grain in ALERT_GRAINS), None)
    if grain is None:
        return None
    confirmed, frames = moves.confirmed(view), [_level(view, grain, each) for each in (breakdown, "all")]
    level, whole = (
        pl.concat([_phased(frame.filter(indicator=each.id), each, confirmed) for each in known.values()]) for frame in frames
    )
    tested = alert_rules.tested(seasons.add(level, whole), known)
    found = alert_rules.chosen(tested).with_columns(signal=pl.col("direction"))
    parts = [signals.judge(found.filter(indicator=each.id), each.polarity) for each in known.values()]
    return pl.concat(parts).drop("signal"), (breakdown, grain, tested.height)


def _phased(series: pl.DataFrame, indicator: Indicator, confirmed: pl.DataFrame) -> pl.DataFrame:
    """What may be judged, and the phase it belongs to; a step of another indicator says nothing here."""
    rebase = [change.on for change in indicator.changed if change.rebase]
    return phases.add(series, rebase, confirmed.filter(indicator=indicator.id))


def _level(view: View, grain: str, breakdown: str) -> pl.DataFrame:
    with view.read() as database:
        return database.run(queries.text("reading/level"), grain=grain, breakdown=breakdown)
