"""Ten times the rows cost about ten times the work, and no more: lines of a CSV are counted, of SQL the processor time."""

import time

import pytest

import queries
from data import settings
from data.reading import delimited
from queries.definitions import examples
from queries.store import engine

PARAMETERS = settings.parameters(settings.load())
LAST = "2026-03-31"


class Counted(list):
    """Lines that count how often one of them is handed out."""

    handed_out = 0

    def __getitem__(self, which):
        found = super().__getitem__(which)
        Counted.handed_out += len(found) if isinstance(which, slice) else 1
        return found

    def __iter__(self):
        for line in super().__iter__():
            Counted.handed_out += 1
            yield line


@pytest.mark.parametrize(("line", "faults"), [
    ('A,"Police, town",2026-10-01', False),  # as any system writes it
    ('A,"a ""quoted"" word",2026-10-01', False),
    ('"a', True),  # never closed
    ('x",",', True),  # closed and opened again on each line, so that each is followed as far as a record may go
])
def test_each_line_of_a_csv_is_looked_at_a_fixed_number_of_times(line, faults):
    count = 5_000
    Counted.handed_out, lines = 0, Counted([line] * count)
    records = list(delimited.records(lines, ",", 3))
    assert len(records) == count and all(bool(record.fault) == faults for record in records)
    assert Counted.handed_out <= (delimited.LONGEST_RECORD + 3) * count


def gaps(children: int) -> tuple[float, list[tuple]]:
    """Processor seconds of `gap_now` where so many children on plans were all seen on one day; and their gaps, each kind once."""
    with engine.memory() as database:
        reach = [{"model_table": table, "file": "f", "covered_from": "2026-02-01", "covered_to": LAST}
                 for table in ("cp_plan", "cp_visit", "worker", "worker_supervision")]
        examples._model(database, {"coverage": reach})
        database.execute(f"""
            INSERT INTO cp_plan (cp_plan_id, child_id, start_date, end_date, team)
                SELECT 'P' || range, 'C' || range, DATE '2025-01-01', DATE '9999-12-31', 'East' FROM range({children});
            INSERT INTO cp_visit (cp_visit_id, child_id, visit_date, seen)
                SELECT 'V' || range, 'C' || range, DATE '2026-03-10', TRUE FROM range({children});
            INSERT INTO worker (worker_id, team, start_date, end_date)
                VALUES ('C0', 'East', DATE '2025-01-01', DATE '9999-12-31')""")  # a worker may have the number of a child
        for name in queries.DERIVED:
            database.execute(queries.text(name), **PARAMETERS)
        began = time.process_time()
        database.execute(queries.text("model/gap_now"), **PARAMETERS)
        took = time.process_time() - began
        return took, database.run("SELECT kind, since, gap_days, COUNT(*) FROM gap_now GROUP BY ALL ORDER BY 1").rows()


@pytest.mark.slow
def test_open_gaps_of_ten_times_the_children_do_not_take_a_hundred_times_as_long():
    few, many = (min((gaps(children) for _ in range(5)), key=lambda each: each[0]) for children in (3_000, 30_000))
    assert few[1] == [("visit", "held", 21, 3_000), ("worker_supervision", "records", 58, 1)]
    assert many[1] == [("visit", "held", 21, 30_000), ("worker_supervision", "records", 58, 1)]
    assert many[0] < 15 * few[0], (few[0], many[0])
