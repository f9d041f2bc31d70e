"""Ranks and quarters: by hand, by simulation, and by what is known of how wide a rank's interval must be."""

import numpy as np
import pytest

from indicators.statistics import ranks

SKETCH = [5.0, 1.0, np.nan, 3.0, 3.0, 9.0]


def test_ranks_share_the_better_place_and_pass_over_the_missing():
    assert ranks.places(SKETCH).tolist() == pytest.approx([4, 1, np.nan, 2, 2, 5], nan_ok=True)
    assert ranks.places(SKETCH, highest_first=True).tolist() == pytest.approx([2, 5, np.nan, 3, 3, 1], nan_ok=True)


def test_quarters_by_hand_with_a_value_on_every_boundary():
    """1 to 9: the cut points are 3, 5 and 7, and each belongs to the lower values."""
    values = np.arange(1.0, 10)
    assert ranks.quartiles(values).tolist() == [1, 3, 5, 7, 9]
    assert ranks.bands(values, "low is good").tolist() == [1, 1, 1, 2, 2, 3, 3, 4, 4]
    assert ranks.bands(values, "high is good").tolist() == [4, 4, 4, 3, 3, 2, 2, 1, 1]


def test_without_a_good_direction_or_a_value_there_is_no_quarter():
    assert np.isnan(ranks.bands([1, 2, 3], "neither")).all()
    assert ranks.bands(SKETCH, "low is good").tolist() == pytest.approx([3, 1, np.nan, 1, 1, 4], nan_ok=True)
    assert np.isnan(ranks.quartiles([np.nan])).all() and np.isnan(ranks.bands([np.nan], "low is good")).all()


def test_of_all_tied_all_are_in_one_quarter():
    assert set(ranks.bands([2.0] * 7, "low is good")) == {1.0} and set(ranks.bands([2.0] * 7, "high is good")) == {4.0}


def test_two_alike_are_first_or_second_evenly():
    assert ranks.chances([20, 20], [100, 100]).tolist() == pytest.approx([0.5, 0.5], abs=1e-6)
    assert ranks.rank_interval([20, 20], [100, 100]) == (1, 2)


def test_far_apart_ranks_are_sure():
    x, n = [100, 300, 500, 700], [1000] * 4
    assert [ranks.rank_interval(x, n, own) for own in range(4)] == [(1, 1), (2, 2), (3, 3), (4, 4)]


def test_unknown_others_are_passed_over_and_an_unknown_own_has_no_rank():
    assert ranks.rank_interval([20, np.nan, 5, 20], [100, 100, 0 + 100, 100], own=2) == (1, 1)
    assert len(ranks.chances([20, np.nan, 1], [100, 100, 100])) == 2
    assert np.isnan(ranks.rank_interval([np.nan, 3], [10, 10])).all()


@pytest.mark.parametrize("events", [False, True])
@pytest.mark.parametrize("own", [0, 4, 10])
def test_the_chances_of_each_place_agree_with_a_simulation(own, events):
    """200,000 draws: the largest of eleven errors is below .0045 (four standard errors) with near certainty."""
    rng = np.random.default_rng(20261122)
    n = rng.integers(200, 3000, 11)
    x = rng.binomial(n, rng.normal(0.22, 0.02, 11))
    drawn = rng.gamma(x + 0.5, 1 / n, size=(200_000, 11)) if events else rng.beta(x + 0.5, n - x + 0.5, size=(200_000, 11))
    place = (drawn < drawn[:, [own]]).sum(1)
    simulated = np.bincount(place, minlength=11) / len(place)
    assert np.abs(simulated - ranks.chances(x, n, own, events)).max() < 0.0045


@pytest.mark.slow
def test_among_eleven_authorities_that_differ_little_the_interval_is_five_places_wide():
    """Eleven authorities of 1,500 children whose true percentages differ by 2 points: 5.4 places in the mean."""
    rng, repeats = np.random.default_rng(5), 60
    widths = np.empty((repeats, 11))
    for row in widths:
        x = rng.binomial(1500, rng.normal(0.22, 0.02, 11))
        row[:] = [np.ptp(ranks.rank_interval(x, [1500] * 11, own)) for own in range(11)]
    error = widths.mean(1).std() / np.sqrt(repeats)
    assert error < 0.15
    assert widths.mean() == pytest.approx(5.4, abs=3 * error)


@pytest.mark.slow
def test_the_interval_holds_the_true_rank_nineteen_times_in_twenty():
    rng = np.random.default_rng(11)
    held = []
    for _ in range(50):
        n, true = rng.integers(300, 3000, 11), np.clip(rng.normal(0.22, 0.03, 11), 0.01, 0.99)
        x = rng.binomial(n, true)
        for own in range(11):
            low, high = ranks.rank_interval(x, n, own)
            held.append(low <= 1 + (true < true[own]).sum() <= high)
    assert np.mean(held) > 0.95 - 4 * np.sqrt(0.05 * 0.95 / len(held))
