"""The published comparison as the product shows it, held to the department's figures; and an invented authority's own place."""

import pytest

from indicators import catalogue
from indicators.comparing import neighbours

BLACKPOOL = "890"
RE_REFERRALS = [27.9, 30.5, 36.2, 20.7, 24.8, 24.1, 22.1, 29, 31.9, 28.8, 23.3, 19.3, 23.4]


def by_year(view, indicator, model="May 2025", area=BLACKPOOL):
    view = view.of(indicator=indicator, model=model, area=area)
    return {row["year"]: row for row in neighbours.by_year(view, catalogue.find(view)).rows(named=True)}


def test_blackpools_published_re_referrals_of_thirteen_years(any_view):
    years = by_year(any_view, "re_referrals")
    assert [years[year]["own"] for year in range(2013, 2026)] == RE_REFERRALS


@pytest.mark.parametrize(("indicator", "own", "median", "mean", "england"), [
    ("re_referrals", 23.4, 22.2, 21.9, 22.6),
    ("second_or_subsequent_plans", 28.6, 27.3, 26.3, 24.5),
    ("no_further_action_at_referral", 0.0, 2.5, 3.9, 6.5),
    ("no_further_action_after_assessment", 35.4, 30.4, 27.3, 30.8),
])
def test_2025_beside_its_neighbours_and_england(any_view, indicator, own, median, mean, england):
    row = by_year(any_view, indicator)[2025]
    assert row["own"] == own and row["england"] == england
    assert row["neighbours_median"] == pytest.approx(median, abs=0.0501)
    assert row["neighbours_mean"] == pytest.approx(mean, abs=0.0501)


def test_the_neighbours_of_2021_are_others(any_view):
    row = by_year(any_view, "re_referrals", model="April 2021")[2025]
    assert (round(row["neighbours_median"], 1), round(row["neighbours_mean"], 1)) == (21.2, 21.0)


def test_an_authority_that_records_none_is_not_ranked(any_view):
    row = by_year(any_view, "no_further_action_at_referral")[2025]
    assert row["rank"] is None and "not comparable" in row["note"]


def test_any_authority_in_england_can_be_compared(view):
    areas = catalogue.areas(view)["area_code"].to_list()
    assert len(areas) >= 150
    for area in areas[::25]:
        assert by_year(view, "re_referrals", area=area)[2025]["england"] == 22.6


def test_an_invented_authority_takes_its_own_count_among_the_neighbours_it_borrows(view):
    ours = view.of(indicator="re_referrals", model="May 2025")
    shown = neighbours.compared(ours, catalogue.find(ours)).filter(year=2025, role="own").row(0, named=True)
    assert shown["area_name"] == catalogue.build(view)["authority"] != "Blackpool"
    assert shown["value"] == round(100 * shown["numerator"] / shown["denominator"], 1)
    assert neighbours.standing(ours, catalogue.find(ours))["neighbours_median"] == pytest.approx(22.2, abs=0.0501)
