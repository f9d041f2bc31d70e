"""CSV in every form it comes in, and nothing of it lost: what does not fit is handed back under its line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import doubts
from data.reading import delimited
from data.reading.readers import Unreadable
from tests.support.small_extracts import csv, read

HEADER = "visit_id,child_id,visit_date,seen,seen_alone"


def visits(path):
    """The table of visits in a file."""
    (table,) = read(path).tables
    assert table.list == "local_visit"
    return table


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le-mark", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_encoding_delimiter_and_line_ending_gives_the_same_rows(tmp_path, encoding, delimiter, ending):
    text = ending.join([HEADER, "V1,é’1,2026-10-01,Yes,Yes", "V2,2,2026-10-02,No,No", ""]).replace(",", delimiter)
    path = tmp_path / "visit_2026-10-31.csv"
    path.write_bytes(b"\xff\xfe" + text.encode("utf-16-le") if encoding == "utf-16-le-mark" else text.encode(encoding))
    table = visits(path)
    assert table.rows.rows() == [(2, "V1", "é’1", "2026-10-01", "Yes", "Yes"), (3, "V2", "2", "2026-10-02", "No", "No")]
    assert table.refused.is_empty()


def test_rows_keep_the_line_they_begin_on(tmp_path):
    lines = [
        "Visits to children",
        "",
        HEADER,
        "",
        'V1,1,2026-10-01,Yes,"alone',
        'in ""his"" room"',
        ",,,,",
        "V2,2,2026-10-02,No,No",
    ]
    table = visits(csv(tmp_path / "visit_2026-10-31.csv", *lines))
    assert table.rows["row_number"].to_list() == [5, 8]
    assert table.rows["seen_alone"][0] == 'alone\nin "his" room'


@pytest.mark.parametrize(
    "line, why",
    [
        ("V2,2,2026-10-02,No,No,", "6 fields"),
        ("V2,2,2026-10-02", "3 fields"),
        ("V2,2,2026-10-02,No,No,more", "6 fields"),
        ('V2,"2,2026-10-02,No,No', "quotation"),
        ('V2,"2" x,2026-10-02,No,No', "quotation"),
    ],
)
def test_a_row_that_does_not_fit_is_refused_and_its_neighbours_are_not(tmp_path, line, why):
    around = [HEADER, "V1,1,2026-10-01,Yes,Yes", line, "V3,3,2026-10-03,Yes,Yes", *[f"X{n},4,2026-10-04,,'" for n in range(60)]]
    table = visits(csv(tmp_path / "visit_2026-10-31.csv", *around))
    assert len(table.rows) == 62 and table.rows["visit_id"].to_list()[:2] == ["V1", "V3"]
    ((number, reason, received, rule),) = table.refused.rows()
    assert (number, received, rule) == (3, line, "fits the header") and why in reason


@pytest.mark.parametrize("content", [b"a,b\x81,c\nd,\x8de,\xff", HEADER.encode() + b"\n\0\0"])
def test_text_in_no_known_encoding_is_refused(tmp_path, content):
    path = tmp_path / "visit_2026-10-31.csv"
    path.write_bytes(content)
    with pytest.raises(Unreadable, match=r"visit_2026-10-31\.csv.*CSV UTF-8"):
        read(path)


@pytest.mark.parametrize(("line", "advice"), [
    ('V1,1,"2026-10-01" x,Yes,Yes', "each quotation mark inside a text doubled"),
    ("1,V1,1,2026-10-01,Yes,Yes", "Does it lack the name of a column"),
    ("mother of child", "Does a text have line breaks"),
])
def test_a_refusal_says_what_to_do_about_the_reason_that_the_reader_gives(tmp_path, line, advice):
    """The advice is found by the first words of the reason, so the two must stay together."""
    rows = [HEADER, "V0,0,2026-10-01,Yes,Yes", *[line] * 30, "V9,9,2026-10-09,Yes,Yes", ""]
    refused = visits(csv(tmp_path / "visit_2026-10-31.csv", *rows)).refused
    assert refused.height == 30
    assert advice in doubts.remedy([{"doubt": "refused", "reason": f"30 of them, such as row 3: {refused['reason'][0]}"}])


def test_headers_of_no_list_are_named(tmp_path):
    with pytest.raises(Unreadable, match="name,colour"):
        read(csv(tmp_path / "x.csv", "name,colour", "a,b"))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text(alphabet='ab,"; é', max_size=12), max_size=30), st.sampled_from([None, 1, 2, 3]))
def test_no_character_of_any_text_is_lost(lines, width):
    records = list(delimited.records(lines, ",", width))
    kept = "".join(character for record in records for field in record.fields for character in field)
    marks = str.maketrans("", "", '," \n')
    assert kept.translate(marks) == "".join(lines).translate(marks)
    assert [record.line for record in records] == sorted({record.line for record in records})
    assert all(record.fault or width is None or len(record.fields) >= width for record in records)


@given(st.lists(st.lists(st.text(alphabet='ab,"\n é', max_size=6), min_size=3, max_size=3), max_size=12))
def test_what_a_spreadsheet_writes_is_read_back_as_it_was(rows):
    written = "\n".join(",".join('"' + field.replace('"', '""') + '"' for field in row) for row in rows)
    whole = [row for row in rows if any(field.strip() for field in row)]
    read_back = [record.fields for record in delimited.records(delimited.lines(written), ",", 3)]
    assert read_back == whole
