"""Every SQL text but those of staging is one that both engines read; what leaves the subset is found and told."""

import re

import pytest

from data import settings
from queries import FOLDER
from queries.definitions import examples, header
from queries.model import breakdowns, selected
from tests.support import sql_subset

OWN = "this engine's own"  # what a file says at its top that leaves the subset on purpose
BUILT = {"model/counted": lambda: breakdowns.counted("SELECT * FROM contact"), "model/series": breakdowns.series,
         "model/completed": selected.nothing, "model/counted_table": breakdowns.table, "model/counted_empty": breakdowns.empty}
TEXTS = {
    file.relative_to(FOLDER).as_posix(): re.sub(r"\{\w+\}", "part", file.read_text(encoding="utf-8"))
    for file in sorted(FOLDER.rglob("*.sql")) if "staging" not in file.parts and file != FOLDER / "model" / "model.sql"
} | {f"{name}.sql": made() for name, made in BUILT.items()}
HELD = {name: text for name, text in TEXTS.items() if OWN not in text}
INDICATORS = {indicator.id: indicator.sql for indicator in header.every()[0]}
ON_PLANS = "SELECT cp_plan_id AS record_id, start_date AS event_date, 1 AS numerator FROM cp_plan AS plan"

PLANTED = {  # what is written: a word of what must be said of it
    "SELECT CAST(day AS VARCHAR) AS day FROM calendar": "Write STRING",
    "SELECT day::STRING AS day FROM calendar": "`::`",
    "SELECT day FROM calendar QUALIFY ROW_NUMBER() OVER (ORDER BY day) = 1": "Qualify is outside",
    "SELECT * EXCLUDE (day) FROM calendar": "Name the columns",
    "SELECT * REPLACE (1 AS day) FROM calendar": "Name the columns",
    "FROM calendar": "SELECT before it",
    "WITH day AS (FROM calendar) SELECT day.day FROM day": "SELECT before it",
    "SELECT day FROM calendar UNION ALL BY NAME SELECT day FROM calendar": "BY NAME",
    "SELECT list(day) AS days FROM calendar": "ArrayAgg is outside",
    "SELECT list_sort([1, 2]) AS days": "Array is outside",
    "SELECT [day for day in [1, 2]] AS days": "outside",
    "SELECT struct_pack(a := 1) AS pair": "outside",
    "SELECT day FROM generate_series(1, 3) AS series(day)": "GenerateSeries is outside",
    "SELECT DISTINCT ON (day) day FROM calendar": "DISTINCT ON",
    "SELECT day, COUNT(*) AS n FROM calendar GROUP BY ALL": "GROUP BY ALL",
    "SELECT day FROM calendar ASOF JOIN month_end ON day >= month_end": "kind of its own",
    "SELECT TRY_CAST('x' AS DATE) AS day": "TryCast is outside",
    "SELECT strftime(day, '%Y') AS day FROM calendar": "outside",
    "SELECT regexp_matches('a', '(?i)A') AS found": "outside",
    "SELECT arg_max(day, day) AS day FROM calendar": "ArgMax is outside",
    "SELECT quantile_cont(1, 0.5) AS middle": "outside",
    "SELECT date_diff('day', day, day) AS days FROM calendar": "outside",
    "SELECT day FROM": "is not read",
}
PLANTED_KINDS = {
    f"{ON_PLANS} WHERE end_date - start_date <= 42": "an interval",
    f"{ON_PLANS} WHERE end_date - start_date BETWEEN 0 AND $visit_days": "an interval",
    "WITH long AS (SELECT end_date - start_date AS days FROM cp_plan) SELECT days FROM long": "an interval",
    "SELECT CASE WHEN end_date - GREATEST(start_date, last_visit_date) > 9 THEN 1 END AS numerator FROM cp_plan": "an interval",
    f"""{ON_PLANS} WHERE EXISTS (SELECT 1 FROM cp_visit WHERE cp_visit.child_id = plan.child_id AND NOT EXISTS (
        SELECT 1 FROM meeting WHERE meeting.child_id = cp_visit.child_id AND meeting_date > plan.start_date))""": "two levels",
    f"""{ON_PLANS} WHERE EXISTS (SELECT 1 FROM cp_visit JOIN meeting ON meeting.meeting_date > plan.start_date
        WHERE cp_visit.child_id = plan.child_id)""": "in the ON of a join",
}


@pytest.fixture(scope="module")
def schema() -> dict[str, dict[str, str]]:
    """The kind of every column an indicator can select, by table."""
    with examples.filled({}, settings.parameters(settings.load())) as (database, _):
        return {table: database.kinds(table) for table in database.tables()}


def test_all_but_a_few_texts_are_held():
    assert len(INDICATORS) > 70
    assert {f"model/{name}.sql" for name in ("counted", "series", "open_gap", "spell", "journey")} <= HELD.keys()
    assert "reading/records.sql" in HELD
    others = {"model/calendar.sql", "model/tables.sql", "reading/areas.sql", "definitions/meaning.sql",
              "definitions/about_somebody.sql"}
    assert TEXTS.keys() - HELD.keys() == others


@pytest.mark.parametrize("name", HELD)
def test_both_engines_read_it(name):
    assert sql_subset.faults(HELD[name]) == []


@pytest.mark.parametrize("indicator", INDICATORS)
def test_an_indicator_counts_with_days_and_columns_as_both_engines_do(indicator, schema):
    assert sql_subset.faults_of_kind(INDICATORS[indicator], schema) == []


def test_so_do_the_counted_records(schema):
    indicator = "SELECT contact.*, contact_date AS event_date, 1 AS numerator, 1 AS denominator, NULL AS worker_id FROM contact"
    assert sql_subset.faults_of_kind(breakdowns.counted(indicator), schema) == []


@pytest.mark.parametrize("sql", PLANTED)
def test_what_one_engine_alone_reads_is_found(sql):
    told = sql_subset.faults(sql)
    assert any(PLANTED[sql] in fault for fault in told), told


@pytest.mark.parametrize("sql", PLANTED_KINDS)
def test_what_they_count_otherwise_is_found(sql, schema):
    assert not sql_subset.faults(sql)  # nothing in how it is written gives it away
    told = sql_subset.faults_of_kind(sql, schema)
    assert any(PLANTED_KINDS[sql] in fault for fault in told), told


@pytest.mark.parametrize("sql", [
    f"{ON_PLANS} WHERE end_date <= start_date + INTERVAL 42 DAY",
    "SELECT end_date - start_date AS days FROM cp_plan",  # counted.sql casts the column
    "WITH long AS (SELECT CAST(end_date - start_date AS BIGINT) AS days FROM cp_plan) SELECT days FROM long WHERE days > 42",
    f"{ON_PLANS} WHERE EXISTS (SELECT 1 FROM cp_visit WHERE cp_visit.child_id = plan.child_id AND visit_date > plan.start_date)",
    "SELECT 'VARCHAR :: QUALIFY' AS word FROM cp_plan",
])
def test_what_both_read_passes(sql, schema):
    assert sql_subset.faults(sql) + sql_subset.faults_of_kind(sql, schema) == []
