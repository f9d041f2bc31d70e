"""Counts the figures from the canonical model: every indicator's records into `counted`, and `counted` into `series`."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from functools import partial
from pathlib import Path

import polars as pl

import queries
from data.publishing import gaps, journey, waits
from queries.definitions import examples, exempt, header
from queries.model import breakdowns, derived, selected
from queries.store import engine
from queries.store.engine import Database
from queries.store.engines import Holding, Tables, Value

TOGETHER = 4  # indicators counted at once
SOURCE = {"indicator": pl.String, "model_table": pl.String, "is_detail": pl.Boolean, "for_history": pl.Boolean}


def check(parameters: dict[str, Value]) -> None:
    """Raise QueryError unless `counted.sql` gives each listed breakdown once; called before minutes of reading."""
    with examples.filled({}, parameters) as (database, _):
        table(database, parameters)


def table(database: Database, parameters: dict[str, Value]) -> None:
    """Make the empty table `counted` with the columns of `counted.sql`; raises QueryError if they do not fit breakdowns.toml."""
    try:
        breakdowns.check(database.columns(breakdowns.counted(selected.nothing()), **parameters, indicator=""))
        database.execute(breakdowns.table(), **parameters, indicator="")
        database.columns(breakdowns.empty())  # fails for a name that is a word of SQL
        kinds = {name.lower(): kind for name, kind in database.kinds("counted").items()}
    except engine.SqlError as problem:
        raise queries.QueryError(f"{breakdowns.COUNTED}: a breakdown cannot be counted: {problem}") from problem
    for name in (name for name in breakdowns.every() if kinds[name] != "VARCHAR"):
        raise queries.QueryError(f"{breakdowns.COUNTED}: `{name}` is not text. Write CAST(... AS STRING) AS {name}.")


def count(
    database: Database, indicators: list[header.Indicator], parameters: dict[str, Value],
    progress: Callable[[str], None] | None = None, holding: Holding = nullcontext,
) -> dict[Path, str]:
    """Fill `counted` and `series` as `figures` does; also make `waiting` (how long waits last), `gap_now` (open gaps) and
    `journey` (the outcome of every referral).
    """
    wrong = figures(database, indicators, parameters, progress, holding)
    waits.add(database, parameters)
    gaps.add(database, parameters)
    journey.add(database, parameters)
    return wrong


def figures(
    database: Database, indicators: list[header.Indicator], parameters: dict[str, Value],
    progress: Callable[[str], None] | None = None, holding: Holding = nullcontext,
) -> dict[Path, str]:
    """Fill `counted` and `series` for these indicators, in a database with the model and the reference tables.

    `holding` comes from a started engine (`queries.store.engines`), which counts and returns the figures to this database. An
    indicator whose SELECT is refused is left out: returns {file: what is wrong}. Raises QueryError for a breakdown that cannot be
    counted, and EngineError if the engine stops. Also makes `indicator_rule` and `indicator_source` (how each figure was made).
    """
    for sql in derived.texts().values():
        database.execute(sql, **parameters)
    table(database, parameters)
    with holding(database) as tables:
        wrong = _counted(tables, indicators, parameters, progress)
        _whole(tables)
        _rules(tables, [each for each in indicators if header.place(each) not in wrong], parameters)
        tables.execute(breakdowns.series(), **parameters)
    return wrong


def _counted(
    tables: Tables, indicators: list[header.Indicator], parameters: dict[str, Value], progress: Callable[[str], None] | None
) -> dict[Path, str]:
    """Add the records of every indicator to `counted`; returns {file: what is wrong} for those that cannot be counted."""
    wrong = {}
    with ThreadPoolExecutor(TOGETHER) as pool:  # each is a small query that keeps one core busy
        for indicator, problem in zip(indicators, pool.map(partial(_problem, tables, parameters), indicators), strict=True):
            wrong |= {header.place(indicator): problem} if problem else {}
            if progress:
                progress(indicator.title)
    return wrong


def _whole(tables: Tables) -> None:
    """Raise QueryError for a breakdown that is NULL for some records, because its parts would not add up to the whole."""
    for name, left in tables.run(breakdowns.empty()).row(0, named=True).items():
        if left:
            raise queries.QueryError(f"{breakdowns.COUNTED}: `{name}` is empty for {left:,} counted records. Write "
                                     f"COALESCE(..., 'Not recorded') AS {name}, so that its parts add up to the whole.")


def _problem(tables: Tables, parameters: dict[str, Value], indicator: header.Indicator) -> str | None:
    """Count one indicator; returns what is wrong with it, or None."""
    try:
        _count(tables, indicator, parameters)
    except queries.QueryError as problem:
        return str(problem)
    except engine.SqlError as problem:
        return header.sql_problem(queries.read(header.place(indicator)), problem)
    return None


def _count(tables: Tables, indicator: header.Indicator, parameters: dict[str, Value]) -> None:
    records = _complete(tables, indicator, parameters)
    tables.insert("counted", breakdowns.counted(records), **parameters, indicator=indicator.id)


def _complete(tables: Tables, indicator: header.Indicator, parameters: dict[str, Value]) -> str:
    """The indicator's SELECT with a default for every optional column that it leaves out; raises QueryError if it is wrong."""
    has = tables.columns(indicator.sql, **parameters)
    lacks = header.lacks(indicator, has)
    if lacks:
        raise queries.QueryError(f"{header.place(indicator)}: {lacks}")
    found = exempt.somebody(tables.warehouse, indicator.sql, **parameters) if indicator.counts else 0
    if found:
        raise queries.QueryError(f"{header.place(indicator)}: {header.counts_somebody(found)}")
    return selected.completed(indicator.sql, has)


def _rests_on(indicator: header.Indicator) -> dict[str, None]:
    """The tables and details that an indicator needs, and the tables of those details, in order."""
    of = (entry["of"] for name, entry in queries.details().items() if name in indicator.counts_from)
    return dict.fromkeys((*indicator.counts_from, *of))


def _rules(tables: Tables, indicators: list[header.Indicator], parameters: dict[str, Value]) -> None:
    """Load the tables for series.sql: each indicator's rules, and the tables and details that it needs with these settings."""
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
