"""A figure and its list cannot disagree: the records behind every figure add up to it, and only one audience may open them."""

from datetime import date

import polars as pl
import pytest

from indicators import catalogue, figures, records
from indicators.roles import BOARD, SCRUTINY, NotAllowed
from queries import warehouse as built

KEYS = ["grain", "breakdown", "category", "period_start", "period_end"]


def shown(view) -> pl.DataFrame:
    """Every figure of one indicator with numbers: at each grain and breakdown."""
    with built.read("performance", view.warehouse) as database:
        rows = database.run("SELECT * FROM series WHERE indicator = $indicator AND denominator > 0", indicator=view.indicator)
    return rows.sort(KEYS)


def test_the_records_behind_figures_of_every_grain_and_breakdown_add_up_to_them(view):
    checked = 0
    for indicator in catalogue.indicators(view):
        every = shown(view.of(indicator=indicator.id))
        for row in every.gather_every(max(1, every.height // 60)).rows(named=True):
            asked = view.of(indicator=indicator.id, grain=row["grain"], breakdown=row["breakdown"], category=row["category"])
            behind = records.behind(asked, row["period_start"], row["period_end"])
            assert (behind["numerator"].sum(), behind["denominator"].sum()) == (row["numerator"], row["denominator"]), row
            assert behind["record_id"].n_unique() == behind.height
            checked += 1
    assert checked > 500


def test_the_longest_and_the_counted_come_first(view):
    asked = view.of(indicator="worker_supervision_gap")
    behind = records.behind(asked, date(2026, 9, 1), date(2026, 9, 30))
    assert behind["days"].to_list() == sorted(behind["days"], reverse=True) and behind.height > 50
    asked = view.of(indicator="re_referrals")
    behind = records.behind(asked, date(2026, 9, 1), date(2026, 9, 30))
    assert behind["numerator"].to_list() == sorted(behind["numerator"], reverse=True)


def test_every_record_names_a_child_or_a_worker(view):
    for indicator in catalogue.indicators(view):
        last = figures.figures(view.of(indicator=indicator.id)).filter(pl.col("value").is_not_null()).row(-1, named=True)
        behind = records.behind(view.of(indicator=indicator.id), last["period_start"], last["period_end"])
        who = "worker_id" if indicator.id.startswith("worker") else "child_id"
        assert behind.height and behind[who].null_count() == 0


@pytest.mark.parametrize("role", [BOARD, SCRUTINY], ids=lambda role: role.id)
def test_no_other_audience_opens_records(view, role):
    asked = view.of(role=role)
    for open_them in (lambda: records.behind(asked, date(2026, 9, 1), date(2026, 9, 30)),
                      lambda: records.load_report(asked), lambda: records.rejected(asked)):
        with pytest.raises(NotAllowed):
            open_them()
