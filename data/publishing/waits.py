"""How long waits last, estimated in the build: the observed waits, the estimates, and their protection for each audience."""

import polars as pl

import queries
from data.publishing import waiting_protection, waiting_times
from data.settings import Rule
from queries.model import waits
from queries.store.engine import Database
from queries.store.engines import Value

HISTORY, SETTLES = 3, 14  # months of history that a period needs; days until late entries are complete


def add(database: Database, parameters: dict[str, Value]) -> None:
    """Make `spell`, `waiting` and `waiting_curve` in a database with the model; `parameters` are the settings."""
    database.execute(waits.sql(), **parameters)
    database.load("wait_standard", _standards(parameters))
    spells = database.run(queries.text("reading/whole_table", table="spell"))
    figures, curves = waiting_times.estimates(spells, database.run(queries.text("reading/waiting_periods")))
    database.load("waiting", figures)
    database.load("waiting_curve", curves)


def publish(database: Database, file: Database, rule: Rule) -> None:
    """Write the figures on waits that the rule allows into an audience's file."""
    held = ("waiting", "waiting_curve")
    figures, curves = (database.run(queries.text("reading/whole_table", table=table)) for table in held)
    protected = waiting_protection.protect(figures, rule)
    drawn = waiting_protection.protect_curves(curves, figures, protected, rule)
    file.load("waiting", waiting_protection.with_medians(protected, drawn))
    file.load("waiting_curve", drawn)


def _standards(parameters: dict[str, Value]) -> pl.DataFrame:
    """One row per kind of wait and standard: kind, standard_days, months (of follow-up), returns, needs_history, settles."""
    rows = [(kind, parameters[standard], 0, False, HISTORY, SETTLES) for kind, standard in waits.gaps().items()]
    rows += [(kind, days, months, True, 0, SETTLES)
             for kind in waits.returns() for months, days in waiting_times.MONTHS.items()]
    names = ["kind", "standard_days", "months", "returns", "needs_history", "settles"]
    return pl.DataFrame(rows, schema=names, orient="row")
