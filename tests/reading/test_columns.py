"""Without a column a figure is the same as with it, or not available; it is never another number.

The invented authority's own extracts, read once; then every column of every list is left out, as a header is that nobody knows.
Columns that no figure rests on together go at once. (`python -m tests.reading.test_columns` leaves them out one
by one, and is slow.)
"""

import re
import sys
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

import queries
from data import counting, loading, published, settings, synthetic
from data.reading import lists, readers
from queries import printed, sources
from queries.definitions import header
from queries.model import breakdowns, derived
from queries.store import engine

pytestmark = pytest.mark.slow

KEY = ["indicator", "grain", "period_start"]
FIGURE = ["numerator", "denominator", "value"]
SPECS = [spec for spec in lists.load() if spec.used]
INDICATORS = header.every()[0]
PARAMETERS = settings.parameters(settings.load()) | {"authority_code": "890"}
SHARED = ("every_answer", "identity", "named_child")  # details of many lists, which say no more than that a check saw them all
SOMETIMES = {"stands_for", "unless"}  # a detail that not every period needs, or not with the settings that ship
VIEWS = {"plan_at_month_end": "cp_plan", "visit_gap": "cp_plan cp_visit", "case_gap": "cp_plan case_supervision",
         "worker_gap": "worker worker_absence worker_supervision"}
NEWEST, LATELY = "annex_a_2026-10-31.xlsx", date(2025, 11, 1)


def details_of(column: tuple[str, str]) -> set[str]:
    """The details that a column of a list says."""
    name, field = column
    return {detail for detail, each, said, _ in sources.said() if (each, said) == (name, field)}


OPTIONAL = [(spec.id, field) for spec in SPECS for field in spec.columns if field not in spec.needed]
SAYING = [column for column in OPTIONAL if details_of(column) - set(SHARED)]
SILENT = [column for column in OPTIONAL if not details_of(column)]


def compared(spec: sources.ListSpec) -> set[str]:
    """The columns of a list that other columns are compared with, of its own rows or of other lists."""
    sql = " ".join((*spec.never.values(), *spec.also_in.values(), *spec.open_where.values()))
    beside = {place.partition(".")[2] for each in SPECS for place in each.not_before.values() if place.startswith(f"{spec.id}.")}
    return {spec.ends, *spec.named_in(sql), *spec.not_before, *beside} - {None, *spec.needed}


COMPARED = [(spec.id, field) for spec in SPECS for field in sorted(compared(spec))]


def resting_on(column: tuple[str, str]) -> set[str]:
    """The indicators that say they rest on a column, which no other list may say in its place."""
    name, entries = column[0], queries.details()
    free = {detail for detail, each, _, may_lack in sources.said() if each == name and may_lack}
    always = {each for each, entry in entries.items() if each not in free and not entry.keys() & SOMETIMES}
    said = details_of(column) & always - set(SHARED)
    return {each.id for each in INDICATORS if said & set(each.counts_from)}


def rounds() -> list[list[tuple[str, str]]]:
    """The columns that say something, in groups of which no indicator rests on two: then each is seen for itself."""
    made: list[list] = []
    for column in SAYING:
        free = [group for group in made if not any(resting_on(column) & resting_on(other) for other in group)]
        min(free, key=len).append(column) if free else made.append([column])
    return made


def small(folder: Path) -> list[readers.ReadFile]:
    """Three years of a small authority: one workbook in five, which between them hold every day, and the local files."""
    synthetic.write(folder, years=3, children=1_000)
    books = sorted(folder.glob("annex_a_*.xlsx"))[::-1][::5]
    return [readers.read(path, lists.load()) for path in [*books[::-1], *sorted(folder.glob("*.csv"))]]


