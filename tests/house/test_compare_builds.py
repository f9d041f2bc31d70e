"""The comparison of two builds finds one row, one column and one table that differ, and nothing in two that are the same."""

import pytest

from queries.store import engine
from tests.support import compare_builds

FIGURES = """CREATE TABLE series AS SELECT * FROM (VALUES ('a', 1, 0.5), ('a', 1, 0.5), ('b', NULL, NULL)) AS t(id, n, v);
             CREATE TABLE build AS SELECT 'one' AS build, 1 AS built_at, 'X' AS authority;"""


@pytest.fixture
def two(tmp_path):
    """Make two builds: the second with other statements after the same ones."""
    def made(*statements: str) -> list[str]:
        for name, extra in (("a", ()), ("b", statements)):
            (tmp_path / name).mkdir()
            with engine.create(tmp_path / name / "board.duckdb") as database:
                for sql in (FIGURES, *extra):
                    database.execute(sql)
        return [str(tmp_path / "a"), str(tmp_path / "b")]

    return made


def test_the_same_rows_in_another_order_and_another_builds_name_are_no_difference(two, capsys):
    again = "CREATE OR REPLACE TABLE series AS SELECT v, id, n FROM series ORDER BY id DESC"
    assert compare_builds.main(two(again, "UPDATE build SET build = 'two', built_at = 2")) == 0
    said = capsys.readouterr().out
    assert "board.duckdb  series: 3 and 3 rows, 0 differ" in said and "4 rows compared, 0 differences" in said


@pytest.mark.parametrize(("change", "says"), [
    ("UPDATE series SET n = 2 WHERE id = 'b'", "series: 3 and 3 rows, 2 differ"),
    ("INSERT INTO series VALUES ('a', 1, 0.5)", "series: 3 and 4 rows, 1 differ"),
    ("DELETE FROM series", "series: 3 and 0 rows, 3 differ"),
    ("ALTER TABLE series ADD COLUMN w INTEGER", "series: 3 and 3 rows, 0 differ; columns of one alone: w"),
    ("DROP TABLE series", "series: 3 and 0 rows, 3 differ"),
    ("UPDATE build SET authority = 'Y'", "build: 1 and 1 rows, 2 differ"),
])
def test_one_thing_that_differs_is_found(two, capsys, change, says):
    assert compare_builds.main(two(change)) == 1
    assert says in capsys.readouterr().out


def test_a_file_that_one_build_lacks_is_a_difference(two, tmp_path, capsys):
    folders = two()
    (tmp_path / "b" / "board.duckdb").rename(tmp_path / "b" / "other.duckdb")
    assert compare_builds.main(folders) == 1
    assert "board.duckdb: only one build has this file" in capsys.readouterr().out
