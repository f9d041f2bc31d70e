"""A figure and its list cannot disagree: the records behind every figure add up to it, and only one audience may open them."""

from datetime import date

import polars as pl
import pytest

from indicators import catalogue, figures
from indicators.children import records
from indicators.roles import NotAllowed
from queries.model import breakdowns
from queries.store import warehouse as built
from tests.support.audience import BOARD, SCRUTINY

KEYS = ["grain", "breakdown", "category", "period_start", "period_end"]


def shown(view) -> pl.DataFrame:
    """Every figure of one indicator with numbers: at each grain and breakdown."""
    with built.read("performance", view.warehouse) as database:
        rows = database.run("SELECT * FROM series WHERE indicator = $indicator AND numerator > 0", indicator=view.indicator)
    return rows.sort(KEYS)


def some(view) -> list[tuple]:
    """(indicator, row) of a few figures of every indicator, breakdown and grain."""
    found = []
    for indicator in catalogue.indicators(view):
        for part in shown(view.of(indicator=indicator.id)).partition_by("breakdown", "grain"):
            found += [(indicator, row) for row in part.gather_every(max(1, part.height // 2)).rows(named=True)]
    return found


@pytest.mark.slow
def test_the_records_behind_figures_of_every_grain_and_breakdown_add_up_to_them(view):
    checked = set()
    with built.read(view.role.id, view.warehouse):  # held open, or every figure would open the file again
        for indicator, row in some(view):
            asked = view.of(indicator=indicator.id, grain=row["grain"], breakdown=row["breakdown"], category=row["category"])
            behind = records.behind(asked, row["period_start"], row["period_end"])
            assert behind["numerator"].sum() == row["numerator"], row
            if indicator.shown_as not in ("number", "rate per 10,000"):
                assert behind["denominator"].sum() == row["denominator"], row
            if row["breakdown"] != "all":
                assert set(behind[row["breakdown"]]) == {row["category"]}
            assert behind["record_id"].n_unique() == behind.height
            checked.add((row["breakdown"], row["grain"]))
    assert len(checked) == (1 + len(breakdowns.every())) * len(catalogue.GRAINS)


def test_the_longest_and_the_counted_come_first(view):
    asked = view.of(indicator="worker_supervision_gap")
    behind = records.behind(asked, date(2026, 9, 1), date(2026, 9, 30))
    assert behind["days"].to_list() == sorted(behind["days"], reverse=True) and behind.height > 50
    asked = view.of(indicator="re_referrals")
    behind = records.behind(asked, date(2026, 9, 1), date(2026, 9, 30))
    assert behind["numerator"].to_list() == sorted(behind["numerator"], reverse=True)


@pytest.mark.slow
def test_every_record_names_a_child_or_a_worker(view):
    with built.read(view.role.id, view.warehouse):
        for indicator in catalogue.indicators(view):
            if indicator.id.startswith("board_") or indicator.id == "rows_given_twice":
                continue  # who came to a meeting of the board: agencies; and rows of a file
            last = figures.read_series(view.of(indicator=indicator.id)).filter(pl.col("numerator") > 0).tail(1)
            if last.is_empty():
                continue  # nothing of the kind was found, as in a check of records that are all in order
            last = last.row(0, named=True)
            behind = records.behind(view.of(indicator=indicator.id), last["period_start"], last["period_end"])
            assert behind.height, indicator.id
            assert behind.filter(pl.col("child_id").is_null() & pl.col("worker_id").is_null()).is_empty(), indicator.id


@pytest.mark.parametrize("role", [BOARD, SCRUTINY], ids=lambda role: role.id)
def test_no_other_audience_opens_records(view, role):
    asked = view.of(role=role)
    for open_them in (lambda: records.behind(asked, date(2026, 9, 1), date(2026, 9, 30)),
                      lambda: records.load_report(asked), lambda: records.rejected(asked)):
        with pytest.raises(NotAllowed):
            open_them()
