"""The data dictionary is what the engine's catalogue holds: the tables of model.sql, with what meaning.sql says of them."""

import pytest

from queries import text
from queries.definitions import dictionary
from queries.definitions.dictionary import Column
from queries.store import audiences, engine
from queries.store.warehouse import current

APPENDED = """CREATE TABLE moved (  -- no comment is read
    child_id VARCHAR, "at" TIMESTAMP, n INTEGER,  -- when
    file VARCHAR);"""
SAID = """COMMENT ON TABLE moved IS 'a move; home (or away)';
COMMENT ON COLUMN moved."at" IS 'when, and -- not why';"""


def test_every_table_and_column_has_a_meaning_and_a_kind_a_reader_knows():
    told = dictionary.tables()
    assert len(told) > 20 and all(table.a_row_is for table in told)
    assert [f"{table.name}.{column.name}" for table in told for column in table.columns if not column.meaning] == []
    assert {column.kind for table in told for column in table.columns} <= set(dictionary.KINDS.values())


def test_a_table_says_what_a_row_is_and_a_column_what_it_means():
    told = {table.name: table for table in dictionary.tables()}
    columns = {column.name: column for column in told["contact"].columns}
    assert columns["outcome"].meaning.startswith("'no further action'") and columns["contact_date"].kind == "date"
    assert "9999-12-31" in {column.name: column.meaning for column in told["cp_plan"].columns}["end_date"]
    assert {column.name: column.meaning for column in told["meeting"].columns}["child_id"].endswith("the board")


def test_a_table_is_told_as_the_engine_made_it_however_its_text_is_laid_out():
    told = dictionary._told(f"{text('model/model')}\n{APPENDED}", f"{text('definitions/meaning')}\n{SAID}")
    assert told[:-1] == dictionary.tables()
    assert told[-1].a_row_is == "a move; home (or away)"
    assert told[-1].columns == (
        Column("child_id", "text", "the child, as the source names it"), Column("at", "date and time", "when, and -- not why"),
        Column("n", "number", ""), Column("file", "text", "the file the row came from"),
    )


def test_what_is_said_of_a_column_that_is_not_there_is_refused():
    with pytest.raises(engine.SqlError, match="contact"):
        dictionary._told(text("model/model"), f"{text('definitions/meaning')}\nCOMMENT ON COLUMN contact.outcomes IS 'misspelt';")


def test_a_build_says_in_its_own_catalogue_what_its_columns_mean(warehouse):
    with engine.read(current(warehouse) / f"{audiences.with_records().id}.duckdb") as file:
        found = file.run("SELECT table_name, column_name, comment FROM duckdb_columns() WHERE comment IS NOT NULL").rows()
    own = {(table.name, column.name): column.meaning for table in dictionary.tables() for column in table.columns}
    assert len(found) > 60 and all(own[table, column] == comment for table, column, comment in found)
