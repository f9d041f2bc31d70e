"""Refused rows and cells are taken away as files, put right and loaded again; corrections withdraw nothing and cover no day."""

import csv
import io
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from data import build, loading, refused
from data.reading import corrections, lists, readers
from data.reading.lists import recognise
from queries import spreadsheets
from queries.store import engine, warehouse
from tests.support import small_extracts
from tests.support.small_extracts import annex_a, plan, referral, workbook

DAY = "2026-10-31"


def rows_of(path: Path) -> list[dict]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def put_right(path: Path, into: Path, **changes: dict[str, str]) -> Path:
    """Copy a file of corrections, with other cells in the row whose number is given as `row_N`."""
    rows = rows_of(path)
    for row in rows:
        row.update(changes.get(f"row_{row['Sightline: row']}", {}))
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    into.write_text(out.getvalue(), encoding="utf-8-sig", newline="")
    return into


def taken_in(folder: Path) -> tuple[engine.Database, list[dict]]:
    database = engine.memory()
    files = [readers.read(path, lists.load()) for path in sorted(folder.iterdir())]
    report = loading.take_in(database, files)
    return database, report.to_dicts()


def days(database: engine.Database) -> list[tuple]:
    return database.run("SELECT child_id, referral_date FROM referral ORDER BY ALL").rows()


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """(extracts, warehouse): 40 referrals, of which row 3 has a day that cannot be read, row 4 no child, row 5 an odd answer."""
    made, held = tmp_path_factory.mktemp("extracts"), tmp_path_factory.mktemp("warehouse")
    rows = [referral(f"C{n}", date(2026, 5 + n % 6, 1 + n % 28)) for n in range(40)]
    rows[1] |= {"Date of referral": "soon"}
    rows[2] |= {"Child Unique ID": None}
    rows[3] |= {"Referral NFA?": "perhaps"}
    annex_a(made / f"annex_a_{DAY}.xlsx", list_3=rows)
    build.build(made, held, code="420", accept=True)
    return made, held


@pytest.fixture
def folder(built, tmp_path):
    """A copy of the extracts, to add to."""
    return shutil.copytree(built[0], tmp_path / "extracts")


@pytest.fixture
def away(built, tmp_path):
    """The file of the refused rows."""
    (path,) = refused.write(tmp_path / "away", warehouse.current(built[1]))
    return path


def test_each_refused_row_and_cell_is_in_the_file_with_its_place_and_the_reason(away):
    assert away.name == f"annex_a_list_3_corrections_{DAY}.csv"
    found = {row["Sightline: row"]: row for row in rows_of(away)}
    assert sorted(found) == ["3", "4", "5"]
    assert found["3"]["date of referral"] == "soon" and "cannot be read" in found["3"]["Sightline: why refused"]
    assert found["5"]["Sightline: why refused"].endswith("left blank. (referral nfa)")
    assert {row["Sightline: file"] for row in found.values()} == {f"annex_a_{DAY}.xlsx"}
    assert away.stat().st_mode & 0o077 == 0


def test_a_file_put_right_completes_its_extract_and_withdraws_nothing(folder, away):
    before, _ = taken_in(folder)
    put_right(away, folder / away.name, row_3={"date of referral": "2026-06-02"}, row_4={"child unique id": "C2"},
              row_5={"referral nfa": "Yes"})  # fmt: skip
    after, report = taken_in(folder)
    assert len(days(before)) == 38 and len(days(after)) == 40
    assert after.run("SELECT * FROM rejected").is_empty() and after.run("SELECT * FROM received.withdrawn").is_empty()
    assert after.run("SELECT * FROM coverage").rows() == before.run("SELECT * FROM coverage").rows()
    assert after.run("SELECT file, row_number FROM referral WHERE child_id = 'C1'").rows() == [(f"annex_a_{DAY}.xlsx", 3)]
    told = {row["file"]: row for row in report}
    assert told[away.name]["status"] == "corrections" and told[away.name]["note"] == f"Corrects 3 rows of annex_a_{DAY}.xlsx."
    assert told[f"annex_a_{DAY}.xlsx"]["loaded"] == 40


@pytest.mark.slow
def test_a_file_loaded_as_it_was_changes_nothing(folder, away):
    before, _ = taken_in(folder)
    put_right(away, folder / away.name)
    after, _ = taken_in(folder)
    assert days(after) == days(before)
    assert after.run("SELECT * FROM rejected ORDER BY ALL").rows() == before.run("SELECT * FROM rejected ORDER BY ALL").rows()


@pytest.mark.slow
def test_a_row_that_changed_since_is_left_alone(folder, away):
    put_right(away, folder / away.name, row_3={"date of referral": "2026-06-02"})
    annex_a(folder / f"annex_a_{DAY}.xlsx", list_3=[referral(f"X{n}", date(2026, 5 + n % 6, 1 + n % 28)) for n in range(40)])
    after, report = taken_in(folder)
    assert {child[0] for child, _ in days(after)} == {"X"}
    assert "3 rows were not used" in next(row["note"] for row in report if row["file"] == away.name)


@pytest.mark.slow
def test_an_older_extract_is_corrected_and_the_newer_still_decides(folder, away):
    rows = [referral(f"C{n}", date(2026, 5 + n % 6, 1 + n % 28)) for n in range(40)]
    annex_a(folder / "annex_a_2026-11-15.xlsx", list_3=[*rows[:1], *rows[2:]])
    put_right(away, folder / away.name, row_3={"date of referral": "2026-06-02"})
    after, _ = taken_in(folder)
    assert "C1" not in dict(days(after))
    assert ("C1", date(2026, 6, 2)) in after.run("SELECT subject, event_date FROM staging.version").rows()


