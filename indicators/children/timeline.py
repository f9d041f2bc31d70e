"""The history of one child in order: events and spells, and the days between visits while on a plan."""

from datetime import date

import polars as pl

from indicators.roles import View
from indicators.wording import words


def of_child(view: View, child_id: str, to: date) -> tuple[pl.DataFrame, int | None, int | None]:
    """(events in order, days allowed between visits, days the child is unseen at `to`, the last day of the data).

    Empty for a child without records. Columns: kind, start_date, end_date (null for an event of one day or an open spell), lasts,
    what, team, record_id, seen, unseen_days. Raises NotAllowed for an audience that may not see records.
    """
    events, held = view.records("timeline", child_id=child_id), view.records("visit_standard").to_dicts()
    rows = events.filter(pl.col("start_date") <= to).to_dicts()
    waited = [unseen(row["start_date"], rows, held) if row["kind"] == "Visit" and row["seen"] else None for row in rows]
    told = pl.DataFrame(rows, schema=events.schema, orient="row").with_columns(unseen_days=pl.Series(waited, dtype=pl.Int64))
    return told, held[0]["standard_days"] if held else None, unseen(to, rows, held)


def unseen(day: date, rows: list[dict], held: list[dict]) -> int | None:
    """Days from the last visit before `day` that saw the child, or from the start of the plan, to `day`.

    None outside a plan (the last day of a plan is outside), and where the extracts do not cover visits for all those days:
    `held` has a row for each stretch covered, with covered_from, covered_to and told_from, the first day it can be used for. A
    visit that did not see the child does not count.
    """
    began = [plan["start_date"] for plan in rows if plan["kind"] == "Child protection plan" and plan["start_date"] <= day
             and (plan["end_date"] is None or day < plan["end_date"])]
    if not began:
        return None
    seen = [each["start_date"] for each in rows if each["kind"] == "Visit" and each["seen"] and each["start_date"] < day]
    since = max([min(began), *seen])
    known = any(each["covered_from"] <= since and each["told_from"] <= day <= each["covered_to"] for each in held)
    return (day - since).days if known else None


def message(child_id: str, events: pl.DataFrame, standard: int | None, now: int | None, to: date) -> str:
    """'Child 00123: 3 referrals, 2 child protection plans; longest time unseen on a plan 41 days, 28 allowed'.

    For a child on a plan on the day `to`, the days up to that day count too.
    """
    counts = [(events.filter(kind=kind).height, one, many) for kind, one, many in (
        ("Referral", "referral", "referrals"), ("Child protection plan", "child protection plan", "child protection plans"))]
    said = f"Child {child_id}: " + ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in counts)
    longest = max([*events["unseen_days"].drop_nulls(), now or 0])
    said += f"; longest time unseen on a plan {longest} days, {standard} allowed" if longest else ""
    return f"{said}; on {words.day(to)} unseen for {now} days" if now and standard and now > standard else said
