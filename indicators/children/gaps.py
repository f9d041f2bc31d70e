"""Gaps that are open on the last day of the data: who has not been seen or supervised, for how long, and what is due next.

A figure at a month end says how many; this says who and since when, for those who may know it, and how many in which team for
everybody else. The gaps are counted at the build (`queries/model/gap_now.sql`, which holds the rules).
"""

from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from indicators.children.row_types import BY_HALF, DUE, PAST, TWICE, Gaps, OpenGap
from indicators.roles import View
from indicators.row_types import Counted
from indicators.wording import rounded, words
from indicators.wording.letters import in_markup

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Kind:
    """A kind of gap in words: its name, whose it is (one, many, the column that names them), what did not happen, how one is
    called, what starts the clock, and the indicators about the same.
    """

    id: str
    title: str
    one: str
    many: str
    column: str
    waits: str
    event: str
    start: str
    indicators: tuple[str, ...]


KINDS = {kind.id: kind for kind in (
    Kind("visit", "Visits to children on plans", "child", "children on plans", "child_id", "seen", "visit", "plan began",
         ("visits_on_time", "days_since_last_seen")),
    Kind("case_supervision", "Supervision of children's plans", "child", "children on plans", "child_id",
         "discussed in supervision", "session", "plan began", ("case_supervision_on_time", "case_supervision_gap")),
    Kind("worker_supervision", "Supervision of workers", "worker", "workers at work", "worker_id", "supervised",
         "session", "job began", ("worker_supervision_on_time", "worker_supervision_gap")),
)}


def about(indicator: str) -> str | None:
    """The kind of gap that an indicator, by its id, is about; None for most."""
    return next((kind.id for kind in KINDS.values() if indicator in kind.indicators), None)


def counted(view: View, kind: Kind) -> pl.DataFrame:
    """A row for the authority ('All') and for each team this audience may know of, the largest share past the standard first.

    Columns: breakdown, category, day, standard_days, people, symbol, rounded_to, and for each measure its count and its share in
    percent (`past`, `past_share`, ...). Teams that the rounding of their counts cannot put in order stand by name. No rows where
    nothing is held.
    """
    found = view.ask("gaps_counted", kind=kind.id)
    if found.is_empty():
        return found
    if "value" not in found.columns:  # exact counts, which nothing protects
        value = 100 * pl.col("numerator") / pl.col("denominator")
        found = found.with_columns(value=value, symbol=pl.lit(None, pl.String), rounded_to=pl.lit(1))
    wide = [each for name in (PAST, BY_HALF, TWICE, DUE) for each in (
        pl.col("numerator").filter(pl.col("measure") == name).first().alias(name),
        pl.col("value").filter(pl.col("measure") == name).first().alias(f"{name}_share"))]
    key = ["breakdown", "category", "day", "standard_days", "rounded_to"]
    symbol = pl.col("symbol").filter(pl.col("measure") == PAST).first()
    rows = found.group_by(key, maintain_order=True).agg(symbol, pl.col("denominator").max().alias("people"), *wide)
    order = [pl.when(pl.col("rounded_to") == 1).then(f"{name}_share") for name in (PAST, TWICE)]
    block = pl.Series("block", _blocks(Gaps.rows(rows)), pl.Int64)
    return rows.sort("breakdown", block, *order, "category", descending=[False, False, True, True, False], nulls_last=True)


def _blocks(rows: list[Gaps]) -> list[int | None]:
    """The place of each team by its share past the standard, the same for those that cannot be put in order; None of no share."""
    teams = told_teams(rows)
    found = {row.category: block for row, block in zip(teams, rounded.blocks([row.past for row in teams]), strict=True)}
    return [found.get(row.category) for row in rows]


def told_teams(rows: list[Gaps]) -> list[Gaps]:
    """Those that are of a team and not hidden."""
    return [row for row in rows if row.breakdown == "team" and row.past.numerator is not None]


