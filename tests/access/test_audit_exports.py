"""What is taken away: no cell runs as a formula, whoever wrote it, and nothing else about it is changed."""

import csv
import io

import openpyxl
import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from queries import spreadsheets
from tests.house.test_architecture import PRODUCT, place

SIGNS = "=+-@＝＋－＠﹢﹣﹦﹫"
NASTY = [
    "=1+1", "=cmd|' /C calc'!A0", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "  \u00a0=1", "\u200b=1", "\ufeff=1",
    "＝1+1", "＋1", "－1", "＠x", " ＝1", '=HYPERLINK("http://x","y")', "\x00=1", "=1;=2", '"=1"', "='=1", "\u2003-1", "\u202e=1",
]
HARMLESS = ["http://example.org/a=b", "Duty, and Assessment", 'a "quoted" team', "1-2", "a=b", "", "x\ny", "Zoë", "'=1", "00123"]
LIKELY = st.sampled_from(SIGNS + " \t\r\n\u00a0\u200b\ufeff\u202e'\"")
TEXT = st.text(st.characters(exclude_categories=["Cs"]) | LIKELY, max_size=12)


def taken(*cells: str) -> list[str]:
    """The cells as a reader of CSV gets them."""
    written = spreadsheets.csv_file(pl.DataFrame({"Team": list(cells), "Value": [-1.5] * len(cells)}))
    rows = list(csv.reader(io.StringIO(written.removeprefix("\ufeff"), newline="")))
    assert [row[1] for row in rows[1:]] == ["-1.5"] * len(cells)
    return [row[0] for row in rows[1:]]


def runs(cell: str) -> bool:
    """Whether a spreadsheet could take a cell for a formula: a sign first, after all that cannot be seen is gone."""
    seen = "".join(char for char in cell if char.isprintable() and not char.isspace())
    return seen[:1] in tuple(SIGNS) or cell[:1] in tuple("\t\r\n\0")


@pytest.mark.parametrize("cell", NASTY)
def test_a_cell_that_could_run_is_made_text(cell):
    (told,) = taken(cell)
    assert told.replace(";'", ";") == ("'" + cell if runs(cell) else cell)
    assert not any(map(runs, told.split(";")))  # a spreadsheet may part cells by semicolons


@pytest.mark.parametrize("cell", HARMLESS)
def test_a_cell_that_could_not_is_left_as_it_is(cell):
    assert taken(cell) == [cell]


def kept(told: str, cell: str) -> bool:
    """Whether nothing but apostrophes was added, the first of them at the start."""
    return told == cell or (told.startswith("'") and told.replace("'", "") == cell.replace("'", ""))


@given(st.lists(TEXT, min_size=1, max_size=5))
@example(["0\r@"])
@example(["a;=1+1", "a\n\t=1;@SUM(A1)"])
def test_whatever_is_written_no_cell_runs_and_no_text_is_lost(cells):
    for cell, told in zip(cells, taken(*cells), strict=True):
        assert kept(told, cell)
        assert not runs(told)


@given(TEXT.filter(lambda name: name not in ("", "Value")))
def test_nor_does_a_heading(name):
    written = spreadsheets.csv_file(pl.DataFrame({name: ["x"], "Value": [1]}))
    heading = next(csv.reader(io.StringIO(written.removeprefix("\ufeff"), newline="")))[0]
    assert kept(heading, name) and not runs(heading)


def test_a_workbook_made_of_the_file_holds_no_formula_and_no_link(tmp_path):
    """openpyxl makes a formula of any text that begins with =, as a spreadsheet does on opening the file."""
    book = openpyxl.Workbook()
    for cell in taken(*[each for each in NASTY + HARMLESS if "\x00" not in each]):
        book.active.append([cell])
    book.save(tmp_path / "taken.xlsx")
    cells = [row[0] for row in openpyxl.load_workbook(tmp_path / "taken.xlsx").active.iter_rows()]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n"}  # n: an empty cell
    assert not [cell for cell in cells if cell.hyperlink]


def test_every_file_leaves_by_the_one_door_that_writes_it_down():
    doors = [place(file) for file in PRODUCT if "st.download_button(" in file.read_text(encoding="utf-8")]
    assert doors == ["pages/access/exports.py"]
