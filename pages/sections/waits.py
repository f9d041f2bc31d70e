"""How long waits last, under the numbers of an indicator that is about them: message, curve, and periods and teams in a table."""

import polars as pl

from indicators.charts import survival
from indicators.children import waits
from indicators.children.row_types import Wait
from indicators.children.waits import Kind
from indicators.roles import View
from indicators.wording import words
from pages import text
from pages.frame import display
from pages.text import Markdown
from queries.definitions.header import Indicator

LATEST = 8


def draw(view: View, indicator: Indicator) -> None:
    """Draw the part; nothing for an indicator that is not about waits."""
    kind = waits.kind_of(indicator)
    if kind is None:
        return
    text.header(kind.title, anchor=False)
    figures = waits.figures(view, kind)
    rows = waits.told(figures, view.category)
    if not rows:
        text.info(f"There is no figure for {words.place_name(view.category)} in the data.")
        return
    decimals = display.decimals(view)
    said = waits.headline(rows, kind, decimals), waits.counted(rows[-1], kind)
    text.markdown(Markdown("**{}** {}").format(*said))
    _curve(view, kind, figures, rows[-1])
    text.markdown(kind.why)
    _table(view, kind, figures, rows[-1])


def _curve(view: View, kind: Kind, figures: pl.DataFrame, row: Wait) -> None:
    every = [row, waits.year_before(figures, row)]
    parts = [waits.part(view, kind, each, display.decimals(view)) for each in every if each]
    parts = [part for part in parts if part.points]
    if not parts:
        return
    look = display.look(view, f"{waits.subject(kind)}, {words.place_name(view.category)}")
    drawn = survival.figure(parts, row.standard_days, look, kind.returns)
    display.chart(drawn, survival.words(parts, look), f"waiting_{kind.id}")


def _table(view: View, kind: Kind, figures: pl.DataFrame, row: Wait) -> None:
    own = figures.filter(category=view.category)
    latest = own["period_end"].unique().sort(descending=True).head(LATEST)
    lines = [{"For": words.period_of(rows[0]), **_line(rows, kind, view)}
             for rows in (Wait.rows(own.filter(period_end=end).sort("standard_days")) for end in latest)]
    teams = figures.filter(breakdown="team", period_end=row.period_end).partition_by("category", maintain_order=True)
    if view.category == "All":
        every = [Wait.rows(part.sort("standard_days")) for part in teams]
        lines += [{"For": f"{rows[0].category}, {words.period_of(row)}", **_line(rows, kind, view)} for rows in every]
    with text.expander("Show periods and teams as a table"):
        display.table(pl.DataFrame(lines), alt=f"{kind.title}, newest first, then teams")


def _line(rows: list[Wait], kind: Kind, view: View) -> dict[str, str]:
    """A line of the table: a share for each standard, with intervals, and what they were counted from."""
    decimals = display.decimals(view)
    counts = "" if rows[0].spells is None else f"{rows[0].spells:,}"
    if kind.returns:
        by_standard = {row.standard_days: waits.share(row, decimals) for row in rows}
        within = {f"Within {name}": by_standard.get(days, "not yet") for days, name in waits.MONTHS.items()}
        return {**within, "Of": counts}
    row = rows[-1]
    longer = waits.share(row, decimals)
    return {"Half end within": waits.median(row), f"Longer than {row.standard_days} days": longer, "Of": counts}