@pytest.fixture(scope="module")
def extracts(tmp_path_factory) -> list[readers.ReadFile]:
    return small(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def whole(extracts) -> tuple[pl.DataFrame, dict]:
    """Every figure of the extracts as they are, and what the model held."""
    return figures(extracts)


def without(files, columns, only: str | None = None) -> list[readers.ReadFile]:
    """The files as read where these (list, column) come under headers that nobody knows; `only` in one file."""
    def lacking(file, table):
        gone = [field for name, field in columns if name == table.list and only in (None, file.file)]
        return table._replace(rows=table.rows.drop(gone, strict=False))

    return [replace(file, tables=tuple(lacking(file, table) for table in file.tables)) for file in files]


def figures(files, known: dict | None = None) -> tuple[pl.DataFrame, dict]:
    """(the figures of the whole authority, a hash of what each table held); with `known`, only what rests on a changed table."""
    with engine.memory() as database:
        database.execute("SET threads = 1")
        loading.take_in(database, files)
        held = contents(database)
        changed = {name for name in held.keys() | (known or held).keys() if known is None or held.get(name) != known.get(name)}
        wanted = [each for each in INDICATORS if known is None or names(each) & changed]
        for table, frame in published.read().items():
            database.load(table, frame)
        for sql in (queries.text("model/calendar"), *derived.texts().values()):
            database.execute(sql, **PARAMETERS)
        counting.table(database, PARAMETERS)
        assert [problem for each in wanted if (problem := counting._problem(database, PARAMETERS, each))] == []
        counting._rules(database, wanted or INDICATORS[:1], PARAMETERS)
        database.execute(breakdowns.series(), **PARAMETERS)
        found = database.run("SELECT * FROM series WHERE breakdown = 'all'").select(*KEY, *FIGURE, "symbol")
    return found.filter(pl.col("indicator").is_in([each.id for each in wanted])), held


def contents(database) -> dict[str, tuple]:
    """How many rows each table of the model has and what is in them; of each detail which days are covered."""
    tables = [name for name in database.tables() if "." not in name and name not in ("detail_coverage", "unsaid", "doubted")]
    held = {name: database.run(f"SELECT COUNT(*), bit_xor(hash(t)) FROM {name} AS t").row(0) for name in tables}
    details = database.run("SELECT detail, COUNT(*), bit_xor(hash(t)) FROM detail_coverage AS t GROUP BY detail")
    return held | {name: rest for name, *rest in details.rows()}


def names(indicator) -> set[str]:
    """The tables and details an indicator is counted from, by name."""
    sql = indicator.sql
    for view, tables in VIEWS.items():
        sql = re.sub(rf"\b{view}\b", tables, sql)
    return set(re.findall(r"\w+", sql)) | set(indicator.counts_from)


def wrong(whole: pl.DataFrame, lacking: pl.DataFrame) -> dict[str, int]:
    """How many figures of each indicator are another number than they were; one that is not available is none."""
    both = whole.join(lacking, on=KEY, how="right", suffix="_lacking")
    other = pl.any_horizontal(pl.col(name).ne_missing(pl.col(f"{name}_lacking")) for name in FIGURE)
    return dict(both.filter(pl.col("value_lacking").is_not_null() & other)["indicator"].value_counts().rows())


def test_every_figure_is_known_while_every_column_is_there(whole):
    known = whole[0].filter(pl.col("value").is_not_null())["indicator"].unique()
    assert set(known) == {each.id for each in INDICATORS}


@pytest.mark.parametrize("columns", rounds(), ids=lambda columns: ", ".join(f"{name}.{field}" for name, field in columns))
def test_without_a_column_a_figure_is_the_same_or_not_available(extracts, whole, columns):
    lacking, _ = figures(without(extracts, columns), whole[1])
    assert wrong(whole[0], lacking) == {}
    rests = list(set().union(*map(resting_on, columns)))
    still = lacking.filter(pl.col("value").is_not_null(), pl.col("indicator").is_in(rests), pl.col("period_start") >= LATELY)
    assert still.is_empty(), "what rests on a column that no extract has is not available"


def test_a_column_that_no_figure_is_said_to_rest_on_changes_none(extracts, whole):
    lacking, _ = figures(without(extracts, SILENT), whole[1])
    assert wrong(whole[0], lacking) == {}
    assert lacking.join(whole[0].filter(pl.col("value").is_not_null()), on=KEY, how="semi")["value"].null_count() == 0


def test_a_column_only_the_newest_extract_lacks_takes_away_its_days_and_leaves_those_before(extracts, whole):
    columns = [("annex_a_list_7", "end_date"), ("annex_a_list_3", "no_further_action"), ("annex_a_list_4", "end_date")]
    lacking, _ = figures(without(extracts, columns, NEWEST), whole[1])
    assert wrong(whole[0], lacking) == {}
    for indicator in ("children_on_plans", "no_further_action_at_referral", "assessments_on_time"):
        months = lacking.filter(pl.col("value").is_not_null(), indicator=indicator, grain="month")["period_start"]
        before = whole[0].filter(pl.col("value").is_not_null(), indicator=indicator, grain="month")["period_start"]
        assert months.max().isoformat() == "2026-04-01" and before.filter(before <= months.max()).to_list() == months.to_list()


def refused(files) -> set[tuple]:
    """The columns that are refused: (list, field, file)."""
    with engine.memory() as database:
        loading.take_in(database, files)
        return set(database.run("SELECT list, field, file FROM staging.column_refused").rows())


@pytest.mark.parametrize("column", COMPARED, ids=".".join)
def test_a_missing_column_is_not_said_to_contradict_another(extracts, column):
    """Plans without their ends look open, and decisions without the day of their conference look untrue: both are right."""
    assert refused(without(extracts, [column])) <= refused(extracts)


def one_by_one() -> None:
    """Leave out each column that may be missing, one at a time, and print what became of the figures."""
    with tempfile.TemporaryDirectory() as made:
        read = small(Path(made))
    every, known = figures(read)
    for one in OPTIONAL:
        print(*one, wrong(every, figures(without(read, [one]), known)[0]) or "right", flush=True)


if __name__ == "__main__":
    sys.exit(printed.program(one_by_one))
