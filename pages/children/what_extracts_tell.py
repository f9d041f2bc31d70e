"""What the extracts can tell: of every indicator whether it has figures, and if not, which file, column or month is missing.

It shows no child. It stands with the pages of records, because the names of extracts are in the performance team's file alone.
"""

import polars as pl

from indicators import catalogue
from indicators.children import telling
from indicators.children.telling import Told
from indicators.roles import View
from indicators.wording import words
from pages import text
from pages.access.guard import children_only
from pages.frame import display, files, links
from pages.text import Markdown

TITLE = "What your extracts can tell"
ADDRESS = "tell"
FILTERS = ()

MOST = 8  # wants in the list above the tables; the tables have them all
HEADINGS = ["Indicator", "Figures", "Limits and alerts", "What it wants"]
WANTED = Markdown("**{}**: {} {}")


@children_only
def show(view: View) -> None:
    """Draw the message, what would bring the most, and a table for each stage."""
    told = telling.every(view)
    text.title(telling.headline(told), anchor=False)
    _most(told)
    for stage, title in catalogue.STAGES.items():
        band = [each for each in told if each.indicator.stage == stage]
        if band:
            _stage(title, band)
    built = f"built {words.day(catalogue.build(view)['built_at'])}"
    files.download("Download all of them (CSV)", telling.table(told), TITLE, built, unit="an indicator in each row",
                   counts="no counts of children")


def _most(told: list[Told]) -> None:
    """What to bring first, or that nothing is missing."""
    wanted = telling.most_wanted(told)
    if not wanted:
        text.success("Every indicator has figures up to the end of its extracts.", icon=":material/check_circle:")
    else:
        text.header("What would bring the most", anchor=False)
        lines = [WANTED.format(short, count, "indicator" if count == 1 else "indicators") for short, count in wanted[:MOST]]
        text.markdown(text.bullets(lines))
        links.to("load", "Load extracts", icon=":material/upload_file:")
    text.caption(telling.HOW)


def _stage(title: str, band: list[Told]) -> None:
    have = sum(each.months > 0 for each in band)
    text.header(f"{title}: {have} of {len(band)} have figures", anchor=False)
    rows = pl.DataFrame([telling.shown(each) for each in band], schema=HEADINGS, orient="row")
    display.table(rows, alt=f"{title}: what each indicator has and what it wants")
