"""A database of decisions that an earlier Sightline wrote opens with nothing lost, and is then the same as a new one.

The files decisions_of_<commit>.<database>.sql are dumps of databases that those commits wrote, with rows. Each version that is
given away brings one more: they are never made anew.
"""

import sqlite3
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from itertools import count
from multiprocessing import get_context
from pathlib import Path

import pytest
import sqlalchemy as sql
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from queries.store import decisions
from queries.store.decisions import database, opening, versions
from tests.support.postgresql import served

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
WHOLE = {"indicator": "re_referrals", "breakdown": "all", "category": "All"}
MONTH = {"grain": "month", "period_start": date(2026, 9, 1), "period_end": date(2026, 9, 30)}
NUMBER = count()


@pytest.fixture(scope="session")
def server():
    with served() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, tmp_path, monkeypatch):
    """A function that makes a database from a dump (of no file: an empty one), and sets it as the one in use; gives its URL."""
    server = request.getfixturevalue("server") if request.param == "postgresql" else None

    def make(dump: str | None) -> str:
        text = (HERE / f"{dump}.{request.param}.sql").read_text(encoding="utf-8") if dump else ""
        url = _in_postgresql(server, text) if server else _in_sqlite(tmp_path, text)
        monkeypatch.setenv("SIGHTLINE_DECISIONS", url)
        return url

    return make


def _in_sqlite(folder: Path, text: str) -> str:
    file = folder / f"{next(NUMBER)}.sqlite"
    with sqlite3.connect(file) as connection:
        connection.executescript(text)
    return f"sqlite:///{file}"


def _in_postgresql(server: str, text: str) -> str:
    name = f"kept{next(NUMBER)}"
    with sql.create_engine(server.format("postgres"), isolation_level="AUTOCOMMIT").connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    url = server.format(name)
    with sql.create_engine(url).begin() as connection:
        connection.exec_driver_sql(text or "SELECT 1")
    return url


def rows(url: str, table: str) -> list[dict]:
    with sql.create_engine(url).connect() as connection:
        found = [dict(row) for row in connection.exec_driver_sql(f"SELECT * FROM {table}").mappings()]
    return sorted(found, key=lambda row: str(list(row.values())[:2]))


def shape(url: str) -> dict:
    """All that a database says of its tables: columns, kinds, what may be empty, keys, indexes."""
    seen = sql.inspect(sql.create_engine(url))
    asked = (seen.get_columns, seen.get_pk_constraint, seen.get_foreign_keys, seen.get_unique_constraints, seen.get_indexes)
    return {table: [repr(ask(table)) for ask in asked] for table in sorted(seen.get_table_names())}


DUMPS = sorted({file.name.split(".")[0] for file in HERE.glob("decisions_of_*.sql")})


@pytest.mark.parametrize("dump", DUMPS)
def test_what_an_earlier_version_wrote_is_all_there(place, dump):
    url = place(dump)
    before = {table: rows(url, table) for table in ("step", "action", "comment")}
    assert all(before.values())
    decisions.comments(HERE, "board")  # reading is enough
    for table, held in before.items():
        assert rows(url, table) == [{name: row[name] for name in row if not name.startswith("for_")} for row in held]
    for table in ("comment", "action"):
        expected = {(row["id"], name[4:]) for row in before[table] for name in row if name.startswith("for_") and row[name]}
        assert {(row[table], row["audience"]) for row in rows(url, f"{table}_reader")} == expected != set()


def test_each_audience_reads_of_an_earlier_database_what_it_read_before(place):
    place("decisions_of_89b99fc")
    said = {role: set(decisions.comments(HERE, role)["text"]) for role in ("performance", "board", "scrutiny")}
    assert said == {"performance": {"own", "for the board", "a team's", "corrected"}, "board": {"for the board", "a team's"},
                    "scrutiny": {"corrected"}}
    assert {role: set(decisions.actions(HERE, role)["what"]) for role in said} == {
        "performance": {"for the board", "for all"}, "board": {"for the board", "for all"}, "scrutiny": {"for all"}}
    assert decisions.steps(HERE)["note"].to_list() == ["It's the threshold; it moved"]


