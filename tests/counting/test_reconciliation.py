"""Nothing is lost: in files with every kind of mess, each row is in the model's sources or among the rejected, never both."""

import random
from dataclasses import replace

import polars as pl
import pytest

from data import loading
from queries.store import engine
from tests.support.small_extracts import HEADERS, csv, read, taken_in, workbook

pytestmark = pytest.mark.slow

JUNK = (
    None,
    "",
    " ",
    "\xa0",
    "x",
    "#N/A",
    "31/02/2026",
    "2026-13-01",
    "45323",
    "1/2/20",
    "a) Yes",
    "-",
    "0",
    "é;\t'",
    "9" * 40,
    "NULL",
)
DAYS = ("21/08/2026", "2026-08-02", "23/7/2026", "04-Aug-2026", "2026-06-05 00:00:00", "31/12/9999")
LOCAL = {
    "visit": "visit_id,child_id,visit_date,seen,seen_alone",
    "contact": "contact_id,child_id,contact_date,contact_source,outcome,reason,team",
    "allocation": "child_id,worker_id,team,start_date,end_date",
    "worker_absence": "worker_id,start_date,end_date,absence_type",
}


def cell(chance, header):
    """A cell that fits its header, mostly; dates nearly always, because a column with more junk is refused as a whole."""
    if chance.random() < (0.02 if "date" in header.lower() else 0.15):
        return chance.choice(JUNK)
    if "date" in header.lower():
        return chance.choice(DAYS)
    return f"{header[:1]}{chance.randrange(6)}" if "id" in header.lower() else chance.choice(("a) Yes", "b) No", "text"))


def messy_rows(chance, headers):
    """Rows with junk, blanks, repeated headers and repeated rows in them."""
    rows = [tuple(cell(chance, header) for header in headers) for _ in range(chance.randrange(1, 30))]
    rows += [*chance.choices(rows, k=5), headers, (None,) * len(headers)]
    chance.shuffle(rows)
    return rows


def is_row(row, headers):
    """Whether a row of a sheet is one: it holds something, and not the headers again."""
    return row != headers and any(value and value.replace("\xa0", " ").strip() for value in row)


def messy_workbook(chance, path):
    """A workbook of some lists; returns how many rows each list has, counted here and not by the reader."""
    numbers = sorted(chance.sample(sorted(HEADERS), 4))
    sheets = {f"List {number}": messy_rows(chance, HEADERS[number]) for number in numbers}
    workbook(path, {name: [HEADERS[int(name[-1])], *rows] for name, rows in sheets.items()})
    return [sum(is_row(row, HEADERS[int(name[-1])]) for row in rows) for name, rows in sheets.items()]


def messy_csv(chance, path, name):
    """A local CSV with ragged rows; returns its number of rows."""
    headers = tuple(LOCAL[name].split(","))
    lines = [",".join((value or "").strip() for value in row if chance.random() > 0.02) for row in messy_rows(chance, headers)]
    csv(path, LOCAL[name], *lines, "")
    return [sum(bool(line.strip(", \xa0")) and line != LOCAL[name] for line in lines)]


@pytest.mark.parametrize("seed", range(4))
def test_every_row_of_messy_files_is_loaded_or_rejected(tmp_path, seed):
    chance, expected = random.Random(seed), {}
    for number, month in enumerate(("2026-09", "2026-10", "2026-11", "2026-12")):
        for file in range(3):
            day = f"{month}-{5 + file:02d}"  # of one day, two files of other content would stop the build
            path = tmp_path / f"annex_a_{number}{file}_{day}.xlsx"
            expected[path] = messy_workbook(chance, path)
        for name in LOCAL:
            path = tmp_path / f"{name}_{number}_{day}.csv"
            expected[path] = messy_csv(chance, path, name)
    database, report = taken_in(*expected, most_refused=100, most_withdrawn=100)  # otherwise nothing of it is believed
    for path, counts in expected.items():
        lines = [row for row in report if row["file"] == path.name and row["list"]]
        assert [row["read"] for row in lines] == counts, path.name
        assert all(row["read"] == row["loaded"] + row["rejected"] for row in lines)
    fates = database.run("""
        WITH fate AS (SELECT file, list, row_number FROM staging.version
                      UNION ALL SELECT DISTINCT file, list, row_number FROM rejected WHERE scope = 'row')
        SELECT COUNT(*) AS fates, COUNT(DISTINCT file || list || row_number) AS rows FROM fate""").row(0)
    assert fates[0] == fates[1] == sum(map(sum, expected.values()))
    assert (
        database.run("SELECT COUNT(*) AS n FROM rejected WHERE received IS NULL OR reason IS NULL OR rule IS NULL")["n"][0] == 0
    )
    tables = {3: "referral", 4: "assessment", 5: "section_47", 6: "cin_episode", 7: "cp_plan", 2: "early_help"}
    every = database.run("SELECT list FROM staging.kept")
    kept = {number: every.filter(list=f"annex_a_list_{number}").height for number in tables}
    assert kept == {number: len(database.run(f"SELECT * FROM {table}")) for number, table in tables.items()}
    assert sum(kept.values()) > 0, "a list that is doubted for another reason keeps no record, but not every list is"


def test_a_load_that_does_not_balance_is_stopped(tmp_path):
    done = read(csv(tmp_path / "visit_2026-10-31.csv", LOCAL["visit"], "V1,A,2026-10-01,Yes,Yes", "V2,A,never,Yes,Yes"))
    (table,) = done.tables
    twice = table._replace(rows=table.rows.with_columns(row_number=pl.lit(2, pl.Int64)))  # a reader that numbers rows wrongly
    with pytest.raises(loading.LoadError, match=r"visit_2026-10-31\.csv.*2 rows read, but 0 loaded and 1 rejected"):
        loading.take_in(engine.memory(), [replace(done, tables=(twice,))])


def test_a_folder_with_nothing_to_load_says_so(tmp_path):
    with pytest.raises(loading.LoadError, match="No extract could be read"):
        loading.load(engine.memory(), tmp_path)
    with pytest.raises(loading.LoadError, match="no such folder"):
        loading.load(engine.memory(), tmp_path / "gone")


def test_a_folder_is_loaded_with_a_line_for_every_file_and_list(tmp_path):
    csv(tmp_path / "visit_2026-10-31.csv", LOCAL["visit"], "V1,A,2026-10-01,Yes,Yes", "V2,A", "")
    (tmp_path / "bad.xlsx").write_bytes(b"PK nonsense")
    (tmp_path / "README.md").write_text("hello")
    told, database = [], engine.memory()
    report = loading.load(database, tmp_path, lambda share, words: told.append(share))
    assert [(row["file"], row["status"], row["read"], row["loaded"], row["rejected"]) for row in report.to_dicts()] == [
        ("README.md", "ignored", 0, 0, 0),
        ("bad.xlsx", "unreadable", 0, 0, 0),
        ("visit_2026-10-31.csv", "read", 2, 1, 1),
    ]
    assert told == sorted(told) and told[0] == 0 and told[-1] < 1
    assert database.run("SELECT DISTINCT table_schema FROM information_schema.tables").rows() == [("main",)]
    assert database.run("SELECT file, read FROM list_read").rows() == [("visit_2026-10-31.csv", 2)]
    assert database.run("SELECT cp_visit_id FROM cp_visit").is_empty(), "half of the rows were refused"
