"""A source that is described wrongly, or by half, is refused with the file, the line and what to write."""

import re
import shutil

import pytest

from data import belief
from data.reading import lists
from queries import QueryError, details, sources
from queries.definitions import dictionary
from queries.sources import checks, statements
from tests.house.test_architecture import PRODUCT, place

LOCAL, ANNEX_A = "local/lists.toml", "annex_a/lists.toml"


@pytest.fixture
def staging(tmp_path):
    """A copy of the sources that ship, to change without harm."""
    for source in sources.every():
        shutil.copytree(source.file.parent, tmp_path / source.id)
    return tmp_path


def changed(folder, name, old, new):
    """Change what a file says, once, and return the line (from 1) on which that stands."""
    file = folder / name
    text = file.read_text(encoding="utf-8")
    assert text.count(old) >= 1, old
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[:text.index(old)].count("\n") + 1


@pytest.mark.parametrize(("file", "old", "new", "says"), [
    ("local/source.toml", "rank = 10", "rank = 20", "rank is 20, and annex_a has the same rank"),
    ("local/source.toml", "rank = 10", 'rank = "10"', "rank = '10' cannot be used. Write: rank = 30"),
    ("local/source.toml", '"xlsx"]', '"pdf"]', "files contains 'pdf', which cannot be used. Write: files = [\"xlsx\", \"csv\"]"),
    (LOCAL, 'fills = ["contact"]', 'fills = ["contacts"]', "fills names 'contacts', which is not a table of model.sql"),
    (LOCAL, 'fills = ["contact"]', 'fills = ["referral"]', "fills names 'referral', and this folder has no referral.sql"),
    (LOCAL, 'fills = ["contact"]', 'fills = ["contact", "cp_visit"]',
     "fills names 'cp_visit', of which each row of [local_visit] is a record"),
    (ANNEX_A, 'names = ["cp_visit", "cp_review"]', 'names = ["cp_visit", "cp_plan_review"]',
     "names names 'cp_plan_review', which is not a table of model.sql"),
    (ANNEX_A, 'names = ["cp_visit", "cp_review"]', 'names = ["cp_visit", "referral"]',
     "names names 'referral', of which each row of [annex_a_list_3] is a record"),
    (ANNEX_A, 'latest = { last_visit_date = "cp_visit"', 'latest = { last_visit_day = "cp_visit"',
     "latest names the column 'last_visit_day', which the list lacks"),
    (ANNEX_A, 'latest = { last_visit_date = "cp_visit"', 'latest = { last_visit_date = "visit"',
     "latest names 'visit', which is not a table of model.sql"),
    (LOCAL, 'starts = "contact_date"', 'starts = "contact_day"', "starts names the column 'contact_day', which the list lacks"),
    (LOCAL, 'own_id = "contact_id"', 'own_id = "team"', "needed lacks 'team', which every row needs"),
    (LOCAL, 'whose = "worker_id"', 'whose = "supervisor_id"', "needed lacks 'supervisor_id'"),
    (LOCAL, 'believed_for = "its dates"', 'believed_for = "a year"',
     "believed_for = 'a year' cannot be used. Write: believed_for = \"6 months\""),
    (LOCAL, 'recorded_date = "date"', 'recorded_date = "day"', "recorded_date is 'day', which is not a kind of answer"),
    (LOCAL, 'seen = "yes or no"', 'sen = "yes or no"', "sen names the column 'sen', which the list lacks"),
    (LOCAL, 'cp_visit_seen = "seen"', 'cp_visit_sen = "seen"', "cp_visit_sen names 'cp_visit_sen', which is not a detail of"),
    (LOCAL, 'ends = "end_date"', "ends = 7", 'ends = 7 cannot be used. Write: ends = "end_date"'),
    (LOCAL, 'event = ["contact_date"]', 'evnt = ["contact_date"]', "evnt is not a key of this table. Its keys are:"),
    (ANNEX_A, 'shares = ["child"]', 'shares = ["children"]', "shares names 'children', and there is no [shared.children]"),
    (ANNEX_A, 'may_lack = ["contact_outcome"', 'may_lack = ["meeting_attended"', "may_lack names 'meeting_attended', which"),
])
def test_what_is_wrong_is_named_with_its_line(staging, file, old, new, says):
    line = changed(staging, file, old, new)
    at = "[0-9]+" if "lacks" in says or "rank of" in says else str(line)  # what is wrong then stands on another line
    with pytest.raises(QueryError, match=rf"{re.escape(file)}: line {at}: (\[[a-z_0-9.]+\] )?{re.escape(says)}"):
        sources.load(staging)


