"""The figures, counted a second time the slow way: a loop over periods in plain Python, with none of the product's SQL."""

from collections import defaultdict
from datetime import date, timedelta

import polars as pl
import pytest

from indicators import catalogue
from queries import warehouse as built

DETAILS = {
    "contact_outcome": ("contact", "outcome"),
    "referral_no_further_action": ("referral", "no_further_action"),
    "cp_plan_previous_plans": ("cp_plan", "previous_plans"),
}
MODEL = ("contact", "referral", "cp_plan")


@pytest.fixture(scope="module")
def held(warehouse):
    """The tables a second count starts from."""
    with built.read("performance", warehouse) as database:
        return {name: database.run(f"SELECT * FROM {name}") for name in ("counted", "series", "coverage", *MODEL)}


def month_ends(first: date, last: date) -> list[date]:
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    return [day for day in days if (day + timedelta(1)).day == 1]


def start_of(end: date, months: int) -> date:
    """The first day of the period of so many months that ends on `end`."""
    month = end.year * 12 + end.month - months
    return date(month // 12, month % 12 + 1, 1)


def periods(first: date, last: date) -> list[tuple[str, date, date]]:
    kinds = [("month", 1, range(1, 13)), ("quarter", 3, (3, 6, 9, 12)), ("year", 12, (3,)), ("rolling", 12, range(1, 13))]
    ends = month_ends(first, last)
    return [(grain, start_of(end, months), end) for grain, months, at in kinds for end in ends if end.month in at]


def covered_days(held, tables) -> set[date]:
    """The days on which every one of the tables is covered by some extract."""
    said = {name: set(held[table].filter(pl.col(column).is_not_null())["file"]) for name, (table, column) in DETAILS.items()}
    days = defaultdict(set)
    for row in held["coverage"].iter_rows(named=True):
        names = [row["model_table"]]
        names += [name for name, (table, _) in DETAILS.items() if names == [table] and row["file"] in said[name]]
        for name in names:
            length = (row["covered_to"] - row["covered_from"]).days + 1
            days[name] |= {row["covered_from"] + timedelta(n) for n in range(length)}
    return set.intersection(*(days[name] for name in tables))


def expected(held, indicator) -> dict:
    """(grain, end, breakdown, category) → (numerator, denominator) for each period that is wholly covered."""
    records = held["counted"].filter(indicator=indicator.id).rows(named=True)
    by_day = defaultdict(list)
    for record in records:
        by_day[record["event_date"]].append(record)
    days, sums = covered_days(held, indicator.counts_from), defaultdict(lambda: [0, 0])
    for grain, start, end in periods(min(days), max(days)):
        at_end = indicator.timing == "at end"
        inside = [end] if at_end else [start + timedelta(n) for n in range((end - start).days + 1)]
        too_recent = indicator.settles > 31 and end > max(days) - timedelta(indicator.settles)
        if (at_end and grain == "rolling") or too_recent or not days.issuperset(inside):
            continue
        sums[grain, end, "all", "All"][0] += 0
        for record in (record for day in inside for record in by_day[day]):
            for key in (("all", "All"), ("team", record["team"]), ("category", record["category"])):
                sums[(grain, end, *key)][0] += record["numerator"]
                sums[(grain, end, *key)][1] += record["denominator"]
    return {key: tuple(pair) for key, pair in sums.items()}


def test_series_counted_again_agrees_row_for_row(held, view):
    indicators = catalogue.indicators(view)
    assert len(indicators) >= 8
    for indicator in indicators:
        rows = held["series"].filter(indicator=indicator.id).filter(pl.col("numerator").is_not_null()).rows(named=True)
        found = {(r["grain"], r["period_end"], r["breakdown"], r["category"]): (r["numerator"], r["denominator"]) for r in rows}
        again = expected(held, indicator)
        if indicator.shown_as == "number":
            again = {key: (count, None) for key, (count, _) in again.items()}
            found = {key: pair for key, pair in found.items() if pair[0] or key[2] == "all"}
        assert {key: pair for key, pair in found.items() if pair != (0, 0)} == {
            key: pair for key, pair in again.items() if pair != (0, 0)
        }, indicator.id
        assert {key for key in found if key[2] == "all"} == {key for key in again if key[2] == "all"}, indicator.id


def test_values_and_symbols_follow_from_the_two_numbers(held, view):
    units = {"percentage": 100, "rate per 10,000": 10_000, "average days": 1, "number": 1}
    shown = {each.id: units[each.shown_as] for each in catalogue.indicators(view)}
    numbers = {each.id for each in catalogue.indicators(view) if each.shown_as == "number"}
    for row in held["series"].iter_rows(named=True):
        if row["symbol"] == "x":
            assert row["numerator"] is None and row["denominator"] is None and row["value"] is None
        elif row["indicator"] in numbers:
            assert row["symbol"] is None and row["denominator"] is None and row["value"] == row["numerator"]
        elif row["denominator"] == 0:
            assert row["symbol"] == "z" and row["value"] is None
        else:
            assert row["symbol"] is None
            assert row["value"] == pytest.approx(shown[row["indicator"]] * row["numerator"] / row["denominator"])


def test_parts_add_up_to_the_whole(held):
    known = held["series"].filter(pl.col("numerator").is_not_null())
    sums = known.group_by("indicator", "grain", "period_end", "breakdown").agg(pl.col("numerator", "denominator").sum())
    whole = sums.filter(breakdown="all").drop("breakdown")
    parts = sums.filter(pl.col("breakdown") != "all")
    joined = parts.join(whole, on=["indicator", "grain", "period_end"], how="left", suffix="_whole")
    assert joined.height > 1000
    assert joined.filter((pl.col("numerator") != pl.col("numerator_whole"))
                         | (pl.col("denominator") != pl.col("denominator_whole"))).is_empty()


def test_counted_doubles_nothing_and_leaves_no_breakdown_empty(held):
    counted = held["counted"]
    assert counted.group_by("indicator", "record_id").len().filter(pl.col("len") > 1).is_empty()
    assert counted.select(pl.col("team", "category", "basis", "event_date").null_count().sum()).row(0) == (0, 0, 0, 0)
