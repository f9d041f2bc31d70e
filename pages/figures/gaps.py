"""Supervision and visits: who has been waiting longest on the last day of the data, in which teams, and what is due next week."""

from typing import cast

import polars as pl
import streamlit as st

from indicators.charts import gap_bars, gap_lines
from indicators.children import gaps
from indicators.children.gaps import KINDS, Kind
from indicators.children.row_types import Absence, GapEvent, Gaps, OpenGap
from indicators.roles import WITH_RECORDS, View
from indicators.wording import rounded, words
from pages import text
from pages.access import log
from pages.frame import display, files, filters, links, unmet_filters
from pages.text import Markdown
from queries.store import audit

TITLE = "Supervision and visits"
ADDRESS = "gaps"
FILTERS = ("team",)

MOST = 30  # lines of the chart; a longer list is asked for
NOTHING_YET = f"Extracts of this are still to come. The {WITH_RECORDS.title.lower()} can say when."
NEEDS = {
    "visit": Markdown("visits (Annex A or `visit.csv`) and child protection plans"),
    "case_supervision": Markdown("`case_supervision.csv` and child protection plans"),
    "worker_supervision": Markdown("`worker_supervision.csv` and `worker.csv`"),
}
NOTHING = Markdown(
    "Extracts of this are still to come. It rests on {needs}, and reaches the last day that all of them reach.\n\n"
    "Write empty templates with `python -m data templates FOLDER`, fill them, put them into `data/extracts` and run "
    "`python -m data build`. `data/README.md` says what each column holds."
)
SET_IN = Markdown(", in `data/authority.toml`")
HOW = (
    "The clock starts on the last day the {one} was {waits}, or when the {start} if that is later. Where we keep our own record "
    "of every {event}, it never starts before the first day of that record.",
    "A gap is past the standard when it lasts longer than {standard} days. The authority sets the standard{where}.",
)
OF_KIND = {
    "visit": (
        "Only a visit at which the child was seen ends a gap. A visit that was made and not yet recorded looks like a gap. "
        "Where there is no record of every visit, the last visit to each child is the one that Annex A names."),
    "case_supervision": (
        "Only a session that was held ends a gap. The child's clock does not stop while the worker is away or changes."),
    "worker_supervision": (
        "Only a session that was held ends a gap. Days absent do not count, and workers who are absent on the day are left out."),
}
ROUNDED = (
    "Each number is rounded for itself, and small groups are hidden, so that nobody can be recognised. Teams need not add up to "
    "the whole."
)
SOON = Markdown("**{:,} more {} {} by {}**, the first first. Those already past it are above.")
IDENTIFIES = "This page names children or workers by their identifiers. Keep it where such records are kept."
DAY = st.column_config.DateColumn(format="D MMM YYYY")


def show(view: View) -> None:
    """Draw the choice, the message, the longest gaps or the teams, what is due next week, and how it is counted."""
    with unmet_filters.row("filters_records"):
        title = {kind.id: kind.title for kind in KINDS.values()}
        kind = KINDS[filters.choose("Gaps in", list(KINDS), "gaps", title.get, width=300)]
    counts = gaps.counted(view, kind)
    row = gaps.of_place(counts, view) if counts.height else None
    if row is None:
        return _nothing(view, kind, counts)
    if view.role.children:
        _with_records(view, kind, counts, row)
    else:
        text.title(gaps.headline(row, kind, view.role.exact), anchor=False)
        _when(row, gaps.most(gaps.foremost(counts)) if view.category == "All" else "")
        _teams(view, kind, counts)
        text.header("Due next week", anchor=False)
        text.markdown(gaps.due_next(row, kind))
    _how(view, kind, row)


def _nothing(view: View, kind: Kind, counts: pl.DataFrame) -> None:
    if counts.is_empty():
        text.title(f"{kind.title}: nothing to tell yet", anchor=False)
        text.info(NOTHING.format(needs=NEEDS[kind.id]) if view.role.children else NOTHING_YET)
    else:
        text.title(f"{kind.title}: none in {view.category}", anchor=False)
        text.info(f"{view.category} has no {kind.many}. Choose all teams, or another one.")


def _with_records(view: View, kind: Kind, counts: pl.DataFrame, row: Gaps) -> None:
    """The page for whoever may see records: the longest gaps by name, what is due, then teams and workers."""
    audit.check(view.warehouse)
    found = gaps.records(view, kind)
    log.records(view, "supervision and visits", found.height, kind=kind.id)
    text.title(gaps.headline(row, kind, exact=True, longest=cast(OpenGap, found.row(0, named=True))), anchor=False)
    _when(row)
    _lines(view, kind, found)
    _list(view, kind, found)
    _due(view, kind, found, row)
    _teams(view, kind, counts)
    if kind.column == "child_id":
        _workers(view, kind, found)
    text.caption(IDENTIFIES)


def _when(row: Gaps, more: str = "") -> None:
    text.markdown(f"On {words.day(row.day)}, the last day that all of its extracts reach. Allowed: "
                f"{gaps.days(row.standard_days)}. {more}")


