"""How long waits last: which days of a spell a period watches, what follows from them, and what an audience may hold."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import settings as configured
from data.publishing import waiting_protection, waiting_times
from queries.store import warehouse as built

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
    found = waiting_times.watched(waiting_times.arrays(spells(*rows)), given)
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
    figures, _ = waiting_times.estimates(spells(*rows), pl.DataFrame([period(0, 89, **given)]))
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
    assert [row[name] for name in (*waiting_times.MEDIAN, *waiting_times.SHARE)] == [None] * 6


def test_nothing_watched_is_a_row_without_numbers():
    row = figure([(200, 210, True, 0)])
    assert (row["spells"], row["symbol"]) == (0, "u")


def test_a_curve_goes_no_further_than_enough_are_watched():
    watched = spells(*[(0, 20, True, 0)] * 12, *[(0, 41, False, 0)] * 12)
    _, curves = waiting_times.estimates(watched, pl.DataFrame([period(0, 89)]))
    curve = curves.filter(breakdown="all")
    assert curve["day"].to_list() == list(range(41))
    assert curve.filter(day=19)["share"].item() == 1 and curve.filter(day=20)["share"].item() == pytest.approx(0.5)


ROW = {"kind": "visit", "standard_days": 28, "grain": "quarter", "period_start": day(0), "period_end": day(89),
       "breakdown": "all", "category": "All", "spells": 123, "events": 98, "people": 47, "open_over": 3, "median": 26.5,
       "median_lower": 24.0, "median_upper": None, "share_over": 19.2, "share_lower": 14.1, "share_upper": 24.9, "symbol": None}
RETURN = ROW | {"kind": "closure", "standard_days": 91, "open_over": None, "share_over": 100 * 25 / 123}
POINTS = waiting_times.KEYS | {"day": pl.Int64} | dict.fromkeys(waiting_times.POINT, pl.Float64)


def exactly(row, *points):
    """A figure, and its curve of (day, share) with ends that no published count could have."""
    figures = pl.DataFrame([row], schema_overrides=waiting_times.KEYS | waiting_times.TYPES)
    key = {name: row[name] for name in waiting_times.KEYS}
    rows = [key | {"day": day, "share": share, "lower": share - 0.0123, "upper": share + 0.0123} for day, share in points]
    return figures, pl.DataFrame(rows, schema=POINTS)


def protected(row=ROW, rule=RULE, **changes):
    return waiting_protection.protect(exactly(row | changes)[0], rule)


def published(row, points, rule=RULE):
    """What comes out of a figure and its curve: one row, and the points as (day, share, lower, upper)."""
    figures, curves = exactly(row, *points)
    told = waiting_protection.protect(figures, rule)
    drawn = waiting_protection.protect_curves(curves, figures, told, rule)
    return waiting_protection.with_medians(told, drawn).row(0, named=True), drawn.select("day", *waiting_times.POINT).rows()


def test_what_an_audience_gets_of_a_figure():
    row = protected().row(0, named=True)
    assert [row[name] for name in ("spells", "events", "people", "open_over", "rounded_to")] == [125, 100, 45, 5, 5]
    # 5 of 45 children are 11.1%: 19.2 lies nearest to two of those; the log-log interval of 35 of 45 is 10.36% to 36.76%
    assert [row[name] for name in waiting_times.SHARE] == [22, 11, 36]
    # 100 of 125 closures were followed by a return: the share is that of the published counts, and so is its interval
    assert [protected(RETURN).row(0, named=True)[name] for name in waiting_times.SHARE] == [20, 13, 28]


@settings(max_examples=30)
@given(st.integers(8, 60), st.data())
def test_what_is_published_of_returns_is_the_same_for_all_counts_that_are_rounded_alike(number, data):
    """Share, ends, curve and symbol are functions of the published counts, whatever the true ones and their own ends were."""
    ended = data.draw(st.integers(0, number))
    early = data.draw(st.integers(0, ended))
    every = [(n, e, w) for n in alike(number) for e in alike(ended) for w in alike(early) if w <= e <= n and n > 7]
    made = [exactly(RETURN | {"category": f"{place}", "spells": n, "people": n, "events": e, "share_over": 100 * (1 - e / n)},
                    (0, 1.0), (49, 1 - w / n), (91, 1 - e / n)) for place, (n, e, w) in enumerate(every)]
    figures, curves = (pl.concat(frames) for frames in zip(*made, strict=True))
    told = waiting_protection.protect(figures, RULE)
    drawn = waiting_protection.protect_curves(curves, figures, told, RULE)
    told = waiting_protection.with_medians(told, drawn)
    assert told.height == len(every) and told.drop("category").unique().height == 1
    assert drawn.drop("category").unique().height == drawn.height / len(every) == (3 if told["symbol"][0] is None else 0)


def alike(count, base=5):
    """The counts that are rounded as this one is."""
    nearest = (count + base // 2) // base * base
    return range(max(0, nearest - base // 2), nearest + base - base // 2)


@settings(max_examples=30)
@given(st.integers(13, 60), st.floats(0, 1), st.floats(-0.04, 0.04), st.integers(0, 60))
def test_the_ends_of_gaps_follow_from_the_published_share_and_people(people, share, apart, events):
    rows = [protected(people=n, share_over=100 * min(max(s, 0), 1), share_lower=low, events=events + 3).row(0, named=True)
            for n, s, low in ((people, share, 0.0), (people, share + apart, 1.0), (min(people + 1, 60), share, 2.0))]
    ends = {(row["people"], row["share_over"]): set() for row in rows}
    for row in rows:
        ends[row["people"], row["share_over"]].add((row["share_lower"], row["share_upper"], row["symbol"]))
        assert row["share_lower"] <= row["share_over"] <= row["share_upper"]
        grid = Fraction(500, row["people"])
        assert abs(row["share_over"] - round(row["share_over"] / grid) * grid) <= Fraction(1, 2) + Fraction(1, 10**6)
    assert all(len(each) == 1 for each in ends.values())


def test_a_median_is_read_off_the_published_curve():
    row, points = published(ROW, [(0, 1.0), (7, 0.9), (14, 0.3), (21, 0.1)])
    assert [each[:2] for each in points] == [(0, 1.0), (7, 0.89), (14, 0.33), (21, 0.11)]
    assert [row[name] for name in waiting_times.MEDIAN] == [12, 7, 14], "on the line from 89% on day 7 to 33% on day 14"
    row, _ = published(ROW | {"median": 3.0, "median_lower": 2.0}, [(0, 1.0), (7, 0.8)])
    assert [row[name] for name in waiting_times.MEDIAN] == [None] * 3


@pytest.mark.parametrize(("row", "symbol"), [
    (RETURN | {"spells": 12, "people": 12, "events": 1}, "u"),   # 12 is published as 10, which may be 8
    (RETURN | {"spells": 13, "people": 13, "events": 1}, None),
    (RETURN | {"spells": 9, "people": 8, "events": 1, "share_over": None, "symbol": "u"}, "u"),
    (ROW | {"events": 2}, "u"), (ROW | {"events": 0}, "u"), (ROW | {"events": 3}, None),
    (RETURN | {"spells": 7, "people": 7, "events": 1}, "c")])
def test_too_few_to_say_is_said_of_the_published_counts(row, symbol):
    told, points = published(row, [(0, 1.0), (7, 0.9)])
    assert told["symbol"] == symbol and bool(points) is (symbol is None)
    assert (told["share_over"] is None) is (symbol is not None)


def test_a_small_group_is_hidden_with_all_its_numbers_and_its_curve():
    row, points = published(ROW | {"people": 7}, [(7, 0.9)])
    assert row["symbol"] == "c" and [row[name] for name in waiting_times.TYPES if name != "symbol"] == [None] * 10
    assert points == [] and len(published(ROW, [(7, 0.9)])[1]) == 1
    assert published(ROW, [(8, 0.9)])[1] == [], "a point a week"


def test_what_is_few_is_hidden_where_the_rule_hides_few():
    rule = RULE | {"hide_up_to": 3}
    assert protected(rule=rule, people=50, share_over=5.0)["symbol"].item() == "c"
    assert protected(rule=rule, people=50, share_over=95.0)["symbol"].item() == "c"
    row, points = published(ROW | {"people": 50, "share_over": 20.0}, [(7, 0.95), (14, 0.8), (21, 0.04)], rule)
    assert row["symbol"] is None and [each[0] for each in points] == [14], "nor does a week tell so few"
    assert row["open_over"] is None and row["events"] == 100, "three are open past the standard: the rest of another figure"
    exact = rule | {"round_to": 1}
    assert [each[0] for each in published(RETURN, [(7, 1 - 3 / 123), (14, 1 - 4 / 123)], exact)[1]] == [14]


def test_rows_outside_the_catalogue_are_not_there_at_all():
    assert protected(grain="rolling").is_empty() and protected(grain="year").is_empty()


@pytest.mark.parametrize("audience", ["board", "scrutiny"])
def test_an_audiences_file_holds_only_its_catalogue_and_no_spell(warehouse, audience):
    rule = configured.load()["disclosure"][audience]
    with built.read(audience, warehouse) as database:
        assert "spell" not in database.tables()
        figures, curves = (database.run(f"SELECT * FROM {table}") for table in ("waiting", "waiting_curve"))
    for frame in (figures, curves):
        assert frame.height > 100
        assert set(frame.select("grain", "breakdown").unique().rows()) <= {tuple(each) for each in rule["catalogue"]}
    shown = figures.filter(pl.col("people").is_not_null())
    assert shown["people"].min() >= rule["smallest_group"]
    for name in waiting_times.COUNTS:
        assert shown.filter(pl.col(name) % rule["round_to"] != 0).is_empty()
    for name in (*waiting_times.SHARE, *waiting_times.MEDIAN):
        assert shown.filter(pl.col(name) != pl.col(name).round()).is_empty()
    assert curves.filter(pl.col("day") % 7 != 0).is_empty()
    assert curves.join(shown.filter(pl.col("symbol").is_null()), on=waiting_times.FIGURES, how="anti").is_empty()


def test_an_authority_that_holds_no_spells_or_no_periods_gets_empty_tables_and_not_a_stop():
    none, periods = spells(), pl.DataFrame([period(0, 89)])
    figures, curves = waiting_times.estimates(none, periods)
    assert figures["symbol"].to_list() == ["u"] and curves.is_empty()
    figures, curves = waiting_times.estimates(spells((0, 10, True, 0)), periods.clear())
    assert figures.is_empty() and curves.is_empty()
    told = waiting_protection.protect(figures, RULE)
    drawn = waiting_protection.protect_curves(curves, figures, told, RULE)
    assert told.is_empty() and drawn.is_empty() and waiting_protection.with_medians(told, drawn).is_empty()
    assert figures.columns == [*waiting_times.KEYS, *waiting_times.TYPES]
    assert curves.columns == [*waiting_times.KEYS, "day", *waiting_times.POINT]