def of_place(rows: pl.DataFrame, view: View) -> Gaps | None:
    """The row of `counted` for the view's team or for all teams; None where this audience holds none."""
    found = Gaps.rows(rows.filter(category=view.category))
    return found[0] if found else None


def records(view: View, kind: Kind) -> pl.DataFrame:
    """The open gaps of the view's team or of all, the longest first: `gap_now`, and `person` (child or worker).

    Raises NotAllowed for an audience that may not see records, as the two functions below do.
    """
    found = view.records("gaps", kind=kind.id)
    here = found if view.category == "All" else found.filter(team=view.category)
    return here.with_columns(person=pl.col(kind.column))


def events(view: View, kind: Kind) -> pl.DataFrame:
    """Visits or sessions of the year before, of everybody with an open gap: person, day, closes (whether it ended a gap)."""
    return view.records("gaps_events", kind=kind.id).select(pl.col(kind.column).alias("person"), "day", "closes")


def absences(view: View, kind: Kind) -> pl.DataFrame:
    """When workers were away in the year before: person, first_day, last_day; no rows for gaps of children."""
    return view.records("gaps_absences", kind=kind.id).rename({"worker_id": "person"})


def by_worker(found: pl.DataFrame) -> pl.DataFrame:
    """The gaps of children by their worker, most past the standard first: worker_id, team, children, past, due, longest."""
    late = pl.col("overdue_days") > 0
    soon = ~late & (pl.col("due_date") <= pl.col("day") + WEEK)
    sums = {"children": pl.len(), "past": late.sum(), "due": soon.sum(), "longest": pl.col("gap_days").max()}
    named = found.with_columns(pl.col("worker_id").fill_null("Not allocated"))
    return named.group_by("worker_id", "team").agg(**sums).sort(
        "past", "longest", "worker_id", descending=[True, True, False])


def due_soon(found: pl.DataFrame) -> pl.DataFrame:
    """The gaps within the standard that reach it in the next seven days, the first first."""
    soon = (pl.col("overdue_days") == 0) & (pl.col("due_date") <= pl.col("day") + WEEK)
    return found.filter(soon).sort("due_date", "team", "person")


def headline(row: Gaps, kind: Kind, exact: bool, longest: OpenGap | None = None) -> str:
    """'23 of 236 children on plans have not been seen for more than 28 days; the longest 71 days, in Duty and Assessment'.

    A count that is not `exact` is rounded, so that its nought may be a few. `longest` is the row of the longest gap, if known.
    """
    where = "" if row.category == "All" else f" in {row.category}"
    if row.past.numerator is None:
        return f"{kind.title}{where}: {words.symbol(row.symbol)}"
    if not row.past.numerator:
        all_were = f"All {row.people:,} {kind.many}{where} were {kind.waits} within the last {row.standard_days} days"
        return all_were if exact else f"{_few(row.past)} {kind.many}{where} {over(row, kind)}"
    told = f"; the longest {days(longest['gap_days'])}{'' if where else ', in ' + longest['team']}" if longest else ""
    return f"{'' if exact else 'About '}{row.past.numerator:,} of {row.people:,} {kind.many}{where} {over(row, kind)}{told}"


def foremost(rows: pl.DataFrame) -> Gaps | None:
    """The team with the largest share past the standard; None where no team is known to have anybody past it.

    Of rounded counts, only a team whose share is larger than any other's however both were rounded.
    """
    teams = told_teams(Gaps.rows(rows))
    first = [row for row, block in zip(teams, rounded.blocks([row.past for row in teams]), strict=True) if block == 0]
    clear = first and first[0].past.numerator and (len(first) == 1 or first[0].rounded_to == 1)
    return first[0] if clear else None


def most(row: Gaps | None) -> str:
    """'The largest share is in Duty and Assessment: 10 of 20.', of rounded counts 'about 10 of 20'; empty of no team."""
    return f"The largest share is in {row.category}: {rounded.of(*row.past.counts, row.rounded_to)}." if row else ""


