"""One door to records: rows about children and workers are read by `View.records` alone, which refuses once for every reader.

Which readings those are is found by the engine: what cannot be read from the file of an audience without records. The files are
those of a build of published figures, whose tables are there and empty.
"""

import ast

import pytest

from data import build
from indicators.roles import ROLES, WITH_RECORDS, NotAllowed, View
from queries import FOLDER, PART, text
from queries.store import engine, warehouse
from queries.store.engine import PARAMETER
from tests.house.test_architecture import HERE, PRODUCT, place

READINGS = {file.stem for file in (FOLDER / "reading").glob("*.sql")} - {"whole_table"}  # which is told its table by the build
PEOPLE = {"child_id", "worker_id"}
READERS = [file for file in PRODUCT if file.relative_to(HERE).parts[0] in ("pages", "indicators", "app.py")]
DOOR = "indicators/roles.py"


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """A warehouse in which nothing is counted."""
    folder = tmp_path_factory.mktemp("empty")
    assert build.main(["--published", "--authority", "890", "--warehouse", str(folder)]) == 0
    return folder


def readable(folder, audience: str) -> dict[str, list[str]]:
    """The readings that an audience's file answers, each with its columns."""
    found = {}
    with warehouse.read(audience, folder) as file:
        for name in READINGS:
            parts = PART.findall((FOLDER / "reading" / f"{name}.sql").read_text(encoding="utf-8"))
            sql = text(f"reading/{name}", **dict.fromkeys(parts, "'All'"))  # where the list of breakdowns is put in
            try:
                found[name] = file.columns(sql, **dict.fromkeys(PARAMETER.findall(sql)))
            except engine.SqlError:
                continue
    return found


@pytest.fixture(scope="module")
def of_records(empty) -> set[str]:
    """The readings that need a table no audience without records has."""
    whole = readable(empty, WITH_RECORDS.id)
    return whole.keys() - set.intersection(*(set(readable(empty, role.id)) for role in ROLES.values() if not role.children))


def misuses(source: str, of_records: set[str], door: bool = False) -> list[str]:
    """What in a module's text reads records otherwise than by `View.records`; the door itself may open files."""
    found = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Attribute(attr="recall" | "ask")) if not door:
                if getattr(node.args[0] if node.args else None, "value", None) not in READINGS - of_records:
                    found.append(f"line {node.lineno}: {ast.unparse(node)} is or may be a reading of records")
            case ast.Attribute(attr="read" | "recalled" as how, value=ast.Name(id="warehouse")) if not door:
                found.append(f"line {node.lineno}: opens a file by warehouse.{how}")
            case ast.Constant(value=str(name)) if name.startswith("reading/") and not door:
                found.append(f"line {node.lineno}: reads the text of {name}")
            case ast.ImportFrom(module="queries" | "queries.store", names=names) if not door:
                found += [f"line {node.lineno}: imports {each.name}" for each in names
                          if each.name in ("engine", "text") or (each.name == "warehouse" and each.asname)]
            case ast.ImportFrom(module="queries.store.engine" | "queries.store.warehouse", names=names):
                found += [f"line {node.lineno}: imports {each.name}" for each in names if not each.name[0].isupper()]
            case ast.Import(names=names):
                found += [f"line {node.lineno}: imports {each.name}" for each in names if each.name.split(".")[0] == "queries"]
    return found


def test_every_reading_can_be_read_by_the_audience_with_records(empty):
    assert readable(empty, WITH_RECORDS.id).keys() == READINGS - {"rounding"}  # what rounded counts are rounded to


def test_what_names_a_child_or_a_worker_is_a_reading_of_records(empty, of_records):
    whole = readable(empty, WITH_RECORDS.id)
    naming = {name for name, columns in whole.items() if PEOPLE & set(columns)}
    assert {"records", "gaps", "gaps_events", "journey_records"} <= naming <= of_records
    assert {"timeline", "crossed", "rejected", "left_out"} <= of_records  # which tell of children without naming them
    assert not of_records & {"series", "level", "gaps_counted", "journey_flow", "waiting", "build"}


@pytest.mark.parametrize("file", READERS, ids=place)
def test_no_module_reads_records_but_by_the_one_door(file, of_records):
    assert misuses(file.read_text(encoding="utf-8"), of_records, place(file) == DOOR) == []


@pytest.mark.parametrize("line", [
    'view.recall("records")', 'view.ask("timeline", child_id=child)', "view.ask(name)", 'view.ask(f"gaps{more}")',
    "warehouse.read(view.role.id)", 'warehouse.recalled("performance", build, "records", ())', "import queries",
    "from queries.store import engine", "from queries.store import warehouse as built", 'view.ask(name="records")',
    "from queries import text", "from queries.store.warehouse import read", "import queries.store.engine",
    'text("reading/rejected")', 'from queries.store.engine import read as opened',
])
def test_another_door_is_found(line, of_records):
    assert misuses(line, of_records)


@pytest.mark.parametrize("role", [role for role in ROLES.values() if not role.children], ids=lambda role: role.id)
def test_the_door_refuses_before_it_looks_at_any_file(role, of_records, tmp_path):
    for name in of_records:
        with pytest.raises(NotAllowed, match=f"not for the {role.title.lower()}"):
            View(role, warehouse=tmp_path / "nothing").records(name)
