"""The pipeline: a counted series becomes figures with limits, signals, comparison and a judgement.

Each step adds columns and uses only the columns of earlier steps.
"""

from datetime import date
from pathlib import Path
from typing import cast

import polars as pl

from indicators import catalogue, levels
from indicators.comparing import neighbours
from indicators.judging import alerts as alert_rules
from indicators.judging import limits, past_alerts, seasons, signals, untested, watched
from indicators.judging.row_types import Alert
from indicators.remembered import remembered
from indicators.roles import NotAllowed, View, must_open_records
from indicators.row_types import Figure
from indicators.statistics import intervals
from indicators.wording import rounded
from queries.definitions.header import Indicator
from queries.model import breakdowns
from queries.store import decisions

LEVELS = ("all", "team")  # the breakdowns whose series alerts watch
GRAINS = {"month": "months", "quarter": "quarters", "year": "years", "rolling": "rolling 12 months"}
OF_GROUPS = ("quarter", "year", "rolling", "month")  # grains for groups, in order of preference: a month has few children
UNDIVIDED = ("number", "rate per 10,000")  # a group's figure of these is a count
FEWEST = 10  # the smallest denominator of a group's figure: below it one child would move the figure by more than a tenth
TWO_AT_ONCE = "Two breakdowns at once are"


def figures(view: View) -> pl.DataFrame:
    """The view's figures, a row for each category and period, with the columns that indicators/README.md lists.

    Raises NoSuchIndicator, NothingCounted, and NotAllowed for a grain and breakdown the audience's file does not hold.
    """
    seen = View(view.role, view.indicator, view.grain, view.breakdown, model=view.model, warehouse=view.warehouse)
    return _figures(seen, *levels.version(view))


@remembered(256)
def _figures(view: View, _build: Path, _confirmed: tuple) -> pl.DataFrame:
    return complete(view, catalogue.find(view), read_series(view), decisions.steps(view.warehouse))


def complete(view: View, indicator: Indicator, series: pl.DataFrame, confirmed: pl.DataFrame) -> pl.DataFrame:
    """The series with the columns of every step; `confirmed` holds the confirmed level shifts (`decisions.steps`)."""
    return (
        series.pipe(levels.phased, indicator, confirmed)
        .pipe(limits.add, indicator.shown_as, indicator.timing)
        .pipe(signals.add)
        .pipe(neighbours.add, view, indicator)
        .pipe(signals.judge, indicator.polarity)
    )


def read_series(view: View) -> pl.DataFrame:
    """The view's counted series: the columns of `queries/model/series.sql`; raises NotAllowed for a grain that is not held."""
    catalogue.must_count(view)
    held = catalogue.grains(view, view.breakdown)
    if view.grain not in held:
        kinds = ", ".join(held) or "none"
        raise NotAllowed(
            f"There are no figures for {GRAINS[view.grain]}{_by(view, view.breakdown)} for the {view.role.title.lower()}."
            f" There are figures by: {kinds}."
        )
    return view.recall("series", indicator=view.indicator, grain=view.grain, breakdown=view.breakdown)


def by_group(view: View, breakdown: str) -> pl.DataFrame:
    """The groups of a breakdown in its latest final period, highest first; by name where rounding leaves the order open.

    At the view's grain if that is longer than a month, otherwise by quarter. Columns of the series, interval_lower,
    interval_upper, and too_few: a group of fewer than FEWEST, which has counts and no value. For a rate the value is the count,
    because the population of a group is unknown. Empty groups are left out. Raises NotAllowed for a breakdown not held.
    """
    grains = _held(view, breakdown)
    grain = next(each for each in (view.grain if view.grain != "month" else None, *OF_GROUPS) if each in grains)
    latest = latest_final(read_series(view.of(grain=grain, breakdown=breakdown)))
    somebody = (pl.col("numerator") > 0) | pl.col("symbol").ne_missing("z")
    groups = _said(latest.filter(somebody), catalogue.find(view).shown_as)
    place = pl.Series("place", rounded.ranked(Figure.rows(groups), unit_of_groups(catalogue.find(view))), pl.Int64)
    return groups.sort(place, "category", nulls_last=True)


