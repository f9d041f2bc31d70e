"""Seasons: fitted again by hand, found where one is planted, seldom found where none is, and never a reason to fail."""

import numpy as np
import polars as pl
import pytest
from scipy.stats import f as f_distribution

from indicators.judging import limits
from indicators.judging import seasons as frames
from indicators.statistics import seasons
from tests.support.series_frame import series

PLACE, BLOCK = np.arange(60) % 12, np.arange(60) // 12
PLANTED = np.array([0, 0, -0.4, 0, 0, 0, 0.5, 0.7, 0.5, 0, 0, 0])


def drawn(rng, months=60, n=300, share=0.25, effect=PLANTED, rho=0.0):
    p = 1 / (1 + np.exp(-(np.log(share / (1 - share)) + effect[np.arange(months) % 12])))
    if rho:
        p = rng.beta(p * (1 - rho) / rho, (1 - p) * (1 - rho) / rho)
    children = rng.poisson(n, months)
    return rng.binomial(children, p), children


def by_hand(x, n, place, block, places):
    """Logistic regression by iteratively reweighted least squares, effects coded by deviation from the mean."""
    coded = np.vstack([np.eye(places - 1), -np.ones(places - 1)])[place]
    levels = (block[:, None] == np.unique(block)).astype(float)

    def fitted(design):
        beta = np.zeros(design.shape[1])
        for _ in range(50):
            p = 1 / (1 + np.exp(-design @ beta))
            w = n * p * (1 - p)
            beta = np.linalg.solve(design.T * w @ design, design.T @ (w * (design @ beta) + x - n * p))
        p = 1 / (1 + np.exp(-design @ beta))
        with np.errstate(divide="ignore", invalid="ignore"):
            terms = np.nan_to_num(x * np.log(x / (n * p))) + np.nan_to_num((n - x) * np.log((n - x) / (n * (1 - p))))
        return beta, 2 * terms.sum(), np.sum((x - n * p) ** 2 / (n * p * (1 - p))), np.linalg.inv(design.T * w @ design)

    beta, full, chi, covariance = fitted(np.hstack([coded, levels]))
    _, plain, _, _ = fitted(levels)
    degrees = len(x) - places + 1 - levels.shape[1]
    phi = max(1, chi / degrees)
    f = (plain - full) / (places - 1) / phi
    effects = np.append(beta[: places - 1], -beta[: places - 1].sum())
    errors = np.sqrt(phi * np.diag(covariance)[: places - 1])
    return effects, errors, f, f_distribution.sf(f, places - 1, degrees)


@pytest.mark.parametrize("rho", [0, 0.01])
def test_the_fit_is_the_one_made_by_hand(rho):
    x, n = drawn(np.random.default_rng(1), rho=rho)
    got = seasons.fit(x, n, PLACE, BLOCK)
    effects, errors, f, p = by_hand(x, n, PLACE, BLOCK, 12)
    assert got.effects == pytest.approx(effects, abs=1e-7) and got.errors[:11] == pytest.approx(errors, rel=1e-5)
    assert (got.f, got.p) == pytest.approx((f, p), rel=1e-6)
    assert got.degrees == 60 - 11 - 5 and got.effects.sum() == pytest.approx(0, abs=1e-9)


def test_three_equal_years_give_the_log_odds_of_each_month_about_their_mean():
    year = np.array([20, 30, 10, 25, 22, 24, 40, 45, 42, 26, 23, 21])
    got = seasons.fit(np.tile(year, 3), np.full(36, 100), PLACE[:36], BLOCK[:36])
    odds = np.log(year / (100 - year))
    assert got.effects == pytest.approx(odds - odds.mean(), abs=1e-7)
    assert got.phi == 1 and got.p < 1e-6


def test_a_planted_season_is_recovered():
    rng = np.random.default_rng(2)
    fits = [seasons.fit(*drawn(rng), PLACE, BLOCK) for _ in range(60)]
    found = np.array([each.effects for each in fits])
    assert all(each.p < 0.01 for each in fits)
    assert found.mean(axis=0) == pytest.approx(PLANTED - PLANTED.mean(), abs=0.04)
    assert found.std(axis=0) == pytest.approx(np.mean([each.errors for each in fits], axis=0), rel=0.3)


@pytest.mark.slow
def test_without_a_season_one_in_a_hundred_is_accepted_at_most():
    """F at 1%, and fewer where children come separately, because φ is not let below 1: 300 series of each kind."""
    rng, flat, accepted = np.random.default_rng(3), np.zeros(12), {}
    for rho in (0, 0.01):
        fits = [seasons.fit(*drawn(rng, 48, 150, effect=flat, rho=rho), PLACE[:48], BLOCK[:48]) for _ in range(300)]
        accepted[rho] = sum(bool(each.effects.any()) for each in fits)
    assert accepted[0] <= 3 and accepted[0.01] <= 9  # chance of more, at one in a hundred, is about .1%
    assert np.mean([each.p < 0.2 for each in fits]) == pytest.approx(0.2, abs=0.08)  # the test is not asleep


