"""No count of 1 to 4 children is given back by the ends of waits: an attack on what the board and the committee get."""

import random
from functools import cache

import polars as pl
import pytest

from data import settings
from data.publishing import waiting_times
from queries.model import waits as followed
from queries.store import warehouse as built
from tests.children.test_waits import period, spells
from tests.support import waiting_attack as attack


@cache
def cohorts():
    """Exact figures and curves of closures in one quarter, of teams with few of them and with many; few children return."""
    drawn, furthest = random.Random(7), 120
    rows, names = [], []
    for team in range(24):
        number, chance = (drawn.randint(8, 40), 0.12) if team % 2 else (drawn.randint(98, 120), 0.08)
        for _ in range(number):
            start, returned = drawn.randint(0, 89), drawn.random() < chance
            rows.append((start, start + drawn.randint(1, 90) if returned else 90 + furthest, returned, 0))
            names.append(f"Team {team}")
    frame = spells(*rows).with_columns(kind=pl.lit("closure"), team=pl.Series(names))
    asked = period(0, 89, standard=91, returns=True, to=90 + furthest) | {"kind": "closure"}
    return waiting_times.estimates(frame, pl.DataFrame([asked]))


@pytest.mark.parametrize("rule", [
    {"round_to": 5, "smallest_group": 10, "hide_up_to": 0}, {"round_to": 10, "smallest_group": 10, "hide_up_to": 0},
    {"round_to": 5, "smallest_group": 5, "hide_up_to": 0}, {"round_to": 4, "smallest_group": 8, "hide_up_to": 0},
    {"round_to": 5, "smallest_group": 10, "hide_up_to": 4}, {"round_to": 1, "smallest_group": 10, "hide_up_to": 4}])
def test_the_ends_of_small_cohorts_give_no_small_count_back(rule):
    rule = rule | {"catalogue": [["quarter", "all"], ["quarter", "team"]]}
    figures, curves = cohorts()
    shown, drawn = attack.published(figures, curves, rule)
    assert shown.filter(pl.col("symbol").is_null()).height > 5 and drawn.height > 40
    assert attack.found_out(shown, drawn, rule) == []


@pytest.mark.parametrize("audience", ["board", "scrutiny"])
def test_the_ends_in_the_invented_authoritys_files_give_no_small_count_back(warehouse, audience):
    rule = settings.load()["disclosure"][audience]
    with built.read(audience, warehouse) as file:
        shown, drawn = (file.run(f"SELECT * FROM {table}") for table in ("waiting", "waiting_curve"))
    found = attack.found_out(shown, drawn, rule)
    assert found == [], f"{len(found)} counts of 1 to 4 are told"
    gaps = shown.filter(~pl.col("kind").is_in(followed.returns()), pl.col("symbol").is_null())
    assert gaps.height > 50
    assert gaps.group_by("people", "share_over").agg(pl.struct("share_lower", "share_upper").n_unique())["share_lower"].max() == 1
