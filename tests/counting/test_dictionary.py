"""The data dictionary against the tables DuckDB makes of the same text."""

import queries
from queries.definitions import dictionary


def test_every_table_and_column_of_the_model_is_in_the_dictionary_in_its_order():
    with queries.store.engine.memory() as database:
        database.execute(queries.text("model/model"))
        made = database.run("SELECT table_name, column_name FROM information_schema.columns ORDER BY 1, ordinal_position")
    told = {table.name: [column.name for column in table.columns] for table in dictionary.tables()}
    parts = made.partition_by("table_name", as_dict=True).items()
    assert told == {name: frame["column_name"].to_list() for (name,), frame in parts}


def test_a_table_says_what_a_row_is_and_a_column_what_is_written_beside_it():
    told = {table.name: table for table in dictionary.tables()}
    assert all(table.a_row_is for table in told.values())
    columns = {column.name: column for column in told["contact"].columns}
    assert columns["outcome"].meaning.startswith("'no further action'") and columns["contact_date"].kind == "date"
    assert "9999-12-31" in {column.name: column.meaning for column in told["cp_plan"].columns}["end_date"]
