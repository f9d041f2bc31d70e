"""The templates: one for every local extract, every column explained once, and what they say is what the build reads."""

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from data import templates
from data.reading import lists
from tests.support.small_extracts import taken_in

pytestmark = pytest.mark.slow

HERE = Path(__file__).parents[2]
COLUMNS = templates.columns()
FILLS = {"visit": "cp_visit"}
CLOSED = [(extract, column) for extract, each in COLUMNS.items() for column in each
          if column.allowed and (extract, column.name) != ("local_contact", "outcome")]  # any other outcome is 'other'


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def filled(folder: Path, extract: str, *changes: dict) -> Path:
    """A template with a row per change to its own example, under a name that says its day."""
    templates.write(folder)
    path, dated = folder / templates.file_name(extract), folder / f"{extract}_2026-10-31.csv"
    (header,) = rows_of(path)
    example = {column.name: column.example for column in COLUMNS[extract]}
    with dated.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([header, *([(example | change)[name] for name in header] for change in changes)])
    return dated


def differing(extract: str, number: int) -> dict:
    """What makes a row a record of its own."""
    first = COLUMNS[extract][0].name
    return {first: f"{number:08d}"}


def test_there_is_a_template_of_every_local_extract_with_every_column_explained(tmp_path):
    written = templates.write(tmp_path / "new" / "folder")
    specs = [spec for spec in lists.load() if spec.id.startswith("local_")]
    assert {path.name for path in written} == {f"{spec.id[6:]}.csv" for spec in specs} | {"readme.csv"} and len(specs) == 10
    _, headings, *told = rows_of(tmp_path / "new" / "folder" / "readme.csv")
    assert headings == list(templates.HEADINGS)
    for spec in specs:
        assert rows_of(tmp_path / "new" / "folder" / f"{spec.id[6:]}.csv") == [list(spec.columns)]
        mine = [row for row in told if row[0] == f"{spec.id[6:]}.csv"]
        assert [row[2] for row in mine] == list(spec.columns)
        assert {row[2] for row in mine if row[5] == "yes"} == set(spec.needed)
        assert all(len(row[3]) > 15 and row[3].endswith(".") for row in mine)


def test_nothing_is_explained_that_no_extract_has():
    said = templates.tomllib.loads((templates.FOLDER / "columns.toml").read_text(encoding="utf-8"))
    specs = {spec.id: spec for spec in lists.load() if spec.id.startswith("local_")}
    assert set(said) == {"every", *specs}
    for name, each in said.items():
        has = {column for spec in specs.values() for column in spec.columns} if name == "every" else set(specs[name].columns)
        assert set(each) <= has
        assert all(each[column] != said["every"].get(column) for column in each if name != "every"), "said twice"


@pytest.mark.parametrize("extract", COLUMNS)
def test_a_template_filled_with_its_own_example_loads_whole(tmp_path, extract):
    database, (report,) = taken_in(filled(tmp_path, extract, {}))
    assert (report["read"], report["loaded"], report["rejected"], report["note"]) == (1, 1, 0, "")
    assert database.run("SELECT * FROM rejected").is_empty()
    table = FILLS.get(extract[6:], extract[6:])
    (row,) = database.run(f"SELECT * FROM {table}").to_dicts()
    for column in COLUMNS[extract]:
        name = {"visit_id": "cp_visit_id"}.get(column.name, column.name)
        assert (row[name] is not None) == bool(column.example) or name == "end_date", name
    if "end_date" in row:
        expected = next(column.example for column in COLUMNS[extract] if column.name == "end_date") or "9999-12-31"
        assert row["end_date"].isoformat() == expected


@pytest.mark.parametrize(("extract", "column"), CLOSED, ids=lambda each: getattr(each, "name", each))
def test_every_answer_a_template_allows_is_read_and_another_is_reported(tmp_path, extract, column):
    answers = [*column.allowed, "quite otherwise"]
    rows = [differing(extract, number) | {column.name: answer} for number, answer in enumerate(answers, 1)]
    database, (report,) = taken_in(filled(tmp_path, extract, *rows))
    assert (report["loaded"], report["rejected"]) == (len(answers), 0)
    cells = database.run("SELECT scope, field, received FROM rejected").rows()
    assert cells == [("cell", column.name, "quite otherwise")]


def test_templates_dropped_in_empty_beside_real_extracts_do_no_harm(tmp_path):
    from data.reading import folder

    templates.write(tmp_path)
    filled(tmp_path, "local_audit", {})
    status = {read.file: (read.status, len(read.tables)) for read in folder.read_folder(tmp_path)}
    assert status.pop("readme.csv") == ("ignored", 0)
    assert set(status.values()) == {("read", 1)}


def test_a_template_somebody_filled_is_not_overwritten_and_nothing_else_is_written(tmp_path):
    templates.write(tmp_path)
    templates.write(tmp_path)  # our own, as they were, may be written again
    (tmp_path / "visit.csv").unlink()
    work = tmp_path / "meeting.csv"
    work.write_bytes(work.read_bytes() + b"M1,A,ICPC,2026-10-01,GP,No,,\r\n")
    held = work.read_bytes()
    command = [sys.executable, "-m", "data.templates", str(tmp_path)]
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True)
    assert done.returncode == 1 and "meeting.csv" in done.stderr and "Traceback" not in done.stderr
    assert work.read_bytes() == held and not (tmp_path / "visit.csv").exists()


def test_a_file_in_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "taken").write_text("mine")
    with pytest.raises(templates.NotOurs, match="is a file"):
        templates.write(tmp_path / "taken")