def test_what_is_written_after_a_move_goes_on_where_it_was(place):
    url = place("decisions_of_89b99fc")
    decisions.write_comment(HERE, WHOLE | MONTH, "corrected again", "D Person", ("board",), replaces=5)
    with pytest.raises(decisions.Refused, match="meanwhile"):
        decisions.write_comment(HERE, WHOLE | MONTH, "too late", "E Person", (), replaces=5)
    last = rows(url, "comment")[-1]
    assert (last["id"], last["replaces"], last["text"]) == (7, 5, "corrected again")
    assert decisions.comments(HERE, "board").filter(id=7)["readers"].to_list() == [["board"]]


@pytest.mark.parametrize("dump", DUMPS)
def test_a_moved_database_has_the_very_tables_of_a_new_one_and_of_the_program(place, dump):
    old = place(dump)
    decisions.steps(HERE)
    new = place(None)
    decisions.confirm_step(HERE, WHOLE, date(2025, 5, 1), "Why", "A")
    assert shape(old) == shape(new)
    with sql.create_engine(new).connect() as connection:
        given = {"version_table": versions.TABLE, "compare_type": True}
        assert compare_metadata(MigrationContext.configure(connection, opts=given), database.TABLES) == []


def test_a_database_of_the_first_days_which_had_steps_alone_opens(tmp_path, monkeypatch):
    text = (HERE / "decisions_of_89b99fc.sqlite.sql").read_text(encoding="utf-8")
    monkeypatch.setenv("SIGHTLINE_DECISIONS", _in_sqlite(tmp_path, text[text.index("CREATE TABLE step"):].replace("COMMIT;", "")))
    assert decisions.steps(HERE).height == 1 and decisions.comments(HERE, "board").is_empty()


def test_reading_an_empty_database_makes_no_table(place):
    url = place(None)
    assert decisions.steps(HERE).is_empty() and decisions.comments(HERE, "board").is_empty() and not shape(url)


def test_a_move_that_fails_leaves_all_as_it_was(place, monkeypatch):
    url = place("decisions_of_89b99fc")
    with sql.create_engine(url).begin() as connection:
        connection.exec_driver_sql("CREATE TABLE action_reader (something INTEGER)")  # the second step stumbles over this
    before = shape(url), rows(url, "comment")
    with pytest.raises(decisions.Unreachable):
        decisions.steps(HERE)
    assert (shape(url), rows(url, "comment")) == before


def test_programs_that_open_an_earlier_database_at_once_move_it_once(place):
    url = place("decisions_of_89b99fc")
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as programs:
        assert list(programs.map(_read, range(4))) == [4] * 4
    assert [row["version_num"] for row in rows(url, versions.TABLE)] == [versions.known()[-1]]
    assert len(rows(url, "comment_reader")) == 5


def _read(_) -> int:
    return decisions.comments(HERE, "performance").height


def test_writers_of_postgresql_wait_for_each_other_and_say_so_if_it_lasts(server, monkeypatch):
    url = _in_postgresql(server, "")
    monkeypatch.setenv("SIGHTLINE_DECISIONS", url)
    monkeypatch.setattr(opening, "WAIT", 0.2)
    with sql.create_engine(url).begin() as other:
        other.execute(sql.select(sql.func.pg_advisory_xact_lock(opening.LOCK)))
        with pytest.raises(decisions.Unreachable, match=r"another person is writing.*still here"):
            decisions.confirm_step(HERE, WHOLE, date(2025, 5, 1), "Why", "A")
    decisions.confirm_step(HERE, WHOLE, date(2025, 5, 1), "Why", "A")
    assert decisions.steps(HERE).height == 1