def unit_of_groups(indicator: Indicator) -> str:
    """The unit (`shown_as`) of a group's value: that of the indicator, but 'number' for a rate."""
    return "number" if indicator.shown_as in UNDIVIDED else indicator.shown_as


def whole_of(view: View, groups: pl.DataFrame) -> Figure | None:
    """The whole authority's row for the period of `groups`; None where the audience's file has none, or without groups."""
    view = view.of(breakdown="all", category="All", grain=groups["grain"][0] if groups.height else view.grain)
    if view.grain not in catalogue.grains(view):
        return None
    same = read_series(view).join(groups, on=["period_start", "period_end"], how="semi")
    return None if same.is_empty() else Figure.rows(same)[0]


def crossed(view: View, first: str, second: str, period: tuple[date, date]) -> pl.DataFrame:
    """Two breakdowns of the view's indicator at once, in the period from its first to its last day.

    Columns: first_group, second_group, numerator, denominator (null for a number or a rate), value, interval_lower,
    interval_upper, too_few. Raises NotAllowed for an audience that may not open records, because nearly all of these groups are
    small, and for breakdowns this indicator does not have.
    """
    must_open_records(view, TWO_AT_ONCE)
    indicator = catalogue.find(view)
    for breakdown in (first, second):
        _held(view, breakdown)
    found = view.records(
        "crossed", TWO_AT_ONCE, sql=breakdowns.crossed(first, second), indicator=indicator.id,
        period_start=period[0], period_end=period[1], at_end=indicator.timing == "at end",
    )
    scale = 100.0 if indicator.shown_as == "percentage" else 1.0
    return _said(found.with_columns(value=scale * pl.col("numerator") / pl.col("denominator")), indicator.shown_as)


def seasonal(view: View, indicator: Indicator, chosen: pl.DataFrame) -> pl.DataFrame:
    """One category's figures with season, season_reason and expected; the season is the whole authority's: see `seasons`."""
    if (view.breakdown, view.category) == ("all", "All"):
        whole = chosen
    else:
        everyone = view.of(breakdown="all", category="All")
        held = view.grain in catalogue.grains(view)
        whole = levels.phased(read_series(everyone), indicator, decisions.steps(view.warehouse)) if held else chosen.clear()
    return chosen.pipe(seasons.add, whole).pipe(seasons.expect)


def overview(view: View) -> list[tuple[Indicator, pl.DataFrame]]:
    """Every indicator with its figures at the view's grain for the whole authority, or for the view's team."""
    seen = View(view.role, grain=view.grain, breakdown=view.breakdown, category=view.category, warehouse=view.warehouse)
    return list(_overview(seen, *levels.version(view)))


@remembered(32)
def _overview(view: View, _build: Path, _confirmed: tuple) -> tuple[tuple[Indicator, pl.DataFrame], ...]:
    level = levels.level(view, view.grain, view.breakdown).filter(category=view.category)
    held, confirmed = set(level["indicator"]), decisions.steps(view.warehouse)
    return tuple(
        (each, complete(view, each, level.filter(indicator=each.id), confirmed))
        for each in catalogue.indicators(view) if each.id in held
    )


def alerts(view: View) -> pl.DataFrame:
    """The alerts for the authority and, where the audience's file has them, its teams.

    Columns of `alerts.COLUMNS`, judgement, and told_with (see `alerts.told_once`); those to act on first, most children first.
    """
    return _watched(View(view.role, warehouse=view.warehouse), *levels.version(view))[0]


def first_told(view: View) -> pl.DataFrame:
    """The alerts without those of teams that an alert of the authority covers (see `alerts.told_once`)."""
    return alerts(view).filter(pl.col("told_with").is_null())


def looked_at(view: View) -> list[untested.Looked]:
    """How many series of each level were tested and why others were not, the authority first; empty where nothing is counted."""
    return list(_watched(View(view.role, warehouse=view.warehouse), *levels.version(view))[1])


