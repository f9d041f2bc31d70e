"""One child's history in order: every event and spell that is held, and how long the child waited to be seen while on a plan."""

from datetime import date

import polars as pl

import queries
from indicators import words
from indicators.roles import NotAllowed, View


def of_child(view: View, child_id: str, to: date) -> tuple[pl.DataFrame, int]:
    """(events in order, days that may pass between visits); no rows if nothing is held of that child.

    Columns: kind, start_date, end_date (null for a moment or an open spell), lasts, what, team, record_id, seen, unseen_days.
    Raises NotAllowed for an audience that may not see records. `to` is the last day of the data.
    """
    if not view.role.children:
        raise NotAllowed(f"Records about children are for the performance team, not for the {view.role.title.lower()}.")
    with view.read() as database:
        events = database.run(queries.text("reading/timeline"), child_id=child_id)
        standard = database.run(queries.text("reading/visit_standard"))["standard_days"].item()
    rows = events.filter(pl.col("start_date") <= to).to_dicts()
    waited = [unseen(row, rows) for row in rows]
    told = pl.DataFrame(rows, schema=events.schema, orient="row").with_columns(unseen_days=pl.Series(waited, dtype=pl.Int64))
    return told, standard


def unseen(row: dict, rows: list[dict]) -> int | None:
    """Days the child was unseen when this visit saw it, since the visit before or the plan's start; null outside a plan.

    A visit at which the child was not seen ends nothing; on the day a plan ends, the child is no longer on it.
    """
    if row["kind"] != "Visit" or not row["seen"]:
        return None
    day = row["start_date"]
    began = [plan["start_date"] for plan in rows if plan["kind"] == "Child protection plan" and plan["start_date"] <= day
             and (plan["end_date"] is None or day < plan["end_date"])]
    if not began:
        return None
    before = [each["start_date"] for each in rows if each["kind"] == "Visit" and each["seen"] and each["start_date"] < day]
    return (day - max([min(began), *before])).days


def message(child_id: str, events: pl.DataFrame, standard: int, to: date) -> str:
    """'Child 00123: 3 referrals, 2 child protection plans; longest time unseen on a plan 41 days, 28 allowed'.

    A child on a plan on the day `to` has been unseen up to that day, whether or not a visit has ended it.
    """
    counts = [(events.filter(kind=kind).height, one, many) for kind, one, many in (
        ("Referral", "referral", "referrals"), ("Child protection plan", "child protection plan", "child protection plans"))]
    said = f"Child {child_id}: " + ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in counts)
    now = unseen({"kind": "Visit", "seen": True, "start_date": to}, events.filter(pl.col("start_date") < to).to_dicts())
    longest = max([*events["unseen_days"].drop_nulls(), now or 0])
    said += f"; longest time unseen on a plan {longest} days, {standard} allowed" if longest else ""
    return f"{said}; on {words.day(to)} unseen for {now} days" if now and now > standard else said
