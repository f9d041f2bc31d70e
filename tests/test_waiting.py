"""How long waits last: which days of a spell a period watches, what follows from them, and what an audience may hold."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import settings
from indicators import waiting
from queries import warehouse as built

RULE = {"round_to": 5, "smallest_group": 10, "hide_up_to": 0, "catalogue": [["quarter", "all"], ["quarter", "team"]]}
ORIGIN = date(2026, 1, 1)
SPELL = {"kind": pl.String, "spell_id": pl.String, "child_id": pl.String, "worker_id": pl.String, "team": pl.String,
         "start_date": pl.Date, "end_date": pl.Date, "ended": pl.Boolean, "days_before": pl.Int64}


def day(number):
    return ORIGIN + timedelta(days=number)


def spells(*rows):
    """(start, end, ended, days before) on days counted from 1 January 2026, each of a child of its own in one team."""
    return pl.DataFrame(
        [{"kind": "visit", "spell_id": str(n), "child_id": str(n), "worker_id": None, "team": "North", "start_date": day(start),
          "end_date": day(end), "ended": ended, "days_before": before} for n, (start, end, ended, before) in enumerate(rows)],
        schema=SPELL)


def period(first, last, standard=28, returns=False, to=None):
    return {"kind": "visit", "standard_days": standard, "returns": returns, "grain": "quarter", "period_start": day(first),
            "period_end": day(last), "followed_to": day(last if to is None else to)}


def watched(rows, given):
    """(entry, time, ended) of every spell that was watched."""
    found = waiting.watched(waiting.arrays(spells(*rows)), given)
    return list(zip(found.entry.tolist(), found.time.tolist(), found.status.tolist(), strict=True))


@pytest.mark.parametrize(("row", "seen"), [
    ((0, 20, True, 0), [(0, 20, True)]),      # began and ended inside
    ((-30, 5, True, 0), [(29, 35, True)]),    # was 29 days old the evening before
    ((-30, 0, True, 0), [(29, 30, True)]),    # ended on the first day: it is in this period
    ((-30, -1, True, 0), []),                 # ended the day before: it is in the one before
    ((80, 120, True, 0), [(0, 9, False)]),    # still open on the last day, 9 days old
    ((80, 89, True, 0), [(0, 9, True)]),      # ended on the last day
    ((80, 90, False, 0), [(0, 9, False)]),    # cut off after the last day
    ((0, 20, False, 0), [(0, 19, False)]),    # cut off: the day it stopped being watched is not watched
    ((10, 15, True, 12), [(12, 17, True)]),   # a piece of a wait that had lasted 12 days
    ((89, 120, True, 0), []),                 # began on the last day: watched from the day after
])
def test_which_days_of_a_gap_a_quarter_of_ninety_days_watches(row, seen):
    assert watched([row], period(0, 89)) == seen


def test_a_closure_belongs_to_the_day_it_was_made_and_is_followed_as_long_as_the_standard_says():
    rows = [(0, 40, True, 0), (0, 20, True, 0), (5, 300, False, 0), (-1, 10, True, 0), (90, 95, True, 0)]
    assert watched(rows, period(0, 89, standard=30, returns=True, to=200)) == [(0, 30, False), (0, 20, True), (0, 30, False)]


GAPS = st.lists(st.tuples(st.integers(-60, 200), st.integers(1, 90), st.booleans(), st.integers(0, 30)), max_size=30)


@given(GAPS, st.lists(st.integers(1, 199), max_size=4, unique=True))
def test_every_day_and_every_end_is_watched_by_one_period_only(gaps, cuts):
    rows = [(start, start + length, ended, before) for start, length, ended, before in gaps]
    edges = [0, *sorted(cuts), 200]
    parts = [watched(rows, period(first, after - 1)) for first, after in pairwise(edges)]
    whole = watched(rows, period(0, 199))
    assert sum(time - entry for part in parts for entry, time, _ in part) == sum(time - entry for entry, time, _ in whole)
    assert sum(ended for part in parts for *_, ended in part) == sum(ended for *_, ended in whole)


def figure(rows, **given):
    figures, _ = waiting.estimates(spells(*rows), pl.DataFrame([period(0, 89, **given)]))
    return figures.filter(breakdown="all").row(0, named=True)


def test_a_worked_example():
    """Twelve gaps begin on the first day: six end on day 10, three on day 40, three are open; nobody else is watched."""
    row = figure([(0, 10, True, 0)] * 6 + [(0, 40, True, 0)] * 3 + [(0, 300, False, 0)] * 3)
    assert (row["spells"], row["events"], row["people"], row["open_over"]) == (12, 9, 12, 3)
    assert row["share_over"] == pytest.approx(50) and row["median"] == 25, "half by day 10 and the rest from day 40: the middle"
    assert row["share_lower"] < 50 < row["share_upper"] and row["symbol"] is None


def test_where_all_or_none_last_longer_the_interval_is_wilsons():
    every, none = figure([(0, 60, True, 0)] * 12), figure([(0, 20, True, 0)] * 12)
    assert (every["share_over"], every["share_upper"]) == (100, 100) and every["share_lower"] == pytest.approx(75.75, abs=0.01)
    assert (none["share_over"], none["share_lower"]) == (0, 0) and none["share_upper"] == pytest.approx(24.25, abs=0.01)


@pytest.mark.parametrize("rows", [
    [(0, 10, True, 0)] * 9,                                          # nine are too few
    [(-40, 50, True, 0)] * 30,                                       # nobody was watched from the start
    [(0, 1, True, 0)] + [(-40, 50, True, 0)] * 30,                   # one was, and it ended at once: S is 0 by accident
    [(0, 10, False, 0)] * 30,                                        # all were cut off before the standard
])
def test_what_too_few_were_watched_for_is_not_told(rows):
    row = figure(rows)
    assert row["symbol"] == "u"
    assert [row[name] for name in (*waiting.MEDIAN, *waiting.SHARE)] == [None] * 6


def test_nothing_watched_is_a_row_without_numbers():
    row = figure([(200, 210, True, 0)])
    assert (row["spells"], row["symbol"]) == (0, "u")


def test_a_curve_goes_no_further_than_enough_are_watched():
    _, curves = waiting.estimates(spells(*[(0, 20, True, 0)] * 12, *[(0, 41, False, 0)] * 12), pl.DataFrame([period(0, 89)]))
    curve = curves.filter(breakdown="all")
    assert curve["day"].to_list() == list(range(41))
    assert curve.filter(day=19)["share"].item() == 1 and curve.filter(day=20)["share"].item() == pytest.approx(0.5)


def protected(rule=RULE, **changes):
    row = {"kind": "visit", "standard_days": 28, "grain": "quarter", "period_start": day(0), "period_end": day(89),
           "breakdown": "all", "category": "All", "spells": 123, "events": 98, "people": 47, "open_over": 3, "median": 26.5,
           "median_lower": 24.0, "median_upper": None, "share_over": 19.2, "share_lower": 14.1, "share_upper": 24.9,
           "symbol": None, **changes}
    return waiting.protect(pl.DataFrame([row], schema_overrides=waiting.KEYS | waiting.TYPES), rule)


def test_what_an_audience_gets_of_a_figure():
    row = protected().row(0, named=True)
    assert [row[name] for name in ("spells", "events", "people", "open_over")] == [125, 100, 45, 5]
    assert [row[name] for name in waiting.MEDIAN] == [27, 24, None]
    # 5 of 45 children are 11.1%: 19.2 lies nearest to two of those, its interval within 1 and 3 of them
    assert [row[name] for name in waiting.SHARE] == [22, 11, 33]


def test_a_small_group_is_hidden_with_all_its_numbers_and_its_curve():
    hidden = protected(people=7)
    row = hidden.row(0, named=True)
    assert row["symbol"] == "c" and [row[name] for name in waiting.TYPES if name != "symbol"] == [None] * 10
    curve = hidden.select(waiting.FIGURES).with_columns(day=pl.lit(7), share=pl.lit(0.9), lower=pl.lit(0.8), upper=pl.lit(0.95))
    assert waiting.protect_curves(curve, hidden, RULE).is_empty()
    assert waiting.protect_curves(curve, protected(), RULE).height == 1
    assert waiting.protect_curves(curve.with_columns(day=pl.lit(8)), protected(), RULE).is_empty(), "a point a week"


def test_a_share_of_few_is_hidden_where_the_rule_hides_few():
    assert protected(RULE | {"hide_up_to": 3}, people=50, share_over=5.0)["symbol"].item() == "c"
    assert protected(RULE | {"hide_up_to": 3}, people=50, share_over=95.0)["symbol"].item() == "c"
    assert protected(RULE | {"hide_up_to": 3}, people=50, share_over=20.0)["symbol"].item() is None


def test_rows_outside_the_catalogue_are_not_there_at_all():
    assert protected(grain="rolling").is_empty() and protected(grain="year").is_empty()


@given(st.integers(10, 400), st.lists(st.floats(0, 100), min_size=3, max_size=3))
def test_no_share_leaves_that_a_handful_more_or_fewer_children_would_not_share(people, shares):
    lower, share, upper = sorted(shares)
    row = protected(people=people, share_over=share, share_lower=lower, share_upper=upper).row(0, named=True)
    grid = Fraction(500, row["people"])
    for name in waiting.SHARE:
        fives = row[name] / grid
        assert row[name] == 100 or abs(row[name] - round(fives) * grid) <= Fraction(1, 2) + Fraction(1, 10**6)
    assert row["share_lower"] <= row["share_over"] <= row["share_upper"]
    assert abs(row["share_over"] - share) <= grid / 2 + 1


@pytest.mark.parametrize("audience", ["board", "scrutiny"])
def test_an_audiences_file_holds_only_its_catalogue_and_no_spell(warehouse, audience):
    rule = settings.load()["disclosure"][audience]
    with built.read(audience, warehouse) as database:
        assert "spell" not in database.tables()
        figures, curves = (database.run(f"SELECT * FROM {table}") for table in ("waiting", "waiting_curve"))
    for frame in (figures, curves):
        assert frame.height > 100
        assert set(frame.select("grain", "breakdown").unique().rows()) <= {tuple(each) for each in rule["catalogue"]}
    shown = figures.filter(pl.col("people").is_not_null())
    assert shown["people"].min() >= rule["smallest_group"]
    for name in waiting.COUNTS:
        assert shown.filter(pl.col(name) % rule["round_to"] != 0).is_empty()
    for name in (*waiting.SHARE, *waiting.MEDIAN):
        assert shown.filter(pl.col(name) != pl.col(name).round()).is_empty()
    assert curves.filter(pl.col("day") % 7 != 0).is_empty()
    assert curves.join(shown, on=waiting.FIGURES, how="anti").is_empty()


def test_an_authority_that_holds_no_spells_or_no_periods_gets_empty_tables_and_not_a_stop():
    none, periods = spells(), pl.DataFrame([period(0, 89)])
    figures, curves = waiting.estimates(none, periods)
    assert figures["symbol"].to_list() == ["u"] and curves.is_empty()
    figures, curves = waiting.estimates(spells((0, 10, True, 0)), periods.clear())
    assert figures.is_empty() and curves.is_empty()
    assert waiting.protect(figures, RULE).is_empty() and waiting.protect_curves(curves, figures, RULE).is_empty()
    assert figures.columns == [*waiting.KEYS, *waiting.TYPES] and curves.columns == [*waiting.KEYS, "day", *waiting.POINT]
