"""What an .xlsx says beside its cells: the epoch that its numbers of days count from, and formulas that nobody calculated."""

import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter

from tests.support.small_extracts import HEADERS, read

DAY = date(2026, 10, 3)
FROM_1900, FROM_1904 = 46298, 44836  # DAY as a number in either kind of workbook


def referrals(path, epoch_1904: bool, *cells):
    """A workbook of list 3 whose days are these cells; the last column holds a number that is no day."""
    with xlsxwriter.Workbook(path, {"date_1904": epoch_1904}) as book:
        sheet, day = book.add_worksheet("L"), book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, HEADERS[3])
        for row, cell in enumerate(cells, 1):
            sheet.write_string(row, 0, f"C{row}")
            sheet.write_number(row, 8, 44836)
            sheet.write_datetime(row, 5, cell, day) if isinstance(cell, datetime) else sheet.write(row, 5, cell)
    return path


@pytest.mark.parametrize("epoch_1904, number", [(False, FROM_1900), (True, FROM_1904)])
def test_numbers_of_days_count_from_the_workbooks_own_epoch(tmp_path, epoch_1904, number):
    days = (number, number + 0.5, datetime(2026, 10, 3), "03/10/2026", str(number))
    path = referrals(tmp_path / "a_2026-10-31.xlsx", epoch_1904, *days)
    rows = read(path).tables[0].rows
    assert rows["referral_date"].to_list() == ["46298", "46298.5", "2026-10-03 00:00:00", "03/10/2026", "46298"]
    assert rows["previous_referrals"].to_list() == ["44836"] * 5, "a number that is no day stays as it is"


@pytest.mark.parametrize("written", [b'date1904="1"', b'date1904="true"', b"date1904='1'", b'filterPrivacy="1" date1904="1"'])
def test_the_epoch_is_known_however_it_is_written(tmp_path, written):
    path = referrals(tmp_path / "a_2026-10-31.xlsx", True, FROM_1904)
    with zipfile.ZipFile(path) as old:
        members = {name: old.read(name) for name in old.namelist()}
    assert b'date1904="1"' in members["xl/workbook.xml"]
    members["xl/workbook.xml"] = members["xl/workbook.xml"].replace(b'date1904="1"', written)
    with zipfile.ZipFile(path, "w") as new:
        for name, content in members.items():
            new.writestr(name, content)
    assert read(path).tables[0].rows["referral_date"].to_list() == ["46298"]


def by_hand(path, formula: str, other: str = ""):
    """A workbook of list 3 with one row whose day is the cell `formula`, and a sheet that is no list with the cell `other`."""
    with xlsxwriter.Workbook(path) as book:
        for name in ("L", "Other & more"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, HEADERS[3] if name == "L" else ("Something", "else"))
            sheet.write_string(1, 0, "C1")
            sheet.write_formula(1, 5, "=MARK", None, 1)
    with zipfile.ZipFile(path) as old:
        members = {name: old.read(name) for name in old.namelist()}
    for number, cell in ((1, formula), (2, other or formula)):
        name, mark = f"xl/worksheets/sheet{number}.xml", b'<c r="F2"><f>MARK</f><v>1</v></c>'
        assert mark in members[name]
        members[name] = members[name].replace(mark, cell.encode())
    members["xl/workbook.xml"] = members["xl/workbook.xml"].replace(b' fullCalcOnLoad="1"', b"")
    with zipfile.ZipFile(path, "w") as new:
        for name, content in members.items():
            new.writestr(name, content)
    return path


@pytest.mark.parametrize("cell", [
    '<c r="F2"><f>TODAY()</f></c>', '<c r="F2"><f>TODAY()</f><v></v></c>', '<c r="F2"><f>TODAY()</f><v/></c>',
    '<c r="F2"><f>TODAY()</f><v /></c>', '<c r="F2" s="1"><f t="shared" si="0"/></c>'])
def test_a_list_with_formulas_that_nobody_calculated_is_refused_for_that(tmp_path, cell):
    done = read(by_hand(tmp_path / "a_2026-10-31.xlsx", cell))
    (table,) = done.tables
    assert (table.rows.height, table.refused.height) == (0, 1)
    assert "never calculated" in table.refused["reason"][0] and "list 3" in done.notes[0] and "never calculated" in done.notes[0]


@pytest.mark.parametrize("cell", ['<c r="F2"><f>TODAY()</f><v>46298</v></c>', '<c r="F2" t="str"><f>IF(A1,"","")</f><v></v></c>'])
def test_formulas_with_values_are_read_whatever_another_sheet_lacks(tmp_path, cell):
    done = read(by_hand(tmp_path / "a_2026-10-31.xlsx", cell, '<c r="F2"><f>TODAY()</f></c>'))
    assert done.tables[0].rows.height == 1 and "never calculated" not in " ".join(done.notes)
