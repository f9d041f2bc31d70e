"""What became of an action: the arithmetic against scipy, every state from a story, and how often a claim would be false."""

from datetime import datetime, time, timedelta

import numpy as np
import pytest
from scipy.special import betaln

from indicators.following import follow_up, progress
from indicators.judging import alerts
from indicators.statistics import two_levels
from tests.support.series_frame import series
from tests.support.simulation import framed

X, N = np.array([5, 7, 6, 2, 1]), np.array([20, 21, 19, 20, 22])
BEFORE, CHANGED = two_levels.counts([30, 28], [200, 190]), two_levels.counts([20], [60])


def closed(x, n, known_x, known_n, phi):
    """log P of a run from a level known from other counts, as a beta-binomial, less its binomial coefficients."""
    a, b = known_x / phi + 0.5, (known_n - known_x) / phi + 0.5
    return betaln(a + x / phi, b + (n - x) / phi) - betaln(a, b)


@pytest.mark.parametrize("phi", [1.0, 2.5])
def test_the_evidence_of_every_run_is_that_of_beta_binomials(phi):
    runs = two_levels.compare(BEFORE, CHANGED, two_levels.counts(X, N), phi)
    for start in range(5):
        for end in range(start, 5):
            x, n = X[start : end + 1].sum(), N[start : end + 1].sum()
            usual, found = closed(x, n, 58, 390, phi), closed(x, n, 20, 60, phi)
            lasting = closed(x, n, 20 + X[:start].sum(), 60 + N[:start].sum(), phi)
            assert runs.back[start, end] == pytest.approx(usual - lasting, abs=1e-4)
            assert runs.away[start, end] == pytest.approx(found - usual, abs=1e-4)
    assert np.isnan(runs.back[3, 1])


def test_the_chance_that_a_run_lies_above_the_level_before_is_that_of_two_betas():
    rng, runs = np.random.default_rng(1), two_levels.compare(BEFORE, CHANGED, two_levels.counts(X, N))
    level, run = rng.beta(58.5, 332.5, 400_000), rng.beta(X.sum() + 0.5, (N - X).sum() + 0.5, 400_000)
    assert runs.above[0, 4] == pytest.approx((run > level).mean(), abs=0.004)


def test_a_season_is_allowed_for():
    """Twice the odds in the months after, of which the season makes twice: no evidence either way is lost or won."""
    odds = np.log(2)
    before, changed = two_levels.counts([200], [1000]), two_levels.counts([333], [1000])
    plain = two_levels.compare(before, changed, two_levels.counts([333], [1000]))
    seasonal = two_levels.compare(before, changed, two_levels.counts([333], [1000], [odds]))
    assert plain.back[0, 0] < -10 and seasonal.back[0, 0] > 10


LOW, HIGH = (20, 100), (40, 100)


def became(after, direction="above", before=LOW, found=HIGH, timing="during", starts_afresh=(), **columns):
    """The state of an action noted in the month after an alert of three months, so many months later."""
    frame = series([before] * 24 + [found] * 3 + [found] + after, **columns)
    day = frame["period_end"][26]
    action = {"found_from": frame["period_start"][24], "found_on": day, "direction": direction, "done_on": None,
              "noted_at": datetime.combine(day + timedelta(days=20), time(9))}
    return follow_up.state(frame, action, timing, starts_afresh)


def test_the_story_of_an_action_that_was_followed_by_a_change():
    assert [became([LOW] * months)["state"] for months in (0, 1, 2)] == ["identified"] * 3
    right = became([HIGH] * 2 + [LOW] * 4)
    assert right["state"] == "put right" and right["since"] == series([LOW] * 40)["period_start"][30]
    assert (right["numerator"], right["denominator"], right["found_numerator"], right["before_numerator"]) == (80, 400, 120, 480)
    assert became([LOW] * 12)["state"] == "stayed right"
    assert became([LOW] * 5 + [HIGH] * 4)["state"] == "came back"
    assert became([LOW] * 12 + [HIGH] * 6)["state"] == "stayed right"  # a later change is another alert


def test_the_story_of_an_action_that_was_not():
    assert became([HIGH] * 4)["state"] == "not yet"
    assert became([(28, 100)] * 4)["state"] == "too early to say"
    assert became([(55, 100)] * 4)["state"] == "not yet"
    assert became([(10, 100)] * 6)["state"] == "put right"  # better than before the alert is right too
    assert became([HIGH] * 24 + [LOW] * 12)["state"] == "not yet"  # followed for two years


def test_a_fall_is_followed_as_well():
    assert became([HIGH] * 6, "below", HIGH, LOW)["state"] == "put right"
    assert became([LOW] * 6, "below", HIGH, LOW)["state"] == "not yet"


def test_where_nothing_can_be_compared_nothing_is_said():
    assert became([LOW] * 6, "below")["state"] == "cannot be said"  # the change the alert saw has gone
    assert became([LOW] * 6, found=LOW)["state"] == "cannot be said"
    assert became([LOW] * 6, short_history=[True] * 24 + [False] * 10)["state"] == "cannot be said"
    start = series([LOW] * 40)["period_start"]
    assert became([LOW] * 6, starts_afresh=(start[28],))["state"] == "identified"  # what is counted since is something else
    assert became([LOW] * 6, starts_afresh=(start[10],))["state"] == "put right"


