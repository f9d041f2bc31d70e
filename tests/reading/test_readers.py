"""Files come out as they went in: every list found by its headers, every value as text, every row with its number."""

from datetime import date, datetime

import openpyxl
import pytest

from data.reading import extract_date
from data.reading.readers import Unreadable
from tests.support.small_extracts import HEADERS, csv, read, workbook

REFERRAL = ("A1", "a) Male", "a) WBRI", "01/02/2015", 11, "03/10/2026", "q) 6: Police", "b) No", 0, "Duty", "W1")


def only(path):
    """The one table of a file."""
    (table,) = read(path).tables
    return table


def test_ofsteds_template_is_seven_empty_lists_and_four_not_used(shared):
    done = read(shared / "reference" / "extracts" / "ofsted_annex_a_template_aug2019.xlsx")
    assert [table.list for table in done.tables] == [f"annex_a_list_{number}" for number in range(1, 8)]
    assert [len(table.rows) for table in done.tables] == [0] * 7
    assert [f"list {number}," in " ".join(done.notes) for number in (8, 9, 10, 11)] == [True] * 4
    assert "Guidance" in " ".join(done.notes) and "Codes_used" in " ".join(done.notes)
    assert done.extract_date == date(2019, 8, 31)


def test_the_shared_sample_is_read_cell_for_cell(shared):
    path = shared / "reference" / "extracts" / "liia_annex_a_sample_2024.xlsx"
    book = openpyxl.load_workbook(path, data_only=True)
    done = read(path)
    assert [(table.list[-1], len(table.rows)) for table in done.tables] == list(
        zip("1234567", (5, 5, 6, 5, 5, 5, 7), strict=True)
    )
    for table in done.tables:
        texts = {text for row in table.rows.drop("row_number").rows() for text in row if text}
        for row in table.rows.iter_rows(named=True):
            cells = [cell.value for cell in book[table.sheet][row["row_number"]] if cell.data_type != "e"]  # #N/A is no text
            assert row["child_id"] == str(cells[0])
            for cell in cells:
                if isinstance(cell, datetime):
                    assert f"{cell:%Y-%m-%d %H:%M:%S}" in row.values()
                elif isinstance(cell, str) and cell.strip():
                    assert cell.replace("\xa0", " ").strip() in texts
    assert done.extract_date == date(2021, 3, 15)


@pytest.mark.parametrize(
    "change",
    [
        str.upper,
        str.lower,
        lambda h: f"  {h}  ",
        lambda h: h.rstrip("?"),
        lambda h: h + "?",
        lambda h: h.replace(" ", "\xa0"),
        lambda h: " ".join(reversed(h.split())),
        lambda h: h.replace("’", "'"),
        lambda h: h.replace(")", "))"),
        lambda h: {"Age of Child (Years)": "Age", "Gender": "Sex", "Child Unique ID": "ID of Child"}.get(h, h),
    ],
    ids=["upper", "lower", "spaces", "no mark", "mark", "hard spaces", "order", "straight", "brackets", "aliases"],
)
@pytest.mark.parametrize("number", HEADERS)
def test_a_list_is_known_by_its_headers_however_they_are_written(tmp_path, number, change):
    headers = [change(header) for header in HEADERS[number]]
    path = workbook(tmp_path / "x_2026-10-31.xlsx", {"Sheet1": [headers, tuple("abcdefghijklmnopq")]})
    table, plain = only(path), workbook(tmp_path / "y_2026-10-31.xlsx", {"S": [HEADERS[number], tuple("abcdefghijklmnopq")]})
    assert table.list == f"annex_a_list_{number}"
    assert table.rows.equals(only(plain).rows)
    assert len(table.rows.columns) == len(HEADERS[number]) + 1


@pytest.mark.parametrize("above", [(), [("List 3: Referral",)], [("Referrals", "October"), (), ("Team", None, "all")], [()] * 9])
def test_the_header_row_is_where_the_headers_are_and_rows_keep_their_numbers(tmp_path, above):
    path = workbook(tmp_path / "a_2026-10-31.xlsx", {"Any": [*above, HEADERS[3], REFERRAL, (), REFERRAL]})
    assert only(path).rows["row_number"].to_list() == [len(above) + 2, len(above) + 4]


def test_blank_rows_and_repeated_headers_are_not_rows(tmp_path):
    rows = [HEADERS[3], REFERRAL, (None, "  ", "\xa0"), tuple(map(str.upper, HEADERS[3])), REFERRAL]
    assert only(workbook(tmp_path / "a_2026-10.xlsx", {"List 3": rows})).rows["row_number"].to_list() == [2, 5]


def test_every_value_comes_as_text_with_nothing_made_of_it(tmp_path):
    values = ("00123", 123, 1.5, True, "1E5", "\xa0Ann\xa0Lee ", datetime(2026, 10, 3), 46298, "line\nbreak", "#N/A", None)
    (row,) = only(workbook(tmp_path / "a_2026-10.xlsx", {"L": [HEADERS[3], values]})).rows.drop("row_number").rows()
    taken = dict(zip([*range(5), 9, 10, 5, 6, 7, 8], row, strict=True))  # the shared columns come first
    assert [taken[index] for index in range(11)] == [
        "00123",
        "123",
        "1.5",
        "true",
        "1E5",
        "Ann Lee",
        "2026-10-03 00:00:00",
        "46298",
        "line\nbreak",
        "#N/A",
        None,
    ]


