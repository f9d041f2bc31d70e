"""What an audience's file holds: only its catalogue, only rounded numbers, and nothing that subtraction could undo."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import settings
from data.publishing import disclosure
from indicators import catalogue
from indicators.roles import ROLES, View
from queries.definitions.header import AVERAGES
from queries.store import warehouse as built

RULE = {"round_to": 5, "smallest_group": 10, "hide_up_to": 0, "catalogue": [["month", "all"], ["quarter", "team"]]}

UNITS = {"share": "percentage", "gap": "average days", "rate": "rate per 10,000", "number": "number"}
SCALES = {"share": 100, "gap": 1, "rate": 10_000}


def figure(numerator, denominator, grain="month", breakdown="all", indicator="share", category="All"):
    value = None if not denominator else (100 if indicator == "share" else 1) * numerator / denominator
    return {"indicator": indicator, "grain": grain, "period_end": date(2026, 1, 31), "breakdown": breakdown, "category": "All",
            "numerator": numerator, "denominator": denominator, "value": value, "symbol": None}


def protect(rows, rule=RULE):
    schema = {"numerator": pl.Int64, "denominator": pl.Int64, "value": pl.Float64, "symbol": pl.String}
    return disclosure.protect(pl.DataFrame(rows, schema_overrides=schema), UNITS, rule)


def test_a_worked_example():
    shown = protect([figure(84, 269)]).row(0, named=True)
    assert (shown["numerator"], shown["denominator"], shown["value"]) == (85, 270, 31)


def test_rows_outside_the_catalogue_are_not_there_at_all():
    rows = [figure(84, 269), figure(84, 269, grain="quarter"), figure(84, 269, breakdown="team")]
    assert protect(rows).height == 1


def test_a_small_group_is_hidden_with_both_its_numbers():
    for denominator in (0, 1, 5, 7):
        shown = protect([figure(0, denominator)]).row(0, named=True)
        assert (shown["numerator"], shown["denominator"], shown["value"], shown["symbol"]) == (None, None, None, "c")


def test_hiding_small_counts_hides_their_complement_too():
    rule = RULE | {"hide_up_to": 5}
    assert protect([figure(3, 100), figure(97, 100), figure(0, 100), figure(6, 100)], rule)["symbol"].to_list() == [
        "c", "c", None, None]


def test_an_average_is_whole_days_and_its_sum_follows_from_them():
    shown = protect([figure(1234, 52, indicator="gap")]).row(0, named=True)
    assert (shown["value"], shown["denominator"], shown["numerator"]) == (24, 50, 1200)


def test_a_rate_has_a_public_denominator_and_follows_from_its_rounded_count():
    shown = protect([figure(83, 28_923, indicator="rate")]).row(0, named=True)
    assert (shown["numerator"], shown["denominator"], shown["value"]) == (85, 28_923, 29.4)  # 850 000 ÷ 28 923 = 29.39


def test_a_rate_of_few_children_is_hidden_though_many_live_here():
    for numerator in (0, 1, 7):
        shown = protect([figure(numerator, 28_923, indicator="rate")]).row(0, named=True)
        assert (shown["numerator"], shown["denominator"], shown["value"], shown["symbol"]) == (None, None, None, "c")
    hiding = RULE | {"smallest_group": 0, "hide_up_to": 8}
    shown = protect([figure(each, 28_923, indicator="rate") for each in (0, 8, 9)], hiding)
    assert shown["symbol"].to_list() == [None, "c", None]


def test_a_group_of_a_rate_keeps_its_rounded_count_alone():
    shown = protect([figure(23, None, grain="quarter", breakdown="team", indicator="rate")]).row(0, named=True)
    assert (shown["numerator"], shown["denominator"], shown["value"]) == (25, None, None)


@given(st.lists(st.integers(0, 60), min_size=2, max_size=6))
def test_subtracting_groups_from_the_whole_does_not_give_a_hidden_one_back(sizes):
    """An authority that adds a breakdown of small groups: whoever subtracts all others from the whole still has a choice, unless
    every number was rounded as far as can be, and all to one side.
    """
    rule = RULE | {"catalogue": [["quarter", "all"], ["quarter", "sex"]]}
    rows = [figure(0, size, grain="quarter", breakdown="sex", category=str(place)) for place, size in enumerate(sizes)]
    shown = protect([figure(0, sum(sizes), grain="quarter"), *rows], rule)
    whole, *parts = shown["denominator"].to_list()
    assert [each is None for each in parts] == [size < 8 for size in sizes]
    if whole is None or parts.count(None) != 1:
        return
    left, blur = whole - sum(each for each in parts if each is not None), 2 * len(parts)
    possible = [size for size in range(8) if left - blur <= size <= left + blur]
    (hidden,) = [size for size in sizes if size < 8]
    assert hidden in possible
    moved = {abs(given - true) for given, true in zip([whole, *parts], [sum(sizes), *sizes], strict=True) if given is not None}
    assert len(possible) > 1 or moved == {2}


@given(st.integers(0, 400), st.integers(0, 400))
def test_no_number_leaves_that_two_different_counts_would_not_share(first, second):
    """Every figure shown is one that at least five true numerators and denominators would give."""
    numerator, denominator = min(first, second), max(first, second)
    shown = protect([figure(numerator, denominator)]).row(0, named=True)
    if shown["symbol"] == "c":
        assert denominator < 10
        return
    assert shown["numerator"] % 5 == 0 and shown["denominator"] % 5 == 0
    assert abs(shown["numerator"] - numerator) <= 2 and abs(shown["denominator"] - denominator) <= 2
    assert shown["value"] == round(100 * shown["numerator"] / shown["denominator"])
    assert 0 <= shown["value"] <= 100


@pytest.mark.parametrize("audience", ["board", "scrutiny"])
def test_an_audiences_file_holds_its_catalogue_and_no_table_about_children(warehouse, audience):
    rule = settings.load()["disclosure"][audience]
    with built.read(audience, warehouse) as database:
        tables = set(database.tables())
        series = database.run("SELECT * FROM series")
        people = database.run("SELECT DISTINCT children FROM population")["children"]
    assert tables == {"series", "waiting", "waiting_curve", "journey_flow", "gap_count", "published", "neighbour", "population",
                      "indicator", "build"}
    assert {(g, b) for g, b in series.select("grain", "breakdown").unique().rows()} == {tuple(e) for e in rule["catalogue"]}
    units = {each.id: each.shown_as for each in catalogue.indicators(View(ROLES[audience], warehouse=warehouse))}
    about_somebody = series.filter(pl.col("rounded_to") > 1)
    assert set(series["indicator"]) - set(about_somebody["indicator"]) == {"board_attendance"}
    known = about_somebody.filter(pl.col("numerator").is_not_null()).with_columns(unit=pl.col("indicator").replace_strict(units))
    counts = known.filter(~pl.col("unit").is_in(AVERAGES))
    shares, rates = (counts.filter(unit=unit) for unit in ("percentage", "rate per 10,000"))
    assert shares.height > 100
    assert (counts["numerator"] % 5 == 0).all() and (shares["denominator"] % 5 == 0).all()
    assert shares["denominator"].min() >= rule["smallest_group"]
    assert counts.filter(pl.col("unit") != "percentage")["numerator"].min() >= rule["smallest_group"]
    assert rates["denominator"].is_in(people.implode()).all()


def texts(database) -> set[str]:
    """Every piece of text an audience's file holds, in any column of any table."""
    found = set()
    for table in database.tables():
        frame = database.run(f"SELECT * FROM {table}")
        for name in frame.columns:
            found |= {str(value) for value in frame[name].unique()}
    return found


def test_an_audiences_file_holds_no_identifier_of_a_child_or_worker(warehouse):
    with built.read("performance", warehouse) as database:
        children = database.run("SELECT DISTINCT child_id FROM counted WHERE child_id IS NOT NULL")["child_id"].to_list()
        workers = database.run("SELECT DISTINCT worker_id FROM worker")["worker_id"].to_list()
        records = database.run("SELECT DISTINCT record_id FROM counted")["record_id"].to_list()
        assert {children[0], workers[0]} <= texts(database)
    assert len(children) > 1000 and len(workers) > 50
    for audience in ("board", "scrutiny"):
        with built.read(audience, warehouse) as database:
            assert not texts(database) & {*children, *workers, *records}, audience
