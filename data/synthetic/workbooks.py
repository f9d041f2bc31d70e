"""Annex A workbooks: a sheet a list, its title in row 1, its headers in row 2, true dates, and the same bytes every time.

Workbooks are written by two processes of their own, told what to do through a pipe. They are started as modules and not
through multiprocessing, which would run the calling program's main file again, and in a page that file is the whole app.
"""

import pickle
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from . import annex_a, dates

EXCEL_EPOCH = datetime(1899, 12, 30).toordinal()
PROCESSES = 2
HOUSE = Path(__file__).resolve().parents[2]


def file_name(day):
    """The name of the workbook drawn on a day."""
    return f"annex_a_{dates.iso(day)}.xlsx"


def write_all(folder, history, days, done):
    """Write the workbook of every day into a folder; `done` is called with a file's name after each."""
    desks = [_desk(folder, history, days[place::PROCESSES]) for place in range(min(PROCESSES, len(days)))]
    try:
        for place in range(len(days)):
            line = desks[place % len(desks)].stdout.readline()
            if not line:
                raise RuntimeError("a workbook could not be written; the message above says why")
            done(line.decode().strip())
    finally:
        for desk in desks:
            desk.stdout.close()
            desk.kill() if sys.exc_info()[0] else desk.wait()


def write(path, history, day, created):
    """Write the workbook drawn on a day; `created` is the date its properties carry."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"strings_to_urls": False})
    book.set_properties({"title": f"Annex A, {dates.iso(day)}", "comments": "Invented: no real child.",
                         "created": created})
    as_date = book.add_format({"num_format": "dd/mm/yyyy"})
    for (sheet, title, headers), rows in zip(annex_a.LISTS, annex_a.lists(history, day), strict=True):
        _sheet(book.add_worksheet(sheet), title, headers, rows, as_date)
    book.close()


def _sheet(sheet, title, headers, rows, as_date):
    sheet.write_string(0, 0, title)
    for column, header in enumerate(headers):
        sheet.write_string(1, column, header)
    for at, row in enumerate(rows, start=2):
        for column, value in enumerate(row):
            if value is None:
                continue
            if isinstance(value, str):
                sheet.write_string(at, column, value)
            elif isinstance(value, annex_a.Day):
                sheet.write_number(at, column, value - EXCEL_EPOCH, as_date)
            else:
                sheet.write_number(at, column, value)


def _desk(folder, history, days):
    desk = subprocess.Popen([sys.executable, "-m", "data.synthetic.clerk"], cwd=HOUSE, stdin=subprocess.PIPE,
                            stdout=subprocess.PIPE)
    pickle.dump((str(Path(folder).resolve()), history, days), desk.stdin)
    desk.stdin.close()
    return desk
