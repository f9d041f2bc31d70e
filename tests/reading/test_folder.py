"""A folder is read file by file; what cannot be read is reported in words and stops nobody else, however it was made."""

import os
import zipfile

import pytest

from data.reading.folder import read_folder
from tests.support.small_extracts import HEADERS, csv, workbook

VISITS = ("visit_id,child_id,visit_date,seen,seen_alone", "V1,A,2026-10-01,Yes,Yes")


def zipped(path, members):
    """Write a zip file with members of given content, which compresses well."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)


def two_far_cells(path):
    """A workbook of 1.5 KB whose two cells lie at opposite corners: reading it takes a process down."""
    workbook(path, {"List 3": [HEADERS[3]]})
    with zipfile.ZipFile(path) as old:
        members = {name: old.read(name) for name in old.namelist()}
    corner = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    members["xl/worksheets/sheet1.xml"] = members["xl/worksheets/sheet1.xml"].replace(b"</sheetData>", corner)
    zipped(path, members)


def damaged(path):
    """A workbook with its beginning overwritten; its end is there."""
    whole = workbook(path, {"L": [HEADERS[3]]}).read_bytes()
    path.write_bytes(b"PK" + b"x" * 3000 + whole[3002:])


HOSTILE = {
    "far.xlsx": (two_far_cells, "too much memory"),
    "dense.xlsx": (lambda p: zipped(p, {"xl/workbook.xml": "", "xl/worksheets/sheet1.xml": " " * 80_000_000}), "unpack"),
    "members.xlsx": (lambda p: zipped(p, {"xl/workbook.xml": ""} | {f"m{n}": "" for n in range(6000)}), "unpack"),
    "locked.xlsx": (lambda p: p.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000)), "password"),
    "old.xls": (lambda p: p.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000)), "old .xls"),
    "garbage.xlsx": (lambda p: p.write_bytes(os.urandom(5000)), "not an Excel workbook"),
    "damaged.xlsx": (damaged, "damaged"),
    "archive.xlsx": (lambda p: zipped(p, {"notes.txt": "hello"}), "not an .xlsx"),
    "hollow.xlsx": (lambda p: zipped(p, {"xl/workbook.xml": "<workbook/>"}), ""),
    "blank.csv": (lambda p: p.write_bytes(b"\n \n"), "empty"),
    "image.csv": (lambda p: p.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "not text"),
    "deep.csv": (lambda p: p.write_text('"' * 400_000), "no list"),
}


@pytest.fixture(scope="module")
def outcome(tmp_path_factory):
    """What came of a folder of hostile files with two good ones at its ends, by name."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, (make, _) in HOSTILE.items():
        make(folder / name)
    csv(folder / "a_visit_2026-10-31.csv", *VISITS)
    csv(folder / "z_visit_2026-11-30.csv", *VISITS, "V2,A,2026-11-01,Yes,No")
    return {done.file: done for done in read_folder(folder)}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_unreadable_and_the_message_says_which_and_what_to_do(outcome, name):
    done = outcome[name]
    assert (done.status, done.tables) == ("unreadable", ())
    (said,) = done.notes
    assert name not in said and HOSTILE[name][1] in said, "the report puts the name before it"
    assert any(verb in said for verb in ("save it", "Save", "Export it again", "It has no list that Sightline reads"))


def test_the_files_around_them_are_read(outcome):
    assert [len(outcome[name].tables) for name in ("a_visit_2026-10-31.csv", "z_visit_2026-11-30.csv")] == [1, 1]
    assert list(outcome) == sorted(outcome)


def test_what_is_not_an_extract_is_named_and_left(tmp_path):
    for name in ("README.md", "invented.toml", "truths.json", "~$annex_a.xlsx", ".gitkeep"):
        (tmp_path / name).write_text("x")
    (tmp_path / "archive").mkdir()
    found = list(read_folder(tmp_path))
    assert [done.status for done in found] == ["ignored"] * 6 and all(done.notes for done in found)


def test_the_same_file_twice_is_read_once(tmp_path):
    csv(tmp_path / "visit_2026-10-31.csv", *VISITS)
    csv(tmp_path / "visit_2026-10-31 (1).csv", *VISITS)
    first, second = read_folder(tmp_path)
    assert (first.status, second.status) == ("read", "identical")
    assert first.file in second.notes[0] and first.sha256 == second.sha256


def test_progress_runs_from_nothing_towards_one_in_words(tmp_path):
    csv(tmp_path / "visit_2026-10-31.csv", *VISITS)
    csv(tmp_path / "visit_2026-11-30.csv", *VISITS, "")
    told = []
    assert len(list(read_folder(tmp_path, lambda share, words: told.append((share, words))))) == 2
    assert [share for share, _ in told] == [0, 0.5] and "visit_2026-10-31.csv" in told[0][1]
