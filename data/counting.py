"""From the canonical model to the figures: every indicator's records into `counted`, and `counted` into `series`."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from functools import partial
from pathlib import Path

import polars as pl

import queries
from data.publishing import gaps, journey, waits
from queries.definitions import examples, exempt, header
from queries.model import breakdowns
from queries.store import engine
from queries.store.engine import Database
from queries.store.engines import Holding, Tables, Value

TOGETHER = 4  # indicators counted at once
NEEDED = ("record_id", "event_date", "numerator")
OPTIONAL = {
    "child_id": "NULL", "worker_id": "NULL", "denominator": "1", "team": "NULL", "latest_team": "NULL", "category": "NULL",
    "basis": "'counted'", "days": "NULL",
}
SOURCE = {"indicator": pl.String, "model_table": pl.String, "is_detail": pl.Boolean, "for_history": pl.Boolean}


def check(parameters: dict[str, Value]) -> None:
    """Raise QueryError unless `counted.sql` gives each listed breakdown once; asked before minutes are spent on reading."""
    with examples.filled({}, parameters) as (database, _):
        table(database, parameters)


def table(database: Database, parameters: dict[str, Value]) -> None:
    """Make `counted`, with the columns `counted.sql` gives and no rows; raises QueryError where they are not those listed."""
    none = ", ".join([*(f"NULL AS {name}" for name in NEEDED), *(f"{default} AS {name}" for name, default in OPTIONAL.items())])
    select = breakdowns.counted(f"SELECT {none} WHERE FALSE")
    try:
        breakdowns.check(database.columns(select, **parameters, indicator=""))
        database.execute(f"CREATE TABLE counted AS\n{select}", **parameters, indicator="")
        kinds = database.run(f"SELECT {', '.join(breakdowns.every())} FROM counted").schema
    except engine.SqlError as problem:
        raise queries.QueryError(f"{breakdowns.COUNTED}: a breakdown cannot be counted: {problem}") from problem
    for name in (name for name, kind in kinds.items() if kind != pl.String):
        raise queries.QueryError(f"{breakdowns.COUNTED}: `{name}` is no text. Write CAST(... AS STRING) AS {name}.")


def count(
    database: Database, indicators: list[header.Indicator], parameters: dict[str, Value],
    progress: Callable[[str], None] | None = None, holding: Holding = nullcontext,
) -> dict[Path, str]:
    """Fill `counted` and `series` for these indicators, in a database that holds the model and the reference tables.

    `holding` is what an engine that was started gives (`queries.store.engines`): it counts, and the figures come back here.
    One whose SELECT is refused is left out, and the others are counted: returns what is wrong, by file. Raises QueryError for a
    breakdown that cannot be counted, and EngineError where the engine stops. Leaves
    `indicator_rule` and `indicator_source` too, which say how each figure was made, how long waits last (`waiting`),
    which gaps are open (`gap_now`), and what became of every referral (`journey`).
    """
    for name in queries.DERIVED:
        database.execute(queries.text(name), **parameters)
    table(database, parameters)
    with holding(database) as tables:
        wrong = _counted(tables, indicators, parameters, progress)
        _whole(tables)
        _rules(tables, [each for each in indicators if header.place(each) not in wrong], parameters)
        tables.execute(breakdowns.series(), **parameters)
    waits.add(database, parameters)
    gaps.add(database, parameters)
    journey.add(database, parameters)
    return wrong


def _counted(
    tables: Tables, indicators: list[header.Indicator], parameters: dict[str, Value], progress: Callable[[str], None] | None
) -> dict[Path, str]:
    """Add the records of every indicator to `counted`; what is wrong with those that cannot be counted, by file."""
    wrong = {}
    with ThreadPoolExecutor(TOGETHER) as pool:  # each is a small query that keeps one core busy
        for indicator, problem in zip(indicators, pool.map(partial(_problem, tables, parameters), indicators), strict=True):
            wrong |= {header.place(indicator): problem} if problem else {}
            if progress:
                progress(indicator.title)
    return wrong


def _whole(tables: Tables) -> None:
    """Raise QueryError for a breakdown that leaves records out: then its parts would not add up to the whole."""
    columns = ", ".join(f"COUNT(*) - COUNT({name}) AS {name}" for name in breakdowns.every())
    for name, left in tables.run(f"SELECT {columns} FROM counted").row(0, named=True).items():
        if left:
            raise queries.QueryError(f"{breakdowns.COUNTED}: `{name}` is empty for {left:,} counted records. Write "
                                     f"COALESCE(..., 'Not recorded') AS {name}, so that its parts add up to the whole.")


def _problem(tables: Tables, parameters: dict[str, Value], indicator: header.Indicator) -> str | None:
    """Count one indicator; what is wrong with it, or None."""
    try:
        _count(tables, indicator, parameters)
    except queries.QueryError as problem:
        return str(problem)
    except engine.SqlError as problem:
        return header.sql_problem(queries.read(header.place(indicator)), problem)
    return None


def _count(tables: Tables, indicator: header.Indicator, parameters: dict[str, Value]) -> None:
    selected = _complete(tables, indicator, parameters)
    tables.insert("counted", breakdowns.counted(selected), **parameters, indicator=indicator.id)


def _complete(tables: Tables, indicator: header.Indicator, parameters: dict[str, Value]) -> str:
    """The indicator's SELECT with every optional column it leaves out given its default."""
    has = tables.columns(indicator.sql, **parameters)
    missing = "".join(f", {default} AS {name}" for name, default in OPTIONAL.items() if name not in has)
    lacks = header.lacks(indicator, has)
    if lacks:
        raise queries.QueryError(f"{header.place(indicator)}: {lacks}")
    found = exempt.somebody(tables.warehouse, indicator.sql, **parameters) if indicator.counts else 0
    if found:
        raise queries.QueryError(f"{header.place(indicator)}: {header.counts_somebody(found)}")
    return f"SELECT own.*{missing} FROM ({indicator.sql}) AS own"


def _rests_on(indicator: header.Indicator) -> dict[str, None]:
    """The tables and details an indicator is counted from, and the table each detail belongs to."""
    of = (entry["of"] for name, entry in queries.details().items() if name in indicator.counts_from)
    return dict.fromkeys((*indicator.counts_from, *of))


def _rules(tables: Tables, indicators: list[header.Indicator], parameters: dict[str, Value]) -> None:
    """What the series goes by: each indicator's own rules, and the tables and details it rests on with these settings."""
    details = queries.details()
    names = ("id", "timing", "shown_as", "needs_history", "settles")
    rules = pl.DataFrame([[getattr(each, name) for name in names] for each in indicators], schema=names, orient="row")
    sources = [
        (each.id, table, table in details, details.get(table, {}).get("stands_for") == "history")
        for each in indicators for table in _rests_on(each)
        if not parameters.get(details.get(table, {}).get("unless"))
    ]
    tables.load("indicator_rule", rules.rename({"id": "indicator"}))
    tables.load("indicator_source", pl.DataFrame(sources, schema=SOURCE, orient="row"))