def past_alerts_of(view: View) -> list[past_alerts.Past]:
    """What the rule would have listed month by month in the figures at hand, of each level, the authority first."""
    return list(_watched(View(view.role, warehouse=view.warehouse), *levels.version(view))[2])


@remembered(8)
def _watched(view: View, _build: Path, _confirmed: tuple) -> tuple[pl.DataFrame, list[untested.Looked], list[past_alerts.Past]]:
    known = levels.known(view)
    told = [each for each in (_alerts_at(view, breakdown, known) for breakdown in LEVELS) if each is not None]
    nothing = pl.DataFrame(schema={**alert_rules.COLUMNS, "judgement": pl.String})
    ordered = pl.concat([nothing, *(found for found, _, _ in told)]).sort(pl.col("level"), -pl.col("excess").abs())
    past = [each for _, _, every in told for each in every]
    return alert_rules.told_once(ordered), [looked for _, looked, _ in told], past


def alert_of(view: View) -> Alert | None:
    """The alert about the view's own series, as a row of `alerts`; None without one."""
    found = alerts(view).filter(indicator=view.indicator, breakdown=view.breakdown, category=view.category, grain=view.grain)
    return None if found.is_empty() else cast(Alert, found.row(0, named=True))


def _alerts_at(
    view: View, breakdown: str, known: dict[str, Indicator]
) -> tuple[pl.DataFrame, untested.Looked, list[past_alerts.Past]] | None:
    """The alerts of one level, at the shortest grain in the audience's file, with the numbers tested and the alerts of the past;
    None without a grain."""
    grain = levels.grain(view, breakdown)
    if grain is None:
        return None
    level = levels.watched(view.of(grain=grain), breakdown)
    seen = list(watched.levels(level, known))
    tested = alert_rules.of_levels(seen)
    found = alert_rules.chosen(tested).with_columns(signal=pl.col("direction"))
    judged = pl.concat([signals.judge(found.filter(indicator=each.id), each.polarity) for each in known.values()])
    looked = untested.looked_at(level, tested, known, breakdown, grain)
    return judged.drop("signal"), looked, [past_alerts.past(each) for each in seen]


def _held(view: View, breakdown: str) -> list[str]:
    """The grains of a breakdown of the view's indicator in the audience's file; raises NotAllowed where there are none."""
    catalogue.must_count(view)
    held = catalogue.breakdowns(view)
    if breakdown not in held:
        kinds = ", ".join(_by(view, name).removeprefix(" by ") for name in held) or "none"
        raise NotAllowed(f"There are no figures{_by(view, breakdown)} for the {view.role.title.lower()}. There are by: {kinds}.")
    return held[breakdown]


def _by(view: View, breakdown: str) -> str:
    """' by referral source'; empty for the whole authority and for an unknown breakdown."""
    named = catalogue.named(catalogue.find(view))
    return f" by {named[breakdown].lower()}" if breakdown in named else ""


def latest_final(series: pl.DataFrame) -> pl.DataFrame:
    """The rows of the latest period that is counted and final, or of the latest counted if none is final."""
    counted = series.filter(pl.col("symbol").ne_missing("x"))
    final = counted.filter(~pl.col("provisional"))
    known = counted if final.is_empty() else final
    return known.filter(pl.col("period_end") == known["period_end"].max())


def _said(groups: pl.DataFrame, shown_as: str) -> pl.DataFrame:
    """The groups with value (null where too few), its 95% interval, and too_few."""
    if shown_as in UNDIVIDED:
        count = pl.col("numerator").cast(pl.Float64)
        counts = groups.with_columns(denominator=pl.lit(None, pl.Int64), value=count, too_few=pl.lit(False))
        return intervals.add(counts, "number")
    few = (pl.col("denominator") < FEWEST).fill_null(False)
    return intervals.add(groups.with_columns(too_few=few, value=pl.when(~few).then(pl.col("value"))), shown_as)
