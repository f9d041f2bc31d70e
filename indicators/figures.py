"""The pipeline, in one place: a counted series becomes a figure with limits, signals, comparison and a judgement.

Each step adds columns and looks at nothing that comes after it.
"""

import polars as pl

import queries
from indicators import alerts as alert_rules
from indicators import catalogue, comparison, limits, signals
from indicators.roles import NotAllowed, View
from queries.header import Indicator

WINDOW_GRAINS = ("month", "quarter")


def figures(view: View) -> pl.DataFrame:
    """The view's figures, a row for each category and period, with every column indicators/README.md lists.

    Raises NoSuchIndicator, and NotAllowed for a grain and breakdown the audience's file does not hold.
    """
    return complete(view, catalogue.find(view), read_series(view))


def complete(view: View, indicator: Indicator, series: pl.DataFrame) -> pl.DataFrame:
    """A series as read, through every step."""
    return (
        series.pipe(limits.add, indicator.shown_as, indicator.timing)
        .pipe(signals.add)
        .pipe(compare, view, indicator)
        .pipe(signals.judge, indicator.polarity)
    )


def read_series(view: View) -> pl.DataFrame:
    """The view's counted series: numerator, denominator, value, symbol and what is known of its basis."""
    held = catalogue.grains(view, view.breakdown)
    if view.grain not in held:
        kinds = ", ".join(held) or "none"
        raise NotAllowed(
            f"The {view.role.title.lower()} has no figures by {view.breakdown} for each {view.grain}; it has: {kinds}."
        )
    with view.read() as database:
        return database.run(
            queries.text("reading/series"), indicator=view.indicator, grain=view.grain, breakdown=view.breakdown
        )


def compare(series: pl.DataFrame, view: View, indicator: Indicator) -> pl.DataFrame:
    """Add the published comparators of the authority (or, for an invented one, of the authority it borrows from)."""
    build = catalogue.build(view)
    published, neighbours = comparators(view, indicator)
    return comparison.add(
        series, build["area_code"], published, neighbours, indicator.published, view.model or build["neighbour_model"]
    )


def comparators(view: View, indicator: Indicator) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The national series an indicator is compared with, and the neighbours of the view's area; both may be empty."""
    build = catalogue.build(view)
    with view.read() as database:
        published = database.run(queries.text("reading/published"), series=indicator.published or "")
        neighbours = database.run(
            queries.text("reading/neighbours"), code=view.area or build["area_code"],
            model=view.model or build["neighbour_model"],
        )
    return published, neighbours


def overview(view: View) -> list[tuple[Indicator, pl.DataFrame]]:
    """Every indicator with its figures at the view's grain for the whole authority, or for the view's team."""
    with view.read() as database:
        level = database.run(queries.text("reading/level"), grain=view.grain, breakdown=view.breakdown)
    level = level.filter(category=view.category)
    return [
        (indicator, complete(view, indicator, level.filter(indicator=indicator.id)))
        for indicator in catalogue.indicators(view)
        if level["indicator"].is_in([indicator.id]).any()
    ]


def alerts(view: View) -> pl.DataFrame:
    """What has changed beyond chance, most children first: for the authority and, where the audience has them, its teams."""
    known = {each.id: each for each in catalogue.indicators(view)}
    found = [_alerts_at(view, breakdown, known) for breakdown in ("all", "team")]
    return pl.concat([each for each in found if each is not None], how="vertical_relaxed")


def _alerts_at(view: View, breakdown: str, known: dict[str, Indicator]) -> pl.DataFrame | None:
    grain = next((grain for grain in catalogue.grains(view, breakdown) if grain in WINDOW_GRAINS), None)
    if grain is None:
        return None
    with view.read() as database:
        level = database.run(queries.text("reading/level"), grain=grain, breakdown=breakdown)
    percentages = [each.id for each in known.values() if each.shown_as == "percentage"]
    found = alert_rules.find(level.filter(pl.col("indicator").is_in(percentages)))
    found = found.with_columns(signal=pl.col("direction"))
    parts = [signals.judge(found.filter(indicator=each), known[each].polarity) for each in percentages]
    return pl.concat(parts).sort("excess", descending=True)
