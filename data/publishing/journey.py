"""What became of referrals, worked out once at the build: a row for each, their flow, and what each audience gets of the flow."""

import polars as pl

import queries
from data.publishing import disclosure
from data.settings import Rule
from queries.store.engine import Database
from queries.store.engines import Value

STAGES = ("contact", "referral", "assessment", "section 47", "conference", "plan")
OTHER = "other or hidden"
GROUP = ["cohort", "grain", "period_start", "period_end"]


def add(database: Database, parameters: dict[str, Value]) -> None:
    """Leave `journey` and `journey_flow` in a database that holds the model, `covered` and `period`."""
    database.execute(queries.text("model/journey"), **parameters)


def publish(database: Database, file: Database, rule: Rule) -> None:
    """Copy into an audience's file what its rule lets it hold of the flow: whole financial years of the whole authority."""
    flow = database.run(queries.text("reading/journey_flow"))
    file.load("journey_flow", protect(flow, rule))


def protect(flow: pl.DataFrame, rule: Rule) -> pl.DataFrame:
    """The flow of years as an audience may hold it; none for an audience without years.

    Every number is rounded for itself, and totals are only ever sums of rounded numbers. Whatever is too small is put together
    with at least one other ending (of its own stage if there is one) as `other or hidden`, which leaves at the earliest stage
    among them, so that nothing small is left over when the rest is subtracted. What cannot be hidden so is left out.
    """
    years = disclosure.held(flow.filter(grain="year").with_columns(breakdown=pl.lit("all")), rule).drop("breakdown")
    kept = [_together(part, rule) for part in years.partition_by(GROUP, maintain_order=True)]
    return pl.concat([flow.clear(), *kept])


def _together(part: pl.DataFrame, rule: Rule) -> pl.DataFrame:
    """One cohort of one period, with what is small put together."""
    rows = part.to_dicts()
    own, hidden = disclosure.together([(STAGES.index(row["stage"]), row["journeys"]) for row in rows], rule)
    shown = [rows[place] for place in own]
    if hidden:
        first = min(STAGES.index(rows[place]["stage"]) for place in hidden)
        journeys = sum(rows[place]["journeys"] for place in hidden)
        shown.append(rows[hidden[0]] | {"stage": STAGES[first], "ending": OTHER, "journeys": journeys})
    rounded = [row | {"journeys": disclosure.rounded(row["journeys"], rule)} for row in shown]
    return pl.DataFrame(rounded, schema=part.schema).sort("stage", "ending")