@pytest.mark.parametrize("column", corrections.KEYS.values())
def test_a_file_without_its_keys_is_refused_and_never_read_as_an_extract(folder, away, column):
    rows = [{key: text for key, text in row.items() if key != column} for row in rows_of(away)]
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    (folder / away.name).write_text(out.getvalue(), encoding="utf-8", newline="")
    with pytest.raises(readers.Unreadable, match=f"it is a file of corrections, and has no column '{column}'"):
        taken_in(folder)


@pytest.mark.slow
def test_a_row_that_did_not_fit_the_header_is_written_as_received_and_can_be_put_right(tmp_path):
    made = tmp_path / "extracts"
    made.mkdir()
    lines = [f"C{n},,,,,{date(2026, 5, 1) + timedelta(days=6 * n)},,No,0,," for n in range(30)]
    headers = ",".join(small_extracts.HEADERS[3])
    small_extracts.csv(made / f"referrals_{DAY}.csv", headers, *lines[:10], "C99,,,,,2026-06-02", *lines[10:])
    build.build(made, tmp_path / "warehouse", code="420", accept=True)
    away = next(path for path in refused.write(tmp_path / "away", warehouse.current(tmp_path / "warehouse")))
    row = next(row for row in rows_of(away) if row["Sightline: row"] == "12")
    assert row["Sightline: as received"] == "C99,,,,,2026-06-02" and row["child unique id"] == ""
    put_right(away, made / away.name, row_12={"child unique id": "C99", "date of referral": "2026-06-02"})
    after, report = taken_in(made)
    assert ("C99", date(2026, 6, 2)) in days(after)
    assert next(row for row in report if row["list"])["read"] == 31


@pytest.mark.slow
def test_a_workbook_of_corrections_is_read_too(folder, away):
    rows = rows_of(away)
    rows[0]["date of referral"] = "02/06/2026"
    workbook(folder / "mended.xlsx", {"Sheet1": [tuple(rows[0]), *(tuple(row.values()) for row in rows)]})
    after, _ = taken_in(folder)
    assert ("C1", date(2026, 6, 2)) in days(after)


@pytest.mark.slow
def test_a_list_that_too_many_refused_rows_made_doubtful_is_believed_when_they_are_put_right(tmp_path):
    made, held = tmp_path / "extracts", tmp_path / "warehouse"
    made.mkdir()
    good = [referral(f"C{n}", date(2026, 5 + n % 6, 1 + n % 28)) for n in range(12)]
    annex_a(made / f"annex_a_{DAY}.xlsx", list_3=good + [referral(f"D{n}", "soon") for n in range(8)])
    assert build.main(["--extracts", str(made), "--warehouse", str(held), "--authority", "420", "--check"]) == 1
    (waiting,) = held.glob("*.checked")
    (away,) = refused.write(tmp_path / "away", refused.named(held, waiting.stem))
    put_right(away, made / away.name, **{f"row_{14 + n}": {"date of referral": "2026-07-01"} for n in range(8)})
    after, _ = taken_in(made)
    assert after.run("SELECT * FROM doubted").is_empty() and len(days(after)) == 20
    assert after.run("SELECT COUNT(*) FROM coverage").item() == 1


def test_a_sign_put_before_a_formula_is_taken_off_again(folder, away):
    put_right(away, folder / away.name, row_5={"allocated team": "'-West (2)", "referral nfa": "Yes"})
    after, _ = taken_in(folder)
    assert after.run("SELECT team FROM referral WHERE row_number = 5").item() == "-West (2)"


def test_no_cell_of_the_file_is_a_formula(tmp_path):
    assert [spreadsheets.kept_as_text(cell) for cell in ("=1+1", "@x", "+44 7", "-", "-cmd|' /C calc'!A0", "plain")] == [
        "'=1+1", "'@x", "+44 7", "-", "'-cmd|' /C calc'!A0", "plain"]  # fmt: skip


@pytest.mark.parametrize("spec", [each for each in lists.load() if each.used], ids=lambda each: each.id)
def test_the_headers_of_the_file_are_read_as_the_list_they_came_from(spec):
    headers = [refused.header(spec, field) for field in spec.columns] + list(corrections.KEYS.values())
    match = recognise([headers], f"{spec.id}_corrections_{DAY}", corrections.readable(lists.load()))
    assert match and match.spec.id == spec.id and list(match.columns) == [*spec.columns, *corrections.KEYS]


def test_existing_files_are_never_overwritten(built, away):
    again = refused.write(away.parent, warehouse.current(built[1]))
    assert [path.name for path in again] == [f"annex_a_list_3_corrections_{DAY}_2.csv"]


@pytest.mark.slow
def test_spells_with_an_end_that_cannot_be_read_are_corrected(tmp_path):
    made = tmp_path / "extracts"
    made.mkdir()
    annex_a(made / f"annex_a_{DAY}.xlsx", list_7=[plan(f"P{n}", date(2026, 1 + n % 9, 3)) for n in range(20)]
            + [plan("Q", date(2026, 6, 1), "last week")])  # fmt: skip
    build.build(made, tmp_path / "warehouse", code="420", accept=True)
    (away,) = refused.write(tmp_path / "away", warehouse.current(tmp_path / "warehouse"))
    put_right(away, made / away.name, row_22={"child protection plan end date": "2026-09-09"})
    after, _ = taken_in(made)
    assert after.run("SELECT end_date FROM cp_plan WHERE child_id = 'Q'").rows() == [(date(2026, 9, 9),)]
