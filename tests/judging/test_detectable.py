"""What a chart can miss: found again by trying every share, by counting simulated charts, and said so that it holds."""

from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.publishing import disclosure
from indicators.judging import limits, phases
from indicators.statistics import control_charts, detection
from indicators.wording import detectable as frames
from tests.support.series_frames import figures


def chance_of_a_point(p, n, counts):
    """Straight from the definition of the binomial."""
    return sum(comb(n, k) * p**k * (1 - p) ** (n - k) for k in counts)


def tried_one_by_one(centre, lower, upper, n, points, step=0.0005):
    """The nearest share on a fine ladder that some point of so many shows four times in five."""
    for sign in (-1, 1):
        ladder = centre + sign * step * np.arange(1, int(1 / step))
        beyond = [k for k in range(n + 1) if (k / n < lower - 1e-12 if sign < 0 else k / n > upper + 1e-12)]
        ladder = [p for p in ladder if -step / 2 < p < 1 + step / 2]
        shown = (p for p in np.clip(ladder, 0, 1) if (1 - chance_of_a_point(p, n, beyond)) ** points <= 0.2 + 1e-9)
        yield next(shown, np.nan)


@given(st.integers(5, 90), st.floats(0.05, 0.95), st.sampled_from([2, 3]))
@settings(max_examples=25, deadline=None)
def test_the_smallest_share_is_the_one_found_by_trying_every_share(n, centre, points):
    lines = control_charts.exact_p(centre, [n])
    got = detection.smallest_share(centre, lines.lower[0], lines.upper[0], n, points)
    for mine, theirs in zip(got, tried_one_by_one(centre, lines.lower[0], lines.upper[0], n, points), strict=True):
        assert (np.isnan(mine) and np.isnan(theirs)) or mine == pytest.approx(theirs, abs=0.0011)


def test_by_hand_a_chart_that_only_a_whole_room_can_cross():
    """5 children, limits 0 and .9: only 5 of 5 is outside, so π⁵ = 1 − .2^(1/3) is needed each month."""
    below, above = detection.smallest_share(0.3, 0.0, 0.9, 5, 3)
    assert np.isnan(below) and above == pytest.approx((1 - 0.2 ** (1 / 3)) ** (1 / 5))
    assert np.isnan(detection.smallest_share(0.3, 0.0, 1.0, 5, 3)).all()


def test_simulated_charts_show_it_four_times_in_five():
    rng, (n, centre, points) = np.random.default_rng(7), (150, 0.22, 3)
    lines = control_charts.p([0], [n], centre=centre)
    for side, beyond in zip(detection.smallest_share(centre, lines.lower[0], lines.upper[0], n, points), (-1, 1), strict=True):
        counts = rng.binomial(n, side, (40_000, points)) / n
        seen = (counts < lines.lower[0]) if beyond < 0 else (counts > lines.upper[0])
        assert seen.any(axis=1).mean() == pytest.approx(0.8, abs=0.008)


def test_simulated_restless_charts_show_it_about_as_often():
    """P′: children come together (beta-binomial, ρ = .02), and limits are as much wider."""
    rng, (n, centre, points, rho) = np.random.default_rng(8), (150, 0.3, 3, 0.02)
    widening = np.sqrt(1 + (n - 1) * rho)
    lines = control_charts.p([0], [n], centre=centre, widening=widening)
    _, above = detection.smallest_share(centre, lines.lower[0], lines.upper[0], n, points, widening)
    shares = rng.beta(above * (1 - rho) / rho, (1 - above) * (1 - rho) / rho, (40_000, points))
    seen = (rng.binomial(n, shares) / n > lines.upper[0]).any(axis=1).mean()
    assert seen == pytest.approx(0.8, abs=0.03)
    plain = control_charts.p([0], [n], centre=centre)
    assert above > detection.smallest_share(centre, plain.lower[0], plain.upper[0], n, points)[1] + 0.05


def test_counts_and_averages_are_shown_four_times_in_five():
    rng = np.random.default_rng(9)
    lines = control_charts.u([0], [1], centre=40.0)
    below, above = detection.smallest_count(40.0, lines.lower[0], lines.upper[0], 3)
    assert (rng.poisson(above, (40_000, 3)) > lines.upper[0]).any(axis=1).mean() == pytest.approx(0.8, abs=0.008)
    assert (rng.poisson(below, (40_000, 3)) < lines.lower[0]).any(axis=1).mean() == pytest.approx(0.8, abs=0.008)
    assert np.isnan(detection.smallest_count(3.0, 0.0, 9.5, 3)[0])
    below, above = detection.smallest_average(20.0, 11.0, 29.0, 2)
    assert (rng.normal(above, 3, (40_000, 2)) > 29).any(axis=1).mean() == pytest.approx(0.8, abs=0.008)
    assert (rng.normal(below, 3, (40_000, 2)) < 11).any(axis=1).mean() == pytest.approx(0.8, abs=0.008)