def _few(none: Counted) -> str:
    return words.capital(rounded.of(*none.counts, none.rounded_to))


def due_next(row: Gaps, kind: Kind) -> str:
    """'About 10 of 70 workers at work reach 31 days by 7 November 2026.', from rounded counts."""
    until, standard = next_week(row.day), days(row.standard_days)
    if row.of[DUE].numerator is None:
        return f"How many reach {standard} by {until}: {words.symbol('c')}."
    if row.of[DUE].numerator == 0:
        return f"{_few(row.of[DUE])} {kind.many} reach {standard} by {until}."
    reach = words.capital(rounded.of(*row.of[DUE].counts, row.rounded_to))
    return f"{reach} {kind.many} reach {standard} by {until}."


def over(row: Gaps, kind: Kind) -> str:
    """'have not been seen for more than 28 days'."""
    return f"have not been {kind.waits} for more than {row.standard_days} days"


def lengths(standard: int) -> dict[str, int]:
    """The days that each measure of length begins after: the standard, half as much again, and twice the standard."""
    return {PAST: standard, BY_HALF: 3 * standard // 2, TWICE: 2 * standard}


def since(row: OpenGap, kind: Kind) -> str:
    """What began a gap: '21 August 2026', '3 August 2026, when the plan began', '…, when our records begin'."""
    began = {"held": "", "start": f", when the {kind.start}", "records": ", when our records begin"}[row["since"]]
    return f"{words.day(row['clock_start'])}{began}"


def of_person(row: OpenGap, kind: Kind) -> str:
    """One open gap in words for a chart, with breaks between: who, how long, since when, and when it is or was due."""
    due = f"due by {words.day(row['due_date'])}"
    late = f"{days(row['overdue_days'])} past the standard, was {due}" if row["overdue_days"] else due
    who = f"{in_markup(row['person'])}, {in_markup(row['team'])}"
    return f"{who}<br>Not {kind.waits} for {days(row['gap_days'])}<br>Since {since(row, kind)}<br>{late}"


def of_team(row: Gaps, kind: Kind, decimals: int) -> str:
    """One place in words for a chart, with breaks between: how many are past the standard, of how many, and by how much."""
    name = "All teams" if row.category == "All" else in_markup(row.category)
    if row.past.numerator is None:
        return f"{name}<br>{words.symbol(row.symbol)}"
    share = rounded.share(row.past, decimals)
    more = [f"{rounded.about(row.of[name].count, row.rounded_to)} for more than {longer} days"
            for name, longer in lengths(row.standard_days).items()]
    return f"{name}<br>" + "<br>".join([f"{more[0]}, of {row.people:,} {kind.many} ({share})", *more[1:]])


def teams(rows: pl.DataFrame, kind: Kind, decimals: int) -> pl.DataFrame:
    """The rows of `counted` as a table: place, people, past the standard, the share, past each length, due in the next week.

    A nought of rounded counts says that it may be a few.
    """
    lines = []
    for row in Gaps.rows(rows):
        base, over_days = row.rounded_to, lengths(row.standard_days)
        over_by = {f"Over {longer} days": rounded.count(row.of[name].count, base) for name, longer in over_days.items()}
        share = "–" if row.past.numerator is None else rounded.share(row.past, decimals)
        lines.append({"Team": "All teams" if row.category == "All" else row.category,
                      words.capital(kind.many): rounded.count(row.people, base), **over_by,
                      f"Share over {row.standard_days} days": share,
                      "Due next week": rounded.count(row.of[DUE].count, base)})
    return pl.DataFrame(lines)


def days(count: int) -> str:
    """'1 day', '71 days'."""
    return f"{count:,} {'day' if count == 1 else 'days'}"


def next_week(day: date) -> str:
    """The last day of the week after the data."""
    return words.day(day + WEEK)
