"""A file that has not arrived in full waits with a note; it is not read and stops nothing."""

import os
import threading
import time
from datetime import date

import pytest

from data import loading
from data.reading import arriving, folder
from data.reading.folder import read_folder
from data.reading.unread import Waiting
from queries.store import engine
from tests.support.small_extracts import HEADERS, csv, read, workbook

HEADER = "visit_id,child_id,visit_date,seen,seen_alone"
ROWS = [f"V{number},C{number},2026-10-{number:02d},Yes,Yes" for number in range(1, 11)]
TEMPORARY = [
    "visit.csv.part", "visit.csv.partial", "visit.csv.filepart", "visit.csv.tmp", "visit.tmp", "visit.csv.crdownload",
    "visit.csv.temp", "Unconfirmed 123456.crdownload", "visit.csv.download", "visit.csv.opdownload", "visit.csv.!ut",
    "VISIT.CSV.PART", "visit.csv.!qB", ".visit.csv.Ab12xZ", ".in.visit.csv", ".pureftpd-upload.5f1c.15", "visit.xlsx.part",
    "visit.part1", "~WRL0001.tmp", "visit.csv.upload",
]  # fmt: skip


@pytest.mark.parametrize("name", TEMPORARY)
def test_a_temporary_name_says_that_a_file_is_arriving(tmp_path, name):
    csv(tmp_path / name, HEADER, *ROWS)
    (done,) = read_folder(tmp_path)
    assert (done.status, done.tables) == ("waiting", ()) and "arriving" in done.notes[0]


@pytest.mark.parametrize("name", ["visits part 1_2026-10-31.csv", "partial visits 2026-10-31.csv", "download_2026-10-31.csv"])
def test_a_whole_file_may_have_such_words_in_its_name(tmp_path, name):
    csv(tmp_path / name, HEADER, *ROWS, "")
    assert [done.status for done in read_folder(tmp_path)] == ["read"]


CUT = {
    "a line": "\n".join([HEADER, *ROWS])[:-12],
    "a line after its first field": "\n".join([HEADER, *ROWS, "V11"]),
    "a line after a separator": "\n".join([HEADER, *ROWS, "V11,"]),
    "a line with Windows endings": "\r\n".join([HEADER, *ROWS, "V11,C1"]),
    "a line whose day is quoted": "\n".join([HEADER, *ROWS, 'V11,C1,"2026-1']),
    "the last field, which is quoted": "\n".join([HEADER, *ROWS, 'V11,C1,2026-10-01,Yes,"alo']),
    "a note of several lines": "\n".join([HEADER, *ROWS, 'V11,C1,2026-10-01,Yes,"alone', "in the kit"]),
    "a note of several lines, at the end of one": "\n".join([HEADER, *ROWS, 'V11,C1,2026-10-01,Yes,"alone', "at home", ""]),
    "a line after blank fields in every line": "\n".join([HEADER, *(row + ",," for row in ROWS), "V11,C1,20"]),
    "the header": HEADER[:30],
    "a header of another list": "contact_id,child_id,contact_d",
    "everything": "",
}


@pytest.mark.parametrize("what", CUT)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_that_is_cut_waits(tmp_path, what, encoding):
    path = tmp_path / "visit_2026-10-31.csv"
    path.write_bytes(CUT[what].encode(encoding) if CUT[what] else b"")
    with pytest.raises(Waiting, match="may still be arriving"):
        read(path)


def bytes_of(text: str, encoding: str = "utf-8") -> bytes:
    return text.encode(encoding)


WHOLE = "\n".join([HEADER, *ROWS[:-1], "V10,Zoë,2026-10-10,Yes,Zoë"])
CUT_BYTES = {
    "within a letter": bytes_of(WHOLE)[:-1],
    "within a letter of UTF-16": bytes_of(WHOLE, "utf-16")[:-1],
    "with zeros to its full size": bytes_of(WHOLE) + b"\0" * 5000,
}


@pytest.mark.parametrize("what", CUT_BYTES)
def test_bytes_that_are_cut_wait(tmp_path, what):
    path = tmp_path / "visit_2026-10-31.csv"
    path.write_bytes(CUT_BYTES[what])
    with pytest.raises(Waiting):
        read(path)


WHOLE_TEXTS = {
    "no line end": "\n".join([HEADER, *ROWS]),
    "Windows-1252 with its only accent at the end": "\n".join([HEADER, *ROWS[:-1], "V10,C10,2026-10-10,Yes,Zoé"]),
    "a footer without line end": "\n".join([HEADER, *ROWS, "Total: 10"]),
    "a blank last line": "\n".join([HEADER, *ROWS, "  "]),
    "blank lines": "\n".join([HEADER, *ROWS, "", "", ""]),
    "quoted": "\n".join([HEADER, *(",".join(f'"{field}"' for field in row.split(",")) for row in ROWS)]),
    "a header alone": HEADER,
}


