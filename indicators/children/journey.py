"""What became of the referrals of a period, as a flow: each is in one path, that of the furthest stage it reached.

The flow is counted at the build (`queries/model/journey.sql`, which holds the rules); here it becomes steps that a chart, a table
and a sentence are made from, so that the three cannot disagree.
"""

from dataclasses import dataclass
from datetime import date

import polars as pl

from indicators.children.row_types import Ending
from indicators.roles import View
from indicators.wording import words

ALL, CLOSED, EARLIER = "all", "closed", "earlier plan"
COHORTS = {ALL: "All contacts and referrals", CLOSED: "Closed with no further action", EARLIER: "Children on a plan before"}
OTHER = "other or hidden"
# What a path means to a reader, and so its colour: it goes further, it ends, help is given, or a child comes back.
ONWARD, ENDED, HELPED, BACK = "onward", "ended", "helped", "back"
STAGES = {
    "contact": "Contacts and referrals", "referral": "Referrals", "assessment": "Assessed", "section 47": "Section 47 enquiry",
    "conference": "Initial conference", "plan": "Child protection plan",
}
ENDINGS = {
    "contact": {"early help": ("Contact: early help", HELPED), "advice": ("Contact: advice or information", ENDED),
                "other": ("Contact: other, or not recorded", ENDED), "no further action": ("Contact: no further action", ENDED)},
    "referral": {"no assessment": ("No assessment recorded", ENDED),
                 "no further action": ("Referral: no further action", ENDED)},
    "assessment": {"support": ("Supported as a child in need", HELPED), "not recorded": ("Decision not recorded", ENDED),
                   "no support needed": ("Assessed, no support needed", ENDED)},
    "section 47": {"no conference": ("Enquiry, no conference", ENDED)},
    "conference": {"no plan": ("Conference, no plan", ENDED)},
    "plan": {"repeat plan": ("Second or subsequent plan", BACK), "first plan": ("First plan", ONWARD)},
}
CLOSED_AT = {"contact": "Contacts closed", "referral": "Referrals closed"}
AFTERWARDS = {"plan": ("Child protection plan", BACK), "referred": ("Referred again, no plan", BACK),
              "nothing": ("Not referred again", ENDED)}
HIDDEN = ("Other, or too few to show", ENDED)


@dataclass(frozen=True)
class Step:
    """One box of the flow. `came_from` names the step before, None for where journeys begin; `ends` says that nothing follows."""

    key: tuple[str, str]
    name: str
    kind: str
    journeys: int
    came_from: tuple[str, str] | None
    column: int
    ends: bool


def flow(view: View) -> pl.DataFrame:
    """Every period's flow this audience holds: cohort, grain, period_start, period_end, months, stage, ending, journeys."""
    return view.ask("journey_flow")


def records(view: View, row: Ending, key: tuple[str, str]) -> pl.DataFrame:
    """The journeys of one ending of a cohort and period (any row of its flow), by day; raises NotAllowed."""
    return view.records("journey_records", cohort=row.cohort, period_start=row.period_start, period_end=row.period_end,
                        stage=key[0], ending=key[1])


def steps(rows: list[Ending]) -> list[Step]:
    """The boxes of one cohort and period in the order a reader meets them: each stage, then how journeys ended there."""
    return _closed(rows) if rows[0].cohort == CLOSED else _chain(rows)


def _chain(rows: list[Ending]) -> list[Step]:
    counts = {(row.stage, row.ending): row.journeys for row in rows}
    held = {row.stage for row in rows}
    reached = [stage for stage in STAGES if (stage != "contact" or stage in held) and held - set(_until(stage)[:-1])]
    found, before = [], None
    for column, stage in enumerate(reached):
        total = sum(count for (at, _), count in counts.items() if at not in _until(stage)[:-1])
        found.append(Step((stage, ""), STAGES[stage], ONWARD, total, before, column, ends=False))
        before = (stage, "")
        for ending, (name, kind) in {**ENDINGS[stage], OTHER: HIDDEN}.items():
            if (stage, ending) in counts:
                found.append(Step((stage, ending), name, kind, counts[stage, ending], before, column + 1, ends=True))
    return found


