"""What became of referrals, worked out once at the build: a row for each, their flow, and what each audience gets of the flow."""

import polars as pl

import queries
from queries.engine import Database

STAGES = ("contact", "referral", "assessment", "section 47", "conference", "plan")
OTHER = "other or hidden"
GROUP = ["cohort", "grain", "period_start", "period_end"]


def add(database: Database, parameters: dict) -> None:
    """Leave `journey` and `journey_flow` in a database that holds the model, `covered` and `period`."""
    database.execute(queries.text("journey"), **parameters)


def publish(database: Database, file: Database, rule: dict) -> None:
    """Copy into an audience's file what its rule lets it hold of the flow: whole financial years of the whole authority."""
    flow = database.run(queries.text("reading/journey_flow"))
    file.load("journey_flow", protect(flow, rule))


def protect(flow: pl.DataFrame, rule: dict) -> pl.DataFrame:
    """The flow of years as an audience may hold it; none for an audience without years.

    Every number is rounded for itself, and totals are only ever sums of rounded numbers. Whatever is too small is put together
    with at least one other ending (of its own stage if there is one) as `other or hidden`, which leaves at the earliest stage
    among them, so that nothing small is left over when the rest is subtracted. What cannot be hidden so is left out.
    """
    years = flow.filter(pl.lit(["year", "all"] in rule["catalogue"]), grain="year")
    kept = [_together(part, rule) for part in years.partition_by(GROUP, maintain_order=True)]
    return pl.concat([flow.clear(), *kept])


def _together(part: pl.DataFrame, rule: dict) -> pl.DataFrame:
    """One cohort of one period, with what is small put together."""
    rows = part.to_dicts()
    hidden = [row for row in rows if _small(row["journeys"], rule)]
    if hidden:
        rows = [row for row in rows if row not in hidden]
        first = min(STAGES.index(row["stage"]) for row in hidden)
        rows.sort(key=lambda row: (abs(STAGES.index(row["stage"]) - first), row["journeys"]), reverse=True)
        while rows and (len(hidden) < 2 or _small(_sum(hidden), rule)):
            hidden.append(rows.pop())
        first = min(STAGES.index(row["stage"]) for row in hidden)
        merged = hidden[0] | {"stage": STAGES[first], "ending": OTHER, "journeys": _sum(hidden)}
        rows += [merged] if len(hidden) > 1 and not _small(_sum(hidden), rule) else []
    rounded = [row | {"journeys": _rounded(row["journeys"], rule["round_to"])} for row in rows]
    return pl.DataFrame(rounded, schema=part.schema).sort("stage", "ending")


def _sum(rows: list[dict]) -> int:
    return sum(row["journeys"] for row in rows)


def _small(count: int, rule: dict) -> bool:
    return _rounded(count, rule["round_to"]) < rule["smallest_group"] or count <= rule["hide_up_to"]


def _rounded(count: int, base: int) -> int:
    return (count + base // 2) // base * base if base > 1 else count