def test_between_two_lists_that_match_alike_the_sheets_name_decides(tmp_path):
    rows = [("Child ID", "Assessment Start Date", "Organisation", "Child seen"), ("A", "01/10/2026", "School", "Yes")]
    assert only(workbook(tmp_path / "a_2026-10.xlsx", {"Assessments": rows})).list == "annex_a_list_4"
    assert only(workbook(tmp_path / "b_2026-10.xlsx", {"Early help": rows})).list == "annex_a_list_2"
    assert "assessments as well" in refusal(workbook(tmp_path / "c_2026-10.xlsx", {"October": rows}))


def test_columns_we_do_not_know_are_reported_and_kept_out(tmp_path):
    done = read(workbook(tmp_path / "a_2026-10.xlsx", {"L": [(*HEADERS[3], "Comments"), (*REFERRAL, "see file")]}))
    assert "'Comments'" in done.notes[0] and "Annex A list 3" in done.notes[0]
    assert "see file" not in done.tables[0].rows.rows()[0]


def refusal(path):
    """The message of a file that cannot be read."""
    with pytest.raises(Unreadable) as refused:
        read(path)
    return str(refused.value)


def test_a_list_without_a_column_it_needs_is_refused_by_name(tmp_path):
    headers = [header for header in HEADERS[3] if header != "Date of referral"]
    said = refusal(workbook(tmp_path / "a_2026-10.xlsx", {"Referrals": [headers, REFERRAL]}))
    assert "a_2026-10.xlsx" in said and "'date of referral'" in said and "'Referrals'" in said


def test_two_columns_with_one_header_are_refused(tmp_path):
    said = refusal(workbook(tmp_path / "a_2026-10.xlsx", {"L": [(*HEADERS[3], "Date of Referral"), REFERRAL]}))
    assert "two columns" in said and "'date of referral'" in said


def test_a_list_on_two_sheets_makes_the_file_unreadable(tmp_path):
    """Figures that silently lack a list would be too low, so the others are not taken in without it."""
    contact = [HEADERS[1], ("A", None, None, None, None, "03/10/2026", "q) 6: Police")]
    sheets = {"April": [HEADERS[3], REFERRAL], "May": [HEADERS[3], REFERRAL], "Contacts": contact}
    with pytest.raises(Unreadable, match="'April', 'May'"):
        read(workbook(tmp_path / "a_2026-10.xlsx", sheets))


def test_an_empty_copy_of_a_list_does_no_harm(tmp_path):
    sheets = {"Template": [HEADERS[3]], "List 3": [HEADERS[3], REFERRAL]}
    assert only(workbook(tmp_path / "a_2026-10.xlsx", sheets)).sheet == "List 3"


@pytest.mark.parametrize(
    "name, day",
    [
        ("annex_a_2026-10-31", date(2026, 10, 31)),
        ("AnnexA 31.10.2026 final", date(2026, 10, 31)),
        ("20261031_annex", date(2026, 10, 31)),
        ("31-10-2026", date(2026, 10, 31)),
        ("annex_a_2026-02", date(2026, 2, 28)),
        ("2026-05-01 to 2026-10-31", date(2026, 10, 31)),
        ("annex_a_2026-13-45", None),
        ("annex 8 12345678", None),
        ("Annex A 31st October 2026", date(2026, 10, 31)),
        ("list3_31Oct26", date(2026, 10, 31)),
        ("Oct 31, 2026", date(2026, 10, 31)),
        ("Annex A Sept 2026", date(2026, 9, 30)),
        ("market_2026", None),
        ("referrals since may v2", None),
    ],
)
def test_the_day_of_an_extract_is_in_the_name_of_its_file(name, day):
    assert extract_date.from_name(name) == day


@pytest.mark.parametrize("name", ["annex_a_10-31-2026", "annex 31.10.26", "list3_26-10-31", "annex_a_2026-02-30", "31 June 2026"])
def test_a_name_whose_day_is_not_clear_is_refused(name):
    with pytest.raises(extract_date.DateError, match="its name says"):
        extract_date.from_name(name)


def test_without_one_it_is_the_latest_believable_day_inside(tmp_path):
    days = [f"{day:02d}/{month:02d}/2026" for month in (5, 6, 7, 8) for day in range(1, 29)]
    lines = [f"C{number},A,{day},Police,NFA,," for number, day in enumerate(days)]
    header = "contact_id,child_id,contact_date,contact_source,outcome,reason,team"
    assert read(csv(tmp_path / "contact.csv", header, *lines)).extract_date == date(2026, 8, 28)
    slipped = csv(tmp_path / "slip.csv", header, *lines, "C,A,01/01/2066,Police,NFA,,", "D,A,nonsense,Police,NFA,,")
    assert read(slipped).extract_date == date(2026, 8, 28)


def test_a_name_that_the_rows_contradict_is_refused(tmp_path):
    lines = [f"V{number},A,2026-10-{number:02d},Yes,Yes" for number in range(1, 29)]
    header = "visit_id,child_id,visit_date,seen,seen_alone"
    assert only(csv(tmp_path / "visit_2026-10-20.csv", header, *lines)).list == "local_visit"  # a slip or two is no other month
    said = refusal(csv(tmp_path / "visit_2026-09-30.csv", header, *lines))
    assert "2026-09-30" in said and "28 of its 28" in said


def test_a_file_of_spells_needs_its_day_in_its_name(tmp_path):
    said = refusal(csv(tmp_path / "allocation.csv", "child_id,worker_id,team,start_date,end_date", "A,W,T,2026-01-01,"))
    assert "allocation.csv" in said and "Name it like" in said