def _lines(view: View, kind: Kind, found: pl.DataFrame) -> None:
    """The longest gaps as lines with everything that was held before them."""
    every = found.height <= MOST or text.toggle(f"Show all {found.height:,} in the chart", key="every_gap")
    rows = cast(list[OpenGap], (found if every else found.head(MOST)).to_dicts())
    said = [gaps.of_person(row, kind) for row in rows]
    title = f"{kind.title}: {'every gap' if every else f'the {MOST} longest gaps'} open on {words.day(rows[0]['day'])}"
    events = cast(list[GapEvent], gaps.events(view, kind).to_dicts())
    absences = cast(list[Absence], gaps.absences(view, kind).to_dicts())
    look = display.look(view, title)
    drawn = gap_lines.figure(rows, events, absences, said, words.capital(kind.event), look)
    display.chart(drawn, gap_lines.words(said[:MOST], found.height - min(MOST, len(rows)), look), f"gaps_{kind.id}")


def _list(view: View, kind: Kind, found: pl.DataFrame) -> None:
    text.header("Every open gap, the longest first", anchor=False)
    since = [gaps.since(row, kind) for row in cast(list[OpenGap], found.to_dicts())]
    table = _table(kind, found).with_columns(pl.Series("Since", since))
    st.dataframe(table, hide_index=True, height=420, column_config={"Due by": DAY}, alt=f"{kind.title}: every open gap")
    files.download("Download (CSV)", table, kind.title, *_named(view, found, "open gaps at"), unit="days")
    if kind.column == "child_id":
        links.to("timeline", "One child's whole history", icon=":material/arrow_forward:")


def _table(kind: Kind, found: pl.DataFrame) -> pl.DataFrame:
    who = {"child_id": "Child", "worker_id": "Worker"} if kind.column == "child_id" else {"worker_id": "Worker"}
    names = {**who, "team": "Team", "gap_days": "Days open", "due_date": "Due by", "overdue_days": "Days past the standard"}
    return found.select(list(names)).rename(names)


def _due(view: View, kind: Kind, found: pl.DataFrame, row: Gaps) -> None:
    text.header("Due next week", anchor=False)
    soon = gaps.due_soon(found)
    until = gaps.next_week(row.day)
    if soon.is_empty():
        text.markdown(f"Nobody else reaches {gaps.days(row.standard_days)} by {until}.")
        return
    reach = "reaches" if soon.height == 1 else "reach"
    text.markdown(SOON.format(soon.height, reach, gaps.days(row.standard_days), until))
    table = _table(kind, soon).drop("Days past the standard").select("Due by", pl.exclude("Due by"))
    st.dataframe(table, hide_index=True, column_config={"Due by": DAY}, alt=f"{kind.title}: due by {until}")
    files.download("Download what is due (CSV)", table, kind.title, *_named(view, soon, "due in the week after"), unit="days")


def _teams(view: View, kind: Kind, counts: pl.DataFrame) -> None:
    """The teams beside one another, and the whole; for an audience without teams the whole alone."""
    rows = counts.filter(pl.col("category").is_in(["All", view.category])) if view.category != "All" else counts
    decimals, whole = display.decimals(view), rows.filter(breakdown="team").is_empty()
    text.header("In numbers" if whole else "By team", anchor=False)
    rows = rows.sort(pl.col("breakdown") == "all", maintain_order=True)
    listed = Gaps.rows(rows)
    said = [gaps.of_team(row, kind, decimals) for row in listed]
    title = f"Share of {kind.many} not {kind.waits} for more than {listed[0].standard_days} days, and for longer"
    lengths, look = gaps.lengths(listed[0].standard_days), display.look(view, title)
    display.chart(gap_bars.figure(listed, lengths, said, look), gap_bars.words(said, look), f"gaps_teams_{kind.id}")
    table = gaps.teams(rows, kind, decimals)
    display.table(table, alt=title)
    base, teams = listed[0].rounded_to, gaps.told_teams(listed)
    note, places = rounded.note(base), rounded.blocks([row.past for row in teams])
    if note:
        text.caption(" ".join(filter(None, [note, rounded.unordered(places, base)])))
        table = table.with_columns(Note=pl.lit(f"{note} {ROUNDED}"))  # what is taken away has no page around it
    files.download("Download these numbers (CSV)", table, kind.title, *_named(view, rows, "numbers at"), unit=kind.many)


def _workers(view: View, kind: Kind, found: pl.DataFrame) -> None:
    text.header("By worker", anchor=False)
    names = {"worker_id": "Worker", "team": "Team", "children": "Children on plans", "past": "Past the standard",
             "due": "Due in the next seven days", "longest": "Longest gap, days"}
    table = gaps.by_worker(found).rename(names)
    st.dataframe(table, hide_index=True, height=320, alt=f"{kind.title}: open gaps of each worker's children")
    files.download("Download workers (CSV)", table, kind.title, *_named(view, found, "by worker at"), unit=kind.many)


def _named(view: View, found: pl.DataFrame, what: str) -> tuple[str, str]:
    """What a file of this page holds beside its subject: which rows, of which day and place."""
    return f"{what} {words.day(found['day'][0])}", words.place_name(view.category)


def _how(view: View, kind: Kind, row: Gaps) -> None:
    text.header("How it is counted", anchor=False)
    told = {"one": kind.one, "waits": kind.waits, "start": kind.start, "event": kind.event, "standard": row.standard_days,
            "where": SET_IN if view.role.children else ""}
    lines = [line.format(**told) for line in HOW] + [OF_KIND[kind.id], *([] if view.role.exact else [ROUNDED])]
    text.markdown(text.bullets(lines))
    for place, name in enumerate(kind.indicators):
        links.to("indicator", ("Over time: the share on time", "Over time: the days waited")[place], indicator=name,
                 icon=":material/arrow_forward:")