def test_a_step_and_a_drift_are_not_taken_for_a_season():
    rng = np.random.default_rng(4)
    children = np.full(60, 300)
    level = np.where(np.arange(60) < 36, 0.2, 0.35)
    drift = np.linspace(0.2, 0.3, 60)
    for share in (level, drift):
        fits = [seasons.fit(rng.binomial(children, share), children, PLACE, BLOCK) for _ in range(40)]
        assert sum(bool(each.effects.any()) for each in fits) <= 3


def test_what_cannot_be_fitted_is_no_season():
    x, n = drawn(np.random.default_rng(5))
    for given in (
        (x[:35], n[:35], PLACE[:35], BLOCK[:35]),  # too short
        (np.where(PLACE == 3, 0, x), n, PLACE, BLOCK),  # none in any April
        (np.where(PLACE == 3, n, x), n, PLACE, BLOCK),  # all
        (x, np.where((PLACE == 3) & (BLOCK > 0), 0, n), PLACE, BLOCK),  # April seen once
        ([], [], np.array([], dtype=int), np.array([], dtype=int)),
    ):
        got = seasons.fit(*given)
        assert not got.effects.any() and not got.errors.any() and np.isnan(got.p)


def test_a_year_of_none_at_all_does_not_stand_in_the_way():
    x, n = drawn(np.random.default_rng(6))
    got = seasons.fit(np.where(BLOCK == 1, 0, x), n, PLACE, BLOCK)
    rest = BLOCK != 1
    assert got.effects == pytest.approx(seasons.fit(x[rest], n[rest], PLACE[rest], BLOCK[rest]).effects, abs=1e-3)


def whole(months=60, seed=7, **columns):
    """From April, so that PLACE 0 is April: the planted March is June, and August November."""
    x, n = drawn(np.random.default_rng(seed), months)
    return series(list(zip(x.tolist(), n.tolist(), strict=True)), **columns)


def test_a_frame_gets_its_season_and_says_which_months():
    frame = frames.add(whole())
    assert frames.sentence(frame) == (
        "October, November and December are usually higher, June is usually lower. Alerts allow for it."
    )
    by_month = frame.group_by(pl.col("period_start").dt.month()).agg(pl.col("season").unique())
    assert by_month["season"].list.len().to_list() == [1] * 12
    assert by_month["season"].explode().sum() == pytest.approx(0, abs=1e-9)


def test_the_months_an_alert_is_about_are_left_out_of_the_fit():
    usual, raised = whole(60), whole(60).with_row_index("at")
    raised = raised.with_columns(numerator=pl.when(pl.col("at") >= 54).then("denominator").otherwise("numerator")).drop("at")
    assert frames.add(usual)["season"].to_list() == frames.add(raised)["season"].to_list()
    short, raised = whole(40), whole(40).with_row_index("at")
    raised = raised.with_columns(numerator=pl.when(pl.col("at") >= 34).then("denominator").otherwise("numerator")).drop("at")
    assert frames.add(short)["season"].to_list() != frames.add(raised)["season"].to_list()


def test_a_team_is_given_the_season_of_the_whole():
    team = series([(2, 8)] * 20, breakdown="team", category="North")
    given, every = frames.add(team, whole()), frames.add(whole())
    assert given["season"].to_list() == every["season"].to_list()[:20] and given["season"].abs().max() > 0.2
    assert frames.add(team)["season"].to_list() == [0.0] * 20


def test_without_three_years_or_a_share_there_is_none_and_it_is_said():
    short = frames.add(whole(30))
    assert frames.sentence(short) == "Too little to ask whether the time of year matters: 30 months of the 36 needed."
    assert short["season"].to_list() == [0.0] * 30 and frames.expect(short)["expected"].null_count() == 30
    days = frames.add(series([(900, 50)] * 40))
    assert frames.sentence(days) == frames.ONLY_SHARES and days["season"].to_list() == [0.0] * 40
    assert frames.sentence(frames.add(series([(10, 50)] * 40, grain="rolling"))) == frames.NOT_LOOKED_FOR
    assert frames.sentence(frames.add(series([(10, 50)] * 40))) == frames.NOTHING_STANDS_OUT
    assert frames.sentence(frames.add(series([(0, 50)] * 40))) == frames.NOT_ESTIMATED
    assert frames.add(series([])).height == 0


def test_quarters_have_a_season_of_four():
    frame = frames.add(series([(60, 300), (60, 300), (120, 300), (60, 300)] * 4, grain="quarter"))
    assert frame["season_reason"][0] == "October to December is usually higher. Alerts allow for it."
    odds = np.log(np.array([0.2, 0.2, 0.4, 0.2]) / np.array([0.8, 0.8, 0.6, 0.8]))
    assert frame["season"].to_numpy()[:4] == pytest.approx(odds - odds.mean(), abs=1e-6)


def test_what_is_expected_adds_up_to_the_baseline_and_moves_with_the_season():
    frame = frames.expect(limits.add(frames.add(whole()), "percentage", "during"))
    base = frame.filter("in_baseline")
    assert (base["expected"] / 100 * base["denominator"]).sum() == pytest.approx(base["numerator"].sum())
    odds = np.log(frame["expected"].to_numpy() / (100 - frame["expected"].to_numpy()))
    assert odds - frame["season"].to_numpy() == pytest.approx(np.full(60, odds[0] - frame["season"][0]))
    assert frame["expected"].max() - frame["expected"].min() > 10
