"""A series beside its comparators in a small invented country: the right year and rank, and nothing lost."""

from datetime import date

import pytest

from indicators.comparing import comparison
from tests.support.series_frame import series
from tests.support.small_country import NEIGHBOURS, PUBLISHED, SERIES


def add(frame, series=SERIES, published=PUBLISHED):
    return comparison.add(frame, "1", published, NEIGHBOURS, series)


def test_a_row_is_compared_with_the_financial_year_it_falls_in_or_the_latest_before_it():
    got = add(series([(1, 5)] * 40, start=date(2022, 3, 1)))
    years = dict(zip(got["period_end"], got["comparator_year"], strict=True))
    assert years[date(2022, 3, 31)] is None  # 2022 and what came before are not published
    assert years[date(2022, 4, 30)] == years[date(2023, 3, 31)] == 2023
    assert years[date(2023, 4, 30)] == years[date(2025, 5, 31)] == 2024
    assert got.filter(comparator_year=2024)["neighbours_median"].unique().to_list() == [23.4]
    assert got.filter(comparator_year=2024).select("region", "england").unique().rows() == [(21.0, 22.0)]


def test_only_settled_figures_of_twelve_months_of_the_whole_authority_are_ranked():
    def ranks(**columns):
        return add(series([(13, 100)], start=date(2023, 4, 1), **columns)).select("rank", "ranked").row(0)

    assert ranks(grain="year") == ranks(grain="rolling") == (2, 4)
    for refused in (
        {"grain": "month"},
        {"grain": "quarter"},
        {"grain": "year", "breakdown": "team"},
        {"grain": "year", "provisional": True},
        {"grain": "year", "short_history": True},
    ):
        assert ranks(**refused) == (None, None)
    assert add(series([None], grain="year", start=date(2023, 4, 1)))["rank"].to_list() == [None]


def test_add_only_adds_columns_and_keeps_the_rows():
    frame = series([(1, 5), None, (0, 0), (3, 4)] * 5)
    for changed in (frame, frame.reverse()):
        got = add(changed)
        assert got.drop("comparator_year", *comparison.YEARLY, "rank", "ranked").equals(changed)


@pytest.mark.parametrize("published", [PUBLISHED, PUBLISHED.clear()])
@pytest.mark.parametrize("series_id", [None, "nothing_percent"])
def test_without_a_published_series_the_columns_are_there_and_empty(published, series_id):
    got = add(series([(1, 5)] * 3), series_id, published)
    assert got.select("comparator_year", *comparison.YEARLY, "rank", "ranked").unique().rows() == [
        (None,) * 7
    ]
    assert got.schema == add(series([(1, 5)] * 3)).schema
    assert add(series([])).schema == got.schema
