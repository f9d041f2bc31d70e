"""What is no extract is named, once, and passed over; what may be one and cannot be read stops the build."""

import zipfile
from itertools import product

import pytest

from data import build, loading
from data.reading.folder import read_folder
from queries.store import engine
from tests.support.small_extracts import HEADERS, csv, workbook

HEADER = "visit_id,child_id,visit_date,seen,seen_alone"
ROWS = [f"V{number},C{number},2026-10-{number:02d},Yes,Yes" for number in range(1, 11)]
STRAYS = {
    "guidance.pdf": "a PDF", "Letter.DOCX": "a Word document", "old.doc": "a Word document", "mail.msg": "an e-mail",
    "mail.eml": "an e-mail", "chart.png": "a picture", "photo.JPG": "a picture", "page.html": "a web page",
    "report.pbix": "a Power BI file", "slides.pptx": "a presentation", "annex.7z": "an archive", "annex.csv.gz": "an archive",
    "annex.rar": "an archive", "annex.lnk": "a shortcut", "link.url": "a shortcut", "load.bat": "a program",
    "script.sql": "a program", "db.accdb": "a database", "upload.log": "a log", "annex.xlsx.bak": "a backup",
    "annex.md5": "a checksum", "notes.md": "a note", "data.json": "a note",
    "~$annex_a_2026-10-31.xlsx": "while it has a workbook open", ".~lock.annex_a.xlsx#": "while it has a workbook open",
    ".hidden": "hidden", ".gitkeep": "hidden", ".DS_Store": "hidden", "._annex_a.xlsx": "hidden", "Thumbs.db": "system",
    "desktop.ini": "system", "README.md": "note", "readme.txt": "note", "invented.toml": "note",
    "contacts.dat": "ending is .dat", "export.rpt": "ending is .rpt", "noending": "no ending",
    "data.parquet": "ending is .parquet",
}  # fmt: skip


@pytest.fixture(scope="module")
def passed(tmp_path_factory):
    """{name: what came of it} of a folder of strays, a folder in it, and one extract."""
    folder = tmp_path_factory.mktemp("strays")
    for name in STRAYS:
        (folder / name).write_bytes(b"PK\x03\x04" if name.endswith("x") else b"some,text\n1,2\n")
    csv(folder / "visit_2026-10-31.csv", HEADER, *ROWS, "")
    (folder / "archive").mkdir()
    return {done.file: done for done in read_folder(folder)}


@pytest.mark.parametrize("name", STRAYS)
def test_a_stray_file_is_named_and_passed_over(passed, name):
    done = passed[name]
    assert (done.status, done.tables) == ("ignored", ())
    assert STRAYS[name] in done.notes[0] and name not in done.notes[0]


def test_the_extract_beside_them_is_read(passed):
    assert passed["visit_2026-10-31.csv"].status == "read" and passed["archive"].status == "ignored"


def zipped(path, *names):
    with zipfile.ZipFile(path, "w") as file:
        for name in names:
            file.writestr(name, "x")


XML = {
    "<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year>": "a children in need census",
    "<Message><Header><CollectionDetails><Collection>CLA</Collection>": "children looked after (SSDA903)",
    "<Message><Header><CollectionDetails><Collection>SC</Collection>": "a school census",
    "<Message><Header><CollectionDetails><Collection>SWF</Collection>": "a workforce census",
    "<Message><Header><CollectionDetails><Collection>XYZ</Collection>": "a return to the department (XYZ)",
    "<Message><Children><Child><CINdetails><CINreferralDate>": "a children in need census",
    "<SSDA903><Child>": "children looked after (SSDA903)",
    "<note><to>A</to></note>": "An XML file",
}


FORMS = [*product(('<?xml version="1.0" encoding="utf-8"?>\n', "", "\ufeff"), ("utf-8", "utf-16"))]


