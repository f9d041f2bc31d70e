"""Comparison with neighbours, on a small invented country worked by hand."""

from datetime import date

import polars as pl
import pytest

from indicators.comparing import comparison
from tests.support import published_counts
from tests.support.series_frame import series
from tests.support.small_country import NEIGHBOURS, PUBLISHED, SERIES, values


def table(**changes):
    asked = {"published": PUBLISHED, "neighbours": NEIGHBOURS, "code": "1", "series": SERIES, **changes}
    return comparison.table(**asked)


def test_the_table_by_hand():
    got = table()
    assert got.columns == ["year", "own", "Area 5", "Area 4", "Area 3", "Area 2", "neighbours_median", "neighbours_mean",
                           "neighbours_known", "region", "england", "rank", "ranked", "note"]
    assert got.row(0) == (2023, 20.0, None, 40.0, 30.0, 10.0, 30.0, pytest.approx(80 / 3), 3, None, None, 2, 4, None)
    assert got.row(1) == (2024, 23.4, 12.0, 31.0, None, 23.4, 23.4, pytest.approx(66.4 / 3), 3, 21.0, 22.0, 2, 4, None)


def test_a_symbol_never_enters_arithmetic_even_with_a_number_beside_it():
    marked = PUBLISHED.with_columns(
        symbol=pl.when((pl.col("area_code") == "4") & (pl.col("year") == 2024)).then(pl.lit("u")).otherwise("symbol")
    )
    assert table(published=marked).row(1, named=True)["neighbours_median"] == pytest.approx((12 + 23.4) / 2)
    areas = comparison.areas(marked, NEIGHBOURS, "1", SERIES).filter(year=2024)
    assert dict(areas.select("area_code", "symbol").rows()) == {
        "1": None,
        "2": None,
        "3": "c",
        "4": "u",
        "5": None,
        "North": None,
        "E9": None,
    }
    assert areas.filter(area_code="4")["value"].to_list() == [None]


def test_a_neighbour_without_a_row_is_shown_as_not_available():
    areas = comparison.areas(PUBLISHED, NEIGHBOURS, "1", SERIES).filter(year=2023, area_code="5")
    assert areas.select("value", "symbol", "position", "area_name").rows() == [(None, "x", 1, "Area 5")]


def test_the_areas_come_own_first_then_the_nearest_and_carry_intervals_where_the_counts_are_known():
    areas = comparison.areas(PUBLISHED, NEIGHBOURS, "1", SERIES).filter(year=2024)
    assert areas["role"].to_list() == ["own", *["neighbour"] * 4, "region", "england"]
    assert areas["area_code"].to_list() == ["1", "5", "4", "3", "2", "North", "E9"]
    assert (areas["lower"][0], areas["upper"][0]) == (
        pytest.approx(21.8637, abs=1e-4),
        pytest.approx(25.0531, abs=1e-4),
    )
    assert areas["lower"].null_count() == 6


def test_the_model_decides_who_the_neighbours_are():
    got = table(model="April 2021").row(1, named=True)
    assert (got["Area 9"], got["neighbours_median"], got["neighbours_known"]) == (99.0, 99.0, 1)


def test_standing_is_one_row_and_says_which_year_it_is():
    got = comparison.standing(PUBLISHED, NEIGHBOURS, "1", SERIES, 2024)
    assert got.height == 1
    assert got.select("year", "own", "rank", "ranked", "neighbours_lowest", "neighbours_highest").row(0) == (
        2024,
        23.4,
        2,
        4,
        12.0,
        31.0,
    )
    assert got["own_lower"][0] == pytest.approx(21.8637, abs=1e-4)
    assert comparison.standing(PUBLISHED, NEIGHBOURS, "1", SERIES, 2030)["year"].to_list() == [2024]
    assert comparison.standing(PUBLISHED, NEIGHBOURS, "1", SERIES, 2023)["own"].to_list() == [20.0]


@pytest.mark.parametrize(("own", "rank"), [(5.0, 1), (12.0, 1), (12.04, 1), (12.06, 2), (23.4, 2), (23.5, 3), (50, 4)])
def test_a_value_is_ranked_at_the_precision_of_the_published_ones(own, rank):
    """Our own count has more decimals than the department prints."""
    ours = (pl.col("area_code") == "1") & (pl.col("year") == 2024)
    counted = PUBLISHED.with_columns(value=pl.when(ours).then(pl.lit(float(own))).otherwise("value"))
    got = comparison.standing(counted, NEIGHBOURS, "1", SERIES, 2024)
    assert got.select("own", "rank", "ranked", "neighbours_median").row(0) == (own, rank, 4, 23.4)


@pytest.mark.parametrize(("code", "series", "year"), [("1", "nothing_percent", 2024), ("1", SERIES, 2001)])
def test_standing_where_nothing_is_published_is_a_row_of_nothing(code, series, year):
    got = comparison.standing(PUBLISHED, NEIGHBOURS, code, series, year)
    assert got.height == 1 and set(got.row(0)) == {None}


