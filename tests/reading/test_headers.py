"""A header is read where only one meaning is possible, and never as another thing: a table of wordings, with what each is."""

import pytest

from data.reading import headers, lists
from tests.support.header_wordings import NOT_READ, READ

SPECS = {spec.id: spec for spec in lists.load()}
A = "annex_a_list_"


def cases(table):
    """(list, column, header) of each wording."""
    return [(name, column, header) for (name, column), wordings in table.items() for header in wordings]


def recognised(name, column, *written):
    """The match of a list's official headers, with `written` in the place of one column's."""
    spec = SPECS[name]
    official = [headers.official(aliases) for each, aliases in spec.columns.items() if each != column]
    match = lists.recognise([[*official, *written]], "Sheet1", tuple(SPECS.values()))
    assert match is not None and match.spec.id == name
    return match


@pytest.mark.parametrize(("name", "column", "header"), cases(READ))
def test_a_wording_of_one_meaning_is_read(name, column, header):
    match = recognised(name, column, header)
    assert match.headers.get(column) == header and not match.doubled and not match.unknown


@pytest.mark.parametrize(("name", "column", "header"), cases(NOT_READ))
def test_another_thing_is_never_taken_for_the_column(name, column, header):
    match = recognised(name, column, header)
    assert column not in match.columns and header in match.unknown


def test_the_table_is_large():
    assert len(cases(READ)) > 200 and len(cases(NOT_READ)) > 120


@pytest.mark.parametrize(("first", "second"), [("CP Plan End Date", "Plan ended on"), ("CPP End Date", "CP_END_DATE")])
def test_two_wordings_of_one_column_are_doubled_and_the_official_one_wins(first, second):
    assert recognised(f"{A}7", "end_date", first, second).doubled == ("end_date",)
    match = recognised(f"{A}7", "end_date", first, "Child Protection Plan End Date")
    assert match.doubled == () and match.headers["end_date"] == "Child Protection Plan End Date" and match.unknown == (first,)


@pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS)
def test_every_official_header_means_its_own_column_alone(spec):
    written = [headers.official(aliases) for aliases in spec.columns.values()]
    match = lists.recognise([written], "Sheet1", tuple(SPECS.values()))
    assert list(match.columns) == list(spec.columns) and not match.doubled and match.spec.id == spec.id