@pytest.mark.parametrize("what", WHOLE_TEXTS)
def test_a_text_that_is_whole_is_read(tmp_path, what):
    path = tmp_path / "visit_2026-10-31.csv"
    path.write_bytes(WHOLE_TEXTS[what].encode("cp1252"))
    (table,) = read(path).tables
    assert table.rows.height == (0 if "alone" in what else 10)


def test_a_fault_before_the_last_line_is_refused_by_line(tmp_path):
    for fault in ('V11,"C11,2026-10-11,Yes,Yes', "V11,C11"):
        (table,) = read(csv(tmp_path / "visit_2026-10-31.csv", HEADER, *ROWS[:5], fault, *ROWS[5:], "")).tables
        assert (table.rows.height, table.refused["row_number"].to_list()) == (10, [7])
        (table,) = read(csv(tmp_path / "visit_2026-10-31.csv", HEADER, *ROWS, fault, "")).tables
        assert (table.rows.height, table.refused["row_number"].to_list()) == (10, [12]), "the line has its end"


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.9, 0.99, 0.999])
def test_a_workbook_without_its_end_waits(tmp_path, share):
    whole = workbook(tmp_path / "annex_a_2026-10-31.xlsx", {"L": [HEADERS[3], *[("C1",)] * 50]})
    content = whole.read_bytes()
    whole.write_bytes(content[: int(len(content) * share)])
    (done,) = read_folder(tmp_path)
    assert done.status == "waiting" and "Its end is missing" in done.notes[0]


def test_a_file_that_grows_while_it_is_read_waits(tmp_path):
    path, stop = csv(tmp_path / "visit_2026-10-31.csv", HEADER, *ROWS, ""), threading.Event()

    def upload():
        while not stop.wait(0.2):
            with path.open("a", encoding="utf-8") as file:
                file.write("V11,C11,2026-10-11,Yes,Yes\n")

    job = threading.Thread(target=upload)
    job.start()
    (done,) = read_folder(tmp_path)
    stop.set()
    job.join()
    assert (done.status, done.tables, done.notes) == ("waiting", (), (arriving.GROWING,))
    (done,) = read_folder(tmp_path)
    assert done.status == "read"


def test_a_file_written_again_with_the_same_size_waits_too(tmp_path, monkeypatch):
    path, ask = csv(tmp_path / "visit_2026-10-31.csv", HEADER, *ROWS, ""), folder._ask
    monkeypatch.setattr(folder, "_ask", lambda child, of, own: (ask(child, of, own), os.utime(path, (1, 1)))[0])
    (done,) = read_folder(tmp_path)
    assert done.notes == (arriving.GROWING,)


def test_a_file_that_is_moved_away_is_not_blamed(tmp_path, monkeypatch):
    path, ask = csv(tmp_path / "visit_2026-10-31.csv", HEADER, *ROWS, ""), folder._ask
    monkeypatch.setattr(folder, "_ask", lambda child, of, own: (path.unlink(missing_ok=True), ask(child, of, own))[1])
    (done,) = read_folder(tmp_path)
    assert (done.status, done.notes) == ("waiting", (arriving.GONE,))


def test_an_old_file_is_not_waited_for(tmp_path):
    path = csv(tmp_path / "visit_2026-10-31.csv", HEADER, *ROWS, "")
    os.utime(path, (1_700_000_000, 1_700_000_000))
    look, began = arriving.look(path), time.monotonic()
    assert arriving.changed(path, look) is None and time.monotonic() - began < 0.5


@pytest.mark.slow
def test_the_build_says_what_waits_and_goes_on_from_the_extract_before(tmp_path):
    csv(tmp_path / "visit_2026-09-30.csv", HEADER, *(row.replace("-10-", "-09-") for row in ROWS), "")
    csv(tmp_path / "visit_2026-10-31.csv", HEADER, *ROWS, "V11,C1")
    with engine.memory() as database:
        report = loading.load(database, tmp_path, today=date(2026, 11, 1)).to_dicts()
        assert [(row["file"], row["status"], row["loaded"]) for row in report] == [
            ("visit_2026-09-30.csv", "read", 10), ("visit_2026-10-31.csv", "waiting", 0)]  # fmt: skip
        assert "last line is cut" in report[1]["note"]
        assert database.run("SELECT max(covered_to) FROM coverage").item() < date(2026, 10, 1), "October is not known"


def test_with_nothing_else_the_build_says_once_what_waits(tmp_path):
    csv(tmp_path / "visit_2026-10-31.csv", HEADER, *ROWS, "V11,C1")
    with pytest.raises(loading.LoadError) as said, engine.memory() as database:
        loading.load(database, tmp_path)
    assert str(said.value).count("visit_2026-10-31.csv") == 1 and "last line is cut" in str(said.value)