@pytest.mark.parametrize(("file", "key", "write"), [
    ("local/source.toml", "title", "title is missing. Write: title ="),
    ("local/source.toml", "rank", "rank is missing. Write: rank = 30"),
    (LOCAL, "fills", "fills is missing. Write: fills ="), (LOCAL, "starts", "starts is missing. Write: starts ="),
    (LOCAL, "believed_for", "believed_for is missing"), (LOCAL, "needed", "needed is missing"),
])
def test_what_is_missing_is_asked_for_at_the_head_of_its_table(staging, file, key, write):
    lines = (staging / file).read_text(encoding="utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith(f"{key} ="))
    heads = [number for number, line in enumerate(lines[:at], 1) if line.startswith("[")]
    (staging / file).write_text("\n".join(lines[:at] + lines[at + 1:]), encoding="utf-8")
    with pytest.raises(QueryError, match=f"line {heads[-1] if heads else 1}: .*{write}"):
        sources.load(staging)


@pytest.mark.parametrize("name", ["source.toml", "lists.toml"])
def test_a_folder_with_one_file_of_the_two_is_half_a_source(staging, name):
    (staging / "local" / name).unlink()
    with pytest.raises(QueryError, match=rf"{name}: .*No such file.*A source has a source.toml and a lists.toml"):
        sources.load(staging)


def test_a_list_is_called_after_its_folder_so_that_no_two_sources_have_one_of_the_same_name(staging):
    shutil.copytree(staging / "local", staging / "other")
    changed(staging, "other/source.toml", "rank = 10", "rank = 11")
    with pytest.raises(QueryError, match=r"local_case_supervision cannot be a list's id\. .*\[other_contact\]"):
        sources.load(staging)


def test_the_sources_that_ship_are_right_and_come_in_the_order_of_their_ranks(staging):
    assert [source.id for source in sources.load(staging)] == ["local", "annex_a"] == [source.id for source in sources.every()]
    assert {spec.id for spec in lists.load()} == {spec.id for source in sources.every() for spec in source.lists}
    changed(staging, "annex_a/source.toml", "rank = 20", "rank = 5")
    assert [source.id for source in sources.load(staging)] == ["annex_a", "local"]


def test_who_needs_the_sources_asks_for_them_and_looks_for_no_folder_of_staging():
    """A second way to find them would find others: half a source, or one that is refused."""
    found = {place(file) for file in PRODUCT if re.search(r"\"(\*/)?(source|lists)\.toml\"", file.read_text(encoding="utf-8"))}
    assert {name.rpartition("/")[0] for name in found} == {"queries/sources"}
    assert sources.names() == tuple(sorted(source.id for source in sources.every()))


def test_every_table_a_source_can_fill_says_which_columns_make_two_records_the_same():
    same = checks.read(statements.SAME)
    columns = {table.name: {column.name for column in table.columns} for table in dictionary.tables()}
    ours = {name for name, held in columns.items() if {"source", "file", "row_number"} <= held}
    assert same.keys() == ours
    for table, told in same.items():
        assert all(any(name in each for name in columns[table]) for each in told)


def test_every_detail_is_said_by_some_list_and_no_list_that_ships_leaves_one_of_its_tables_unsaid():
    said = belief.details()
    assert set(said["detail"]) == details().keys()
    assert said.filter(said["field"].str.starts_with("(")).is_empty()
