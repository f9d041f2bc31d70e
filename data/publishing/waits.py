"""How long waits last, worked out once at the build: every wait that was watched, its estimates, and what each audience gets."""

import polars as pl

import queries
from data.publishing import waiting_protection, waiting_times
from data.settings import Rule
from queries.model import waits
from queries.store.engine import Database
from queries.store.engines import Value

HISTORY, SETTLES = 3, 14  # months before a period in which its gaps were seen to begin; days until late entries are in


def add(database: Database, parameters: dict[str, Value]) -> None:
    """Leave `spell`, `waiting` and `waiting_curve` in a database that holds the model; `parameters` are the settings."""
    database.execute(waits.sql(), **parameters)
    database.load("wait_standard", _standards(parameters))
    spells = database.run(queries.text("reading/whole_table").replace("{table}", "spell"))
    figures, curves = waiting_times.estimates(spells, database.run(queries.text("reading/waiting_periods")))
    database.load("waiting", figures)
    database.load("waiting_curve", curves)


def publish(database: Database, file: Database, rule: Rule) -> None:
    """Copy into an audience's file what its rule lets it hold of the waits."""
    whole = queries.text("reading/whole_table")
    figures, curves = (database.run(whole.replace("{table}", table)) for table in ("waiting", "waiting_curve"))
    protected = waiting_protection.protect(figures, rule)
    drawn = waiting_protection.protect_curves(curves, figures, protected, rule)
    file.load("waiting", waiting_protection.with_medians(protected, drawn))
    file.load("waiting_curve", drawn)


def _standards(parameters: dict[str, Value]) -> pl.DataFrame:
    """How long each kind of wait may last, in days; closures are followed for so many months, and none counts sooner."""
    gaps = {"case_supervision": "supervision_case_days", "worker_supervision": "supervision_worker_days", "visit": "visit_days"}
    rows = [(kind, parameters[setting], 0, False, HISTORY, SETTLES) for kind, setting in gaps.items()]
    rows += [(kind, days, months, True, 0, SETTLES)
             for kind in waiting_times.RETURNS for months, days in waiting_times.MONTHS.items()]
    names = ["kind", "standard_days", "months", "returns", "needs_history", "settles"]
    return pl.DataFrame(rows, schema=names, orient="row")
