"""How well what an indicator counts is recorded: what was left out of it, whose group is not known, and what its checks list.

None of it changes a figure. It says how far one may be trusted, and which records would have to be put right.
"""

import polars as pl

from indicators import catalogue, figures
from indicators.roles import View
from indicators.row_types import Figure
from queries.definitions.header import Indicator
from queries.sources import statements

STAGE = "data_quality"
UNKNOWN = (catalogue.LAST, "Not allocated")


def left_out(view: View, indicator: Indicator) -> dict:
    """read, rows_left_out and cells_not_read of the lists behind an indicator, over all extracts; raises NotAllowed for an
    audience that may not open records.
    """
    return view.records("left_out", "What was left out is", statements.left_out(), indicator=indicator.id).row(0, named=True)


def not_recorded(view: View, indicator: Indicator) -> pl.DataFrame:
    """Of each breakdown this audience holds, how many of the latest final period are in no known group.

    Columns: breakdown, missing, counted, share (percent of counted), and the period's grain, period_start and period_end. An
    average of nobody, or a breakdown of which every group is known, is left out.
    """
    parts = [_missing(view.of(breakdown=name), grains, indicator) for name, grains in catalogue.breakdowns(view).items()]
    known = pl.concat(parts, how="diagonal_relaxed") if parts else pl.DataFrame(schema={"missing": pl.Int64})
    return known.filter(pl.col("missing") > 0)


def checks(view: View, indicator: Indicator) -> list[tuple[Indicator, Figure]]:
    """The checks of the tables an indicator counts from, each with its latest final figure; those that list most come first.

    Checks of the same tables that an audience's file holds no figure of are left out; so is the indicator itself.
    """
    tables = set(indicator.counts_from)
    known = [each for each in catalogue.indicators(view)
             if each.stage == STAGE and each.id != indicator.id and tables & set(each.counts_from)]
    held = catalogue.grains(view)
    if not known or not held:
        return []
    grain = view.grain if view.grain in held else held[0]
    level = view.recall("level", grain=grain, breakdown="all")
    latest = {each.id: figures.latest_final(level.filter(indicator=each.id)) for each in known}
    found = [(each, Figure.rows(latest[each.id])[0]) for each in known if latest[each.id].height]
    return sorted(found, key=lambda pair: -(pair[1].numerator or 0))


def _missing(view: View, grains: list[str], indicator: Indicator) -> pl.DataFrame:
    grain = next(each for each in figures.OF_GROUPS if each in grains)
    latest = figures.latest_final(figures.read_series(view.of(grain=grain)))
    count = pl.col("numerator" if figures.unit_of_groups(indicator) == "number" else "denominator")
    return latest.group_by("breakdown", "grain", "period_start", "period_end").agg(
        missing=count.filter(pl.col("category").is_in(UNKNOWN)).sum(), counted=count.sum(),
    ).with_columns(share=100 * pl.col("missing") / pl.col("counted"))
