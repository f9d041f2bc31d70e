"""What an audience's file holds: only its catalogue, only rounded numbers, and nothing that subtraction could undo."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import settings
from indicators import disclosure
from queries import warehouse as built

RULE = {"round_to": 5, "smallest_group": 10, "hide_up_to": 0, "catalogue": [["month", "all"], ["quarter", "team"]]}


def figure(numerator, denominator, grain="month", breakdown="all", indicator="share"):
    value = None if not denominator else (100 if indicator == "share" else 1) * numerator / denominator
    return {"indicator": indicator, "grain": grain, "period_end": date(2026, 1, 31), "breakdown": breakdown, "category": "All",
            "numerator": numerator, "denominator": denominator, "value": value, "symbol": None}


def protect(rows, rule=RULE):
    schema = {"numerator": pl.Int64, "denominator": pl.Int64, "value": pl.Float64, "symbol": pl.String}
    return disclosure.protect(pl.DataFrame(rows, schema_overrides=schema), {"share": "percentage", "gap": "average days"}, rule)


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
    assert tables == {"series", "waiting", "waiting_curve", "published", "neighbour", "population", "indicator", "build"}
    assert {(g, b) for g, b in series.select("grain", "breakdown").unique().rows()} == {tuple(e) for e in rule["catalogue"]}
    known = series.filter(pl.col("numerator").is_not_null() & ~pl.col("indicator").str.ends_with("_gap"))
    assert known.height > 100
    assert known.filter((pl.col("numerator") % 5 != 0) | (pl.col("denominator") % 5 != 0)).is_empty()
    assert known["denominator"].min() >= rule["smallest_group"]


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
