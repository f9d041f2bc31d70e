"""What is compared depends on the unit: rates are, with intervals of their counts; numbers are not; averages have no interval."""

from dataclasses import replace
from datetime import date
from statistics import median

import polars as pl
import pytest
from scipy.stats import chi2

from data.published import read
from indicators import catalogue
from indicators.comparing import comparison, national, neighbours, years
from indicators.wording import verdicts
from queries.definitions.national_series import HAPPENED, UNITS, unit
from tests.support import published_counts
from tests.support.published_counts import REFERENCE
from tests.support.series_frame import series
from tests.support.small_country import NEIGHBOURS, values

BLACKPOOL = "890"
COUNTS = {"1": (8, 20_000), "2": (30, 10_000), "3": (90, 90_000), "4": (50, 10_000), "E9": (6_000, 2_000_000)}


@pytest.fixture(scope="module")
def shipped():
    return read(REFERENCE)


def published(series_id):
    """The small country's figures of 2024 as one series; rates per 10,000 of COUNTS."""
    parts = [values(code, 2024, 10_000 * x / n).with_columns(numerator=pl.lit(float(x)), denominator=pl.lit(float(n)))
             for code, (x, n) in COUNTS.items()]
    area = pl.when(pl.col("area_code") == "E9").then(pl.lit("england")).otherwise("area_type")
    return pl.concat(parts).with_columns(series=pl.lit(series_id), area_type=area)


def standing(series_id):
    return comparison.standing(published(series_id), NEIGHBOURS, "1", series_id, 2024).row(0, named=True)


def test_rates_are_ranked_among_rates_with_exact_intervals():
    """4 per 10,000 is lowest of 4, 10, 30 and 50; 8 events may be 3.45 to 15.76 (exact Poisson)."""
    got = standing("plans_per_10000")
    assert (got["own"], got["rank"], got["ranked"], got["neighbours_median"], got["england"]) == (4, 1, 4, 30, 30)
    exact = [chi2.ppf(0.025, 16) / 2 / 2, chi2.ppf(0.975, 18) / 2 / 2]
    assert [got["own_lower"], got["own_upper"]] == pytest.approx(exact)
    assert exact == pytest.approx([1.727, 7.882], abs=0.001)
    assert (got["rank_lower"], got["rank_upper"]) == (1, 1)


@pytest.mark.parametrize("series_id", ["referrals", "plans_at_31_march"])
def test_a_number_has_no_rank_no_median_and_nothing_wider_beside_it(series_id):
    got = standing(series_id)
    assert got["own"] == 4 and got["note"] == comparison.SIZE and got["neighbours_known"] == 0
    empty = {name for name, value in got.items() if value is None}
    assert empty >= {"rank", "ranked", "neighbours_median", "neighbours_mean", "region", "england", "own_lower", "rank_lower"}
    year = series([(1, 5)], grain="year", start=date(2023, 4, 1))
    beside = comparison.add(year, "1", published(series_id), NEIGHBOURS, series_id)
    assert set(beside.select("comparator_year", *comparison.YEARLY, "rank", "ranked").row(0)) == {None}
    assert not published_counts.recorded_differently(published(series_id), "1", series_id)
    assert "of different size" in verdicts.place(got)


def test_an_average_is_ranked_without_any_interval():
    got = standing("caseload")
    assert (got["rank"], got["ranked"], got["own_lower"], got["rank_lower"]) == (1, 4, None, None)


@pytest.mark.parametrize(("series_id", "grain", "compared"), [
    ("referrals_per_10000", "month", False), ("referrals_per_10000", "quarter", False), ("referrals_per_10000", "year", True),
    ("referrals_per_10000", "rolling", True), ("plans_per_10000", "month", True), ("conference_15_days_percent", "month", True),
])
def test_a_month_is_not_set_beside_what_happened_in_a_year(series_id, grain, compared):
    """The plans of a day are as many in any month; referrals of a year are twelve times those of a month."""
    frame = series([(1, 5)], grain=grain, start=date(2023, 4, 1))
    beside = comparison.add(frame, "1", published(series_id), NEIGHBOURS, series_id)
    assert (beside["neighbours_median"][0] is not None) == (beside["comparator_year"][0] is not None) == compared


def test_every_rate_is_either_of_a_year_or_of_a_day():
    rates = {each for each, kind in UNITS.items() if kind == "rate per 10,000"}
    assert set(HAPPENED) | {"plans_per_10000", "children_in_need_per_10000"} == rates
    assert unit(None) is None and unit("nothing_percent") is None


def test_blackpools_plans_of_2025_among_its_neighbours_and_all(shipped):
    """Median and ranks again in plain Python."""
    table, near = shipped["published"], shipped["neighbour"]
    got = comparison.standing(table, near, BLACKPOOL, "plans_per_10000", 2025).row(0, named=True)
    rows = table.filter(series="plans_per_10000", year=2025, area_type="authority").drop_nulls("value")
    of = dict(rows.select("area_code", "value").rows())
    ten = [of[code] for code in near.filter(model="May 2025", area_code=BLACKPOOL)["neighbour_code"]]
    assert (got["own"], got["neighbours_median"]) == (86.1, pytest.approx(median(ten)))
    assert (got["rank"], got["ranked"]) == (1 + sum(each < 86.1 for each in ten), 11)
    assert got["rank_lower"] <= got["rank"] <= got["rank_upper"] and got["own_lower"] < 86.1 < got["own_upper"]
    place = national.standing(national.of_year(table, "plans_per_10000", 2025), BLACKPOOL, "neither")
    assert (place["national_rank"], place["national_ranked"]) == (1 + sum(each < 86.1 for each in of.values()), len(of))
    assert place["centre"] is None and years.against_past(table, BLACKPOOL, "plans_per_10000", 2025)["trend"] is None


@pytest.mark.parametrize("series_id", sorted(UNITS))
def test_every_series_can_be_read_for_a_real_authority(view, series_id):
    indicator = replace(catalogue.find(view), published=series_id, shown_as=UNITS[series_id])
    found, areas, funnel = neighbours.this_year(view.of(area=BLACKPOOL), indicator)
    assert found["unit"] == UNITS[series_id] and (funnel is None or found["unit"] == "percentage")
    assert areas.filter(role="own").height == 1 and areas.filter(role="neighbour").height == 10
    for say in (verdicts.place, verdicts.limits, verdicts.over_years):
        assert say(found).endswith(".")
