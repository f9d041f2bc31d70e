"""Small builds that are real: of an authority's one workbook, or of published figures alone; and what another Sightline made.

Fixtures, given to every test by conftest.py: `extracts` (the folder of one workbook), `small` and `published` (their warehouses),
and `own` (a copy of `small`, to change).
"""

import shutil
from datetime import date
from pathlib import Path

import pytest

from data import build
from queries.store import builds, engine, warehouse
from tests.support.small_extracts import annex_a, referral

SAID = ("These figures were built by an earlier Sightline, or by another one", "python -m data build")
ALTERED = {
    "a column of series renamed": "ALTER TABLE series RENAME COLUMN basis TO basis_old",
    "a column more": "ALTER TABLE series ADD COLUMN more INTEGER",
    "a column less": "ALTER TABLE build DROP COLUMN accessibility_contact",
    "a column of another type": "ALTER TABLE series ALTER COLUMN category TYPE BLOB",
    "a table less": "DROP TABLE gap_count",
    "a table more": "CREATE TABLE more (n INTEGER)",
    "no mark": "ALTER TABLE build DROP COLUMN format",
    "an empty mark": "UPDATE build SET format = ''",
    "the mark of another version": "UPDATE build SET format = translate(format, '0123456789abcdef', '123456789abcdef0')",
    "nothing that says what it is": "DROP TABLE build",
    "no row that says what it is": "DELETE FROM build",
}


def altered(folder: Path, sql: str) -> Path:
    """Change every file of the current build of a warehouse."""
    for file in builds.files(warehouse.current(folder)):
        with engine.create(file) as database:
            database.execute(sql)
    return folder


@pytest.fixture(scope="session")
def extracts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("extracts")
    rows = [referral("C1", date(2026, 5, 1)), referral("C2", date(2026, 6, 1)), referral("C1", date(2026, 9, 1))]
    annex_a(folder / "annex_a_2026-10-31.xlsx", list_3=rows)
    return folder


@pytest.fixture(scope="session")
def small(extracts, tmp_path_factory):
    """The warehouse of one workbook."""
    folder = tmp_path_factory.mktemp("small")
    build.build(extracts, folder, code="890")
    return folder


@pytest.fixture(scope="session")
def published(tmp_path_factory):
    """A warehouse of published figures alone."""
    folder = tmp_path_factory.mktemp("published")
    build.build(None, folder, code="890")
    return folder


@pytest.fixture
def own(small, tmp_path):
    """A copy of the warehouse of one workbook, to change."""
    return shutil.copytree(small, tmp_path / "warehouse")
