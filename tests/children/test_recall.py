"""What is remembered of a build is remembered for one audience and one build alone."""

import shutil

from indicators import catalogue
from indicators.roles import ROLES, View
from queries.store import engine
from queries.store import warehouse as warehouses


def test_each_audience_recalls_its_own_file(warehouse):
    teams = {role: catalogue.teams(View(role=ROLES[role], warehouse=warehouse)) for role in ROLES for _ in range(2)}
    assert teams["performance"] and teams["scrutiny"] == []


def test_a_new_build_is_read_anew(warehouse, tmp_path):
    shutil.copytree(warehouse, tmp_path / "own")
    view = View(role=ROLES["scrutiny"], warehouse=tmp_path / "own")
    before = catalogue.build(view)
    newer = shutil.copytree(warehouses.current(view.warehouse), tmp_path / "own" / "newer")
    with engine.create(newer / "scrutiny.duckdb") as database:
        database.execute("UPDATE build SET area_name = 'Elsewhere'")
    assert catalogue.build(view) == before
    warehouses.switch(newer)
    assert catalogue.build(view)["area_name"] == "Elsewhere" != before["area_name"]