def _until(stage: str) -> list[str]:
    """The stages up to one, itself the last."""
    names = list(STAGES)
    return names[: names.index(stage) + 1]


def _closed(rows: list[Ending]) -> list[Step]:
    found = []
    for stage, name in CLOSED_AT.items():
        held = {row.ending: row.journeys for row in rows if row.stage == stage}
        if held:
            found.append(Step((stage, ""), name, ONWARD, sum(held.values()), None, 0, ends=False))
        for ending, (told, kind) in {**AFTERWARDS, OTHER: HIDDEN}.items():
            if ending in held:
                found.append(Step((stage, ending), told, kind, held[ending], (stage, ""), 1, ends=True))
    return found


def headline(rows: list[Ending]) -> str:
    """'Of 2,693 referrals in 2024–25, 310 led to a child protection plan; 179 (1 in 15) ended without an assessment'."""
    when = f"in {words.period_of(rows[0])}"
    found = {step.key: step.journeys for step in steps(rows)}
    if rows[0].cohort == CLOSED:
        return _afterwards(rows, when)
    referrals = found.get(("referral", ""), 0)
    if not referrals:
        return f"No referrals to tell of {when}"
    plans = found.get(("plan", "")) if _told(rows, "plan") else None
    about, another = ("", "a") if rows[0].cohort == ALL else (" of children who had been on a plan before", "another")
    said = f"Of {referrals:,} referrals{about} {when}"
    led = [f"{plans:,} led to {another} child protection plan"] if plans else []
    missed = sum(found.get(("referral", ending), 0) for ending in ENDINGS["referral"])
    if missed and _told(rows, "referral"):
        led.append(f"{missed:,} ({one_in(missed, referrals)}) ended without an assessment")
    return f"{said}, {'; '.join(led)}" if led else f"What became of {referrals:,} referrals{about} {when}"


def _afterwards(rows: list[Ending], when: str) -> str:
    total = sum(row.journeys for row in rows)
    plans, referred = (sum(row.journeys for row in rows if row.ending == each) for each in ("plan", "referred"))
    said = f"Of {total:,} contacts and referrals closed with no further action {when}, "
    if any(row.ending == OTHER for row in rows):
        return f"{said}at least {plans + referred:,} were followed by a new referral or a plan within {rows[0].months} months"
    back = plans + referred
    return f"{said}{back:,} were followed by a referral or a plan within {rows[0].months} months, {plans:,} of them by a plan"


def _told(rows: list[Ending], stage: str) -> bool:
    """Whether a stage's total is all there is of it: nothing of it can be among what was too few to show elsewhere."""
    elsewhere = any(row.ending == OTHER and row.stage != stage for row in rows)
    held = {row.ending for row in rows if row.stage == stage}
    return not elsewhere or held >= set(ENDINGS[stage])


def one_in(count: int, total: int) -> str:
    """A share as a person says it: '1 in 8'; most of them as a percentage, because 1 in 1 says nothing."""
    if count * 3 > total * 2:
        return words.amount(100 * count / total, "percentage", 0)
    return f"1 in {int(total / count + 0.5):,}"


def table(rows: list[Ending], decimals: int = 1) -> pl.DataFrame:
    """The flow as a list, a line per step: what happened, how many, of how many that came to the step before, and the share."""
    found = steps(rows)
    before = {step.key: step.journeys for step in found}
    lines = []
    for step in found:
        of = before.get(step.came_from)
        share = words.amount(100 * step.journeys / of, "percentage", decimals) if of else ""
        lines.append({
            "What happened": step.name,
            "Number": f"{step.journeys:,}" if of is None else f"{step.journeys:,} of {of:,}", "Share": share,
        })
    return pl.DataFrame(lines)


def periods(held: pl.DataFrame, grain: str) -> dict[str, tuple[date, str]]:
    """The periods of one grain, the newest first: the last day as text, and (last day, its name)."""
    rows = Ending.rows(held.filter(grain=grain).unique("period_end").sort("period_end", descending=True))
    return {str(row.period_end): (row.period_end, words.period_of(row)) for row in rows}