def test_a_frame_is_asked_at_the_middle_size_of_its_last_year():
    frame = figures([(22, 100)] * 24 + [(22, 100)] * 5 + [(33, 150)] * 7)
    found = frames.smallest(frame, "percentage")
    lines = control_charts.p([0], [150], centre=0.22)
    below, above = detection.smallest_share(0.22, lines.lower[0], lines.upper[0], 150, 3)
    assert found["size"] == 150 and found["centre"] == pytest.approx(22)
    assert (found["below"], found["above"]) == pytest.approx((100 * below, 100 * above))
    assert frames.sentence(found, "percentage", 0) == (
        f"With about 150 counted in a month, if the true share rose to {np.ceil(100 * above):.0f}% or more, "
        f"or fell to {np.floor(100 * below):.0f}% or less, "
        "this chart would show it within three months four times in five; a smaller change could go unseen."
    )


def test_what_cannot_be_seen_is_said():
    few = frames.smallest(figures([(2, 10)] * 30), "percentage")
    assert few["below"] is None and few["above"] > 50
    said = frames.sentence(few, "percentage")
    assert "A single month could not show a fall: with so few counted, chance alone reaches 0. Only a run" in said
    many = frames.smallest(figures([(95, 100)] * 30), "percentage")
    assert many["above"] is None and "A single month could not show a rise" in frames.sentence(many, "percentage")
    tiny = frames.smallest(figures([(1, 2)] * 30), "percentage")
    assert (tiny["below"], tiny["above"]) == (None, None)
    assert "no single month could show a lasting change" in frames.sentence(tiny, "percentage")


def test_where_there_are_no_limits_nothing_is_claimed():
    for frame in (figures([(2, 10)] * 5), figures([(2, 10)] * 30, grain="rolling"), figures([(2, 10)] * 30).clear()):
        assert frames.smallest(frame, "percentage") is None
    assert frames.sentence(None, "percentage") == ""


def test_quarters_are_given_two():
    found = frames.smallest(figures([(66, 300)] * 14, grain="quarter", end=figures([(1, 2)])["period_end"][-1]), "percentage")
    assert "within two quarters" in frames.sentence(found, "percentage")


def test_counts_rates_and_averages_are_said_in_their_own_unit():
    rng = np.random.default_rng(3)
    number = figures([(int(x), 1) for x in rng.poisson(200, 30)], shown_as="number")
    found = frames.smallest(number, "number")
    assert found["above"] > 220 and found["below"] < 190 and "true number rose to" in frames.sentence(found, "number")
    counts = [int(x) for x in rng.poisson(200, 30)]
    rates = frames.smallest(figures([(x, 50_000) for x in counts], shown_as="rate per 10,000"), "rate per 10,000")
    number = frames.smallest(figures([(x, 1) for x in counts], shown_as="number"), "number")
    assert (5 * rates["below"], 5 * rates["above"]) == pytest.approx((number["below"], number["above"]))
    assert "true rate rose to" in frames.sentence(rates, "rate per 10,000")
    days = figures([(int(x), 100) for x in rng.normal(2400, 90, 30)], shown_as="average days")
    found = frames.smallest(days, "average days")
    assert found["above"] == pytest.approx(24 + 2.79 * 0.9, abs=0.9) and " days or more" in frames.sentence(found, "average days")


def test_a_restless_chart_sees_less():
    rng = np.random.default_rng(4)
    calm = [(int(x), 200) for x in rng.binomial(200, 0.3, 30)]
    restless = [(int(x), 200) for x in rng.binomial(200, rng.beta(15, 35, 30))]
    frame = figures(restless)
    assert frame["chart"][-1] == "p_prime" and figures(calm)["chart"][-1] == "p"
    assert frames.smallest(frame, "percentage")["above"] > frames.smallest(figures(calm), "percentage")["above"] + 3


BOARD = {"catalogue": [["month", "all"]], "round_to": 5, "smallest_group": 0, "hide_up_to": 0}
COUNTED = ["indicator", "grain", "period_start", "period_end", "breakdown", "category", "numerator", "denominator", "value",
           "symbol", "basis", "short_history", "provisional"]


@pytest.mark.parametrize(("counts", "unit"), [
    ([(30, 150), (25, 150), (35, 150)] * 10, "percentage"), ([(5, 100), (10, 100), (10, 100)] * 10, "percentage"),
    ([(40, 1), (45, 1), (35, 1)] * 10, "number")], ids=["many", "few", "number"])
def test_a_chart_of_rounded_counts_sees_less_than_one_of_the_same_exact_counts(counts, unit):
    """Counts that rounding leaves as they are, so only what cannot be known of them differs. Charts of whole counts move by
    whole children: the allowance may change nothing on one side, but it changes one of them, and never the other way.
    """
    exact = figures(counts, shown_as=unit).select(COUNTED)
    rounded = disclosure.protect(exact, {"re_referrals": unit}, BOARD)
    assert rounded["numerator"].to_list() == exact["numerator"].to_list()
    known, board = (frames.smallest(limits.add(phases.add(frame), unit, "during"), unit) for frame in (exact, rounded))
    assert board["centre"] == pytest.approx(known["centre"])
    moved = [board["above"] - known["above"], known["below"] - (board["below"] or -1)]
    assert min(moved) >= 0 and max(moved) > 0.4