def test_months_that_are_not_final_or_have_nobody_say_nothing():
    assert became([LOW] * 6, provisional=[False] * 28 + [True] * 6)["state"] == "identified"
    assert became([(0, 0), LOW, LOW, LOW, LOW])["periods"] == 4


def test_an_action_done_later_is_followed_from_then_on():
    frame = series([LOW] * 24 + [HIGH] * 3 + [HIGH] + [LOW] * 6)
    action = {"found_from": frame["period_start"][24], "found_on": frame["period_end"][26], "direction": "above",
              "noted_at": datetime.combine(frame["period_end"][27], time(9)), "done_on": frame["period_end"][32]}
    found = follow_up.state(frame, action, "during")
    assert (found["state"], found["periods"], found["found_denominator"]) == ("identified", 1, 900)


def test_quarters_tell_the_same_story():
    frame = series([LOW] * 8 + [HIGH] * 2 + [LOW] * 4, grain="quarter")
    action = {"found_from": frame["period_start"][8], "found_on": frame["period_end"][9], "direction": "above", "done_on": None,
              "noted_at": datetime.combine(frame["period_end"][9], time(9))}
    states = [follow_up.state(frame.head(10 + at), action, "during")["state"] for at in range(5)]
    assert states == ["identified", "put right", "put right", "stayed right", "stayed right"]


def test_months_that_are_alike_and_counts_that_are_rounded_count_for_less():
    rng = np.random.default_rng(3)
    drift = 30 + np.cumsum(rng.normal(0, 3, 24)).round().astype(int)
    alike = series([(int(each), 100) for each in drift.clip(1, 99)])
    assert follow_up.restlessness(alike, "at end") > 2 * follow_up.restlessness(alike, "during") >= 2
    assert follow_up.restlessness(series([LOW] * 24), "during") == 1
    rounded = follow_up.restlessness(series([LOW] * 24).with_columns(rounded_to=5), "during")
    assert rounded == pytest.approx(1 + 2 * (1 + 0.04) / (100 * 0.2 * 0.8))


def test_words_say_the_figures_they_rest_on_and_never_right_where_there_is_no_wrong():
    from tests.support.series_frames import indicator

    header = indicator(polarity="low is good")
    said = became([LOW] * 5) | {"judgement": "worse", "grain_seen": "month"}
    assert progress.state(said) == "Put right" and progress.kind(said) == "better"
    assert "20.0% (100 of 500) since August 2024; 40.0%" in progress.sentence(said, header)
    assert progress.state(said | {"judgement": "neither"}) == "Back at its earlier level"
    assert progress.kind(said | {"judgement": "neither"}) is None
    assert "(100 of 500)" not in progress.sentence(said, indicator(timing="at end"))


SCENES = [(25, 0.2, 0.4, 0), (60, 0.2, 0.3, 0), (150, 0.22, 0.3, 0), (25, 0.9, 0.75, 0), (10, 0.2, 0.5, 0), (60, 0.2, 0.35, 0.02)]


def stories(rng, size, usual, changed, alike, worlds=100, seen=30, months=12):
    """(series as it went on, as it would have gone if put right, alert, month of it) of each world whose change was alerted."""
    shape = (worlds, seen + months + 26)
    n, level = rng.poisson(size, shape), np.full(shape, usual)
    level[:, seen:] = changed
    strength = (1 - alike) / max(alike, 1e-9)
    bad, good = (rng.binomial(n, rng.beta(p * strength, (1 - p) * strength) if alike else p)
                 for p in (level, np.full(shape, usual)))
    left = np.arange(worlds)
    for month in range(seen, seen + months):
        look = slice(month - 29, month + 1)
        tests = alerts.tested(framed(bad[left, None, look], n[left, None, look], first=month - 29))
        way = "above" if changed > usual else "below"
        found = [row for row in tests.to_dicts() if row["level"] == "act" and row["direction"] == way]
        for row in found:
            world = left[int(row["indicator"].split(".")[0])]
            yield bad[world], good[world], n[world], row, month
        left = np.delete(left, [int(row["indicator"].split(".")[0]) for row in found])


def ended(x, n, row, month, later):
    frame = framed(x[None, None, : month + 2 + later], n[None, None, : month + 2 + later])
    action = {"found_from": row["window_start"], "found_on": row["window_end"], "direction": row["direction"], "done_on": None,
              "noted_at": datetime.combine(row["window_end"] + timedelta(days=20), time(9))}
    return follow_up.state(frame, action, "during")["state"] in ("put right", "stayed right", "came back")


@pytest.mark.slow
def test_a_stable_bad_process_is_seldom_called_put_right_and_one_put_right_mostly_is():
    """Looked at every month for two years. Of 4,487 stories (600 a scene and more scenes), 1.3% were false, and 4.2% in the worst
    scene, a rise by four points that is alerted two times in five; put right at once, 57% were said so within six months, 77%
    within twelve. Here 2% of about 500 gives 10, and more than 19 one time in 250.
    """
    rng = np.random.default_rng(8)
    told = [each for scene in SCENES for each in stories(rng, *scene)]
    assert len(told) > 450
    false = sum(ended(bad, n, row, month, 24) for bad, _, n, row, month in told)
    assert false <= 0.02 * len(told) + 9
    righted = [(np.concatenate([bad[: month + 2], good[month + 2 :]]), n, row, month) for bad, good, n, row, month in told]
    within = [np.mean([ended(*each, later) for each in righted]) for later in (6, 12)]
    assert within[0] > 0.45 and within[1] > 0.7
