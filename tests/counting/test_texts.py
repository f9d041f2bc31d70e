"""What is put into an SQL text is put in by one function, which names the text and the part that is missing or unknown."""

import re

import pytest

from queries import FOLDER, PART, QueryError, text
from tests.house.test_architecture import PRODUCT, place

FILLED_ELSEWHERE = re.compile(r"""text\([^()]*\)\.(replace|format)\(|\.replace\(["']\{""")


def test_each_part_is_put_in_and_what_is_put_in_is_not_looked_through_again():
    assert text("reading/whole_table", table="{table}").endswith("SELECT * FROM {table}\n")


@pytest.mark.parametrize(("parts", "says"), [
    ({}, r"queries/reading/whole_table\.sql: \{table\} is in the text and was not given\."),
    ({"table": "a", "column": "b"}, r"queries/reading/whole_table\.sql: \{column\} was given, and the text has only: table\."),
    ({"tabel": "a"}, r"queries/reading/whole_table\.sql: \{tabel\} was given"),
])
def test_a_part_that_is_missing_or_unknown_is_named_with_the_text(parts, says):
    with pytest.raises(QueryError, match=says):
        text("reading/whole_table", **parts)


def test_no_other_module_fills_a_text():
    assert [place(file) for file in PRODUCT if FILLED_ELSEWHERE.search(file.read_text(encoding="utf-8"))] == []
    assert len([file for file in FOLDER.rglob("*.sql") if PART.search(file.read_text(encoding="utf-8"))]) > 10