@pytest.fixture(scope="module")
def censuses(tmp_path_factory) -> dict:
    """What is said of each of these texts, in each of the forms, read from one folder: {(text, form): the file as read}."""
    folder = tmp_path_factory.mktemp("censuses")
    names = {f"census_{n}.xml": each for n, each in enumerate(product(XML, FORMS))}
    for name, (text, (start, encoding)) in names.items():
        (folder / name).write_bytes((start + text).encode(encoding))
    return {names[done.file]: done for done in read_folder(folder)}


@pytest.mark.parametrize("form", FORMS, ids=str)
@pytest.mark.parametrize("text", XML)
def test_a_census_in_xml_is_told_what_it_is(censuses, text, form):
    done = censuses[text, form]
    assert done.status == "ignored" and XML[text] in done.notes[0] and "Annex A" in done.notes[0]


def test_a_zip_with_extracts_is_to_be_unpacked(tmp_path):
    zipped(tmp_path / "annex.zip", "a/annex_a_2026-10-31.xlsx", "notes.pdf")
    zipped(tmp_path / "letters.zip", "letter.pdf")
    first, second = read_folder(tmp_path)
    assert (first.status, second.status) == ("ignored", "ignored")
    assert "contains annex_a_2026-10-31.xlsx. Unpack it" in first.notes[0] and "without extracts" in second.notes[0]


def test_a_workbook_with_an_unusual_name_is_read(tmp_path):
    row = ("C1", None, None, None, None, "01/10/2026")
    for name in ("annex 2026-10-31", "annex_a_31.10.2026", "annex_2026-10-31.zip", "annex_2026-10-31.XLSM"):
        (path := workbook(tmp_path / "a.xlsx", {"L": [HEADERS[3], row]})).rename(tmp_path / name)
        assert not path.exists()
        assert [done.status for done in read_folder(tmp_path)] == ["read"], name
        (tmp_path / name).unlink()


MAY_BE_ONE = {
    "annex.csv": b"name,colour\nTom,grey\n", "notes.txt": b"Dear all\nplease find\n", "annex.tsv": b"a\tb\n1\t2\n",
    "old.xls": b"\xd0\xcf\x11\xe0" * 8, "page.xls": b"<html><table><tr><td>Child ID</td></tr></table></html>",
    "locked.xlsx": b"\xd0\xcf\x11\xe0" * 9,
    "excel2003.xml": b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
    "census.csv": b"<?xml version='1.0'?><Message><Collection>CIN</Collection></Message>",
}  # fmt: skip


@pytest.fixture(scope="module")
def stopped(tmp_path_factory) -> str:
    """Why a build stops at a folder with all of these files beside an extract."""
    folder = tmp_path_factory.mktemp("unreadable")
    for name, content in MAY_BE_ONE.items():
        (folder / name).write_bytes(content)
    zipped(folder / "annex.ods", "mimetype", "content.xml")
    zipped(folder / "annex.xlsb", "xl/workbook.bin")
    csv(folder / "visit_2026-10-31.csv", HEADER, *ROWS, "")
    with engine.memory() as database:
        report = loading.load(database, folder)
    with pytest.raises(build.UnreadableFile) as said:
        build._all_readable(report)
    return str(said.value)


@pytest.mark.parametrize("name", [*MAY_BE_ONE, "annex.ods", "annex.xlsb"])
def test_what_may_be_an_extract_and_cannot_be_read_stops_the_build_and_is_named_once(stopped, name):
    assert stopped.count(name) == 1
    assert "visit_2026-10-31.csv" not in stopped


def test_a_folder_without_extracts_names_each_file_once(tmp_path):
    for name in (".gitkeep", "guidance.pdf", "x.csv"):
        (tmp_path / name).write_text("name,colour\nTom,grey\n")
    with pytest.raises(loading.LoadError) as said, engine.memory() as database:
        loading.load(database, tmp_path)
    assert [str(said.value).count(name) for name in (".gitkeep", "guidance.pdf", "x.csv")] == [1, 1, 1]