def test_an_authority_that_publishes_nothing_has_no_rank_but_has_neighbours():
    got = comparison.standing(PUBLISHED, NEIGHBOURS, "1", SERIES, 2024)
    without = comparison.standing(PUBLISHED.filter(pl.col("area_code") != "1"), NEIGHBOURS, "1", SERIES, 2024)
    assert without["neighbours_median"].equals(got["neighbours_median"])
    assert without.select("own", "own_symbol", "rank", "ranked").row(0) == (None, "x", None, None)


@pytest.mark.parametrize(
    ("figures", "flagged"),
    [
        ((0.0, 0.0), []),
        ((0.0, 0.0, 0.0), [2016, 2017, 2018]),
        ((5.0, 0.0, None, 0.0, 0.0), [2017, 2019, 2020]),
        ((0.0, 0.0, 4.0, 0.0, 0.0), []),
        ((0.0, 0.0, 0.0, 4.0), [2016, 2017, 2018]),
    ],
)
def test_three_zeros_in_a_row_are_a_way_of_recording(figures, flagged):
    published = values("1", 2016, *figures)
    notes = comparison.areas(published, NEIGHBOURS, "1", SERIES).filter(pl.col("note").is_not_null(), role="own")
    assert notes["year"].to_list() == flagged
    assert published_counts.recorded_differently(published, "1", SERIES) == (2015 + len(figures) in flagged)
    assert [published_counts.recorded_differently(published, "1", SERIES, year) for year in flagged] == [True] * len(flagged)


def test_zeros_of_hardly_anyone_are_taken_as_they_are():
    few = values("1", 2016, 0.0, 0.0, 0.0).with_columns(denominator=pl.lit(7.0))
    assert not published_counts.recorded_differently(few, "1", SERIES)
    unknown = few.with_columns(denominator=pl.lit(None, pl.Float64))
    assert not published_counts.recorded_differently(unknown, "1", SERIES)
    assert published_counts.recorded_differently(few.with_columns(denominator=pl.lit(34.0)), "1", SERIES)


def test_what_is_recorded_differently_is_not_ranked():
    zeros = values("1", 2016, 0.0, 0.0, 0.0)
    published = pl.concat([zeros, values("2", 2018, 6.0), values("3", 2018, 7.0)])
    got = comparison.standing(published, NEIGHBOURS, "1", SERIES, 2018)
    assert got.select("neighbours_median", "rank", "ranked", "note").row(0) == (6.5, None, None, comparison.NOT_COMPARABLE)
    year = series([(5, 100)], grain="year", start=date(2017, 4, 1))
    assert comparison.add(year, "1", published, NEIGHBOURS, SERIES)["rank"].to_list() == [None]


def test_a_neighbour_that_records_differently_enters_no_median_and_no_rank():
    zeros = values("4", 2016, 0.0, 0.0, 0.0)
    published = pl.concat([values("1", 2018, 6.5), zeros, values("2", 2018, 6.0), values("3", 2018, 7.0)])
    got = comparison.standing(published, NEIGHBOURS, "1", SERIES, 2018)
    asked = ("neighbours_median", "neighbours_mean", "neighbours_known", "neighbours_lowest", "rank", "ranked")
    assert got.select(asked).row(0) == (6.5, 6.5, 2, 6.0, 2, 3)
    shown = comparison.areas(published, NEIGHBOURS, "1", SERIES).filter(year=2018, area_code="4")
    assert shown.select("value", "note").row(0) == (0.0, comparison.NOT_COMPARABLE)
    year = series([(13, 200)], grain="year", start=date(2017, 4, 1))
    assert comparison.add(year, "1", published, NEIGHBOURS, SERIES).select("rank", "ranked").row(0) == (2, 3)


def counted(code, numerator, denominator=1000):
    return values(code, 2018, 100 * numerator / denominator).with_columns(
        numerator=pl.lit(float(numerator)), denominator=pl.lit(float(denominator)))


def test_a_rank_comes_with_its_interval_and_only_where_all_counts_are_known():
    far = pl.concat([counted("1", 300), counted("2", 100), counted("3", 500), counted("4", 700)])
    near = pl.concat([counted("1", 200), counted("2", 199), counted("3", 201), counted("4", 202)])
    for published, expected in ((far, (2, 2, 2)), (near, (2, 1, 4))):
        got = comparison.standing(published, NEIGHBOURS, "1", SERIES, 2018)
        assert got.select("rank", "rank_lower", "rank_upper").row(0) == expected
    partly = far.with_columns(numerator=pl.when(pl.col("area_code") == "3").then(None).otherwise("numerator"))
    got = comparison.standing(partly, NEIGHBOURS, "1", SERIES, 2018)
    assert got.select("rank", "rank_lower", "rank_upper").row(0) == (2, None, None)
