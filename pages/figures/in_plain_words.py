"""For councillors and the public: what each thing is, if we are worse than places like us, if it gets better, and what to ask."""

import polars as pl
import streamlit as st
from msgspec.structs import replace

from indicators import catalogue, figures
from indicators.charts import every_year, picture
from indicators.comparing import neighbours
from indicators.comparing.row_types import Area
from indicators.roles import View
from indicators.wording import glossary, public, public_summary, words
from indicators.wording.public import Block
from pages import text
from pages.frame import display, links
from pages.text import Markdown
from queries.definitions.header import Indicator

TITLE = "In plain words"
ADDRESS = "plain"
FILTERS = ()

HOW = (
    "This page is for councillors and for everyone who lives here. Of each thing it asks: What is this? Are we worse than places "
    "like us? Is it getting better? What should we ask? We and us mean the council. Other words are explained at the end."
)
ROUNDED = "The counts in brackets are rounded, so that no child can be picked out."
CHANCE = (
    "When many things are set beside other places, chance alone may make some of them look clearly higher or lower. So a number "
    "is a reason to ask, and never a proof."
)
INVENTED = "{} is made up. It is set beside real councils, so that you can see how the page works."
CHART = 600  # pixels, so that a chart fits on a sheet of paper


def prepare(view: View) -> list[tuple[Block, Indicator, pl.DataFrame]]:
    """Work out what takes long here: what is said of each thing, its indicator, and the lines of its chart."""
    view = view.of(grain="year", breakdown="all", category="All", area=None)
    return [_told(view, thing, indicator) for thing, indicator in public.things(catalogue.indicators(view))]


def show(view: View) -> None:
    """Draw the summary, a block for each thing in the order of a child's journey, and the words."""
    drawn = prepare(view)
    blocks = [block for block, _, _ in drawn]
    _summary(view, blocks)
    for stage, title in glossary.STAGES.items():
        text.header(title, anchor=False)
        for block, indicator, lines in drawn:
            if block.stage == stage:
                _block(view, block, indicator, lines)
    _words()


def _told(view: View, thing: glossary.Thing, indicator: Indicator) -> tuple[Block, Indicator, pl.DataFrame]:
    """One thing: what is said of it, its indicator, and the lines of its chart."""
    view = view.of(indicator=indicator.id)
    own, held = neighbours.own_years(view, public.YEARS), catalogue.grains(view)
    quarters = figures.figures(view.of(grain="quarter")) if "quarter" in held else pl.DataFrame()
    latest = Area.rows(own)[-1] if own.height else None
    areas = neighbours.compared(view, indicator)
    if areas.is_empty():
        return public.block(thing, indicator, None, latest, latest, quarters), indicator, own
    standing = neighbours.standing(view, indicator)
    (told,) = Area.rows(areas.filter(role="own", year=standing["year"]))
    told = replace(told, rounded_to=latest.rounded_to if latest and neighbours.is_our_own_count(view) else 1)
    lines = public.simple(areas, neighbours.by_year(view, indicator))
    return public.block(thing, indicator, standing, told, latest, quarters), indicator, lines


def _summary(view: View, blocks: list[Block]) -> None:
    build = catalogue.build(view)
    title, said, groups = public_summary.summary(blocks)
    text.title(title, anchor=False)
    text.markdown(said)
    text.markdown(text.bullets(Markdown("**{}:** {}.").format(name, _named(group)) for name, group in groups))
    text.markdown(HOW)
    notes = {INVENTED.format(build["authority"]): build["invented"], ROUNDED: not view.role.exact, CHANCE: True}
    text.caption(" ".join(note for note, holds in notes.items() if holds))


def _named(group: list[Block]) -> Markdown:
    """The things of a group, each a link to its place on the page."""
    places = ((block.thing.name, block.thing.id.replace("_", "-")) for block in group)
    return text.joined((Markdown("[{}](#{})").format(*place) for place in places), "; ")


def _block(view: View, block: Block, indicator: Indicator, lines: pl.DataFrame) -> None:
    thing = block.thing
    with st.container(border=True, key=f"plain_{thing.id}"):
        text.subheader(block.headline, anchor=thing.id.replace("_", "-"))
        said, drawn = st.columns(2, gap="medium")
        with said:
            text.markdown(Markdown("**What is this?** {}").format(thing.means))
            text.markdown(Markdown("**What does it not tell?** {}").format(thing.not_means))
            text.markdown(Markdown("**Are we worse than places like us?** {} {}").format(block.number, block.elsewhere))
            text.markdown(Markdown("**Is it getting better?** {}").format(block.change))
            text.markdown(Markdown("**What should we ask?**\n\n{}").format(text.bullets(block.ask)))
        with drawn:
            _chart(view, block, indicator, lines)
        with st.container(horizontal=True, key=f"onward_{thing.id}", gap="medium"):
            links.to("indicator", "More about this number", indicator=indicator.id)
            if block.against != public.UNKNOWN:
                links.to("compare", "Every place like us", indicator=indicator.id)


def _chart(view: View, block: Block, indicator: Indicator, lines: pl.DataFrame) -> None:
    if lines["value"].is_null().all():
        text.caption("There are no numbers to draw.")
        return
    unit, title = _unit(indicator), f"{block.thing.name}, each year{public.EVERY.get(indicator.shown_as, '')}"
    with st.container(width=CHART, key=f"drawn_{indicator.id}"):
        nothing = pl.DataFrame(schema={"year": pl.Int64, "neighbours_median": pl.Float64})
        drawn = every_year.drawn(lines, nothing, display.look(view, title, unit, decimals=0), height=310)
        st.html(picture.draw(*drawn, CHART, public.text_of(lines, indicator)))
    with text.expander("The same as a table"):
        names = lines["area_name"].unique(maintain_order=True).to_list()
        rows = [_row(part, names, indicator) for part in lines.sort("year").partition_by("year", maintain_order=True)]
        display.table(pl.DataFrame(rows[::-1]), alt=title)


def _unit(indicator: Indicator) -> str:
    """What a number of the chart is followed by; a rate's unit stands in the title, where there is room for it."""
    return "number" if indicator.shown_as in public.EVERY else indicator.shown_as


def _row(year: pl.DataFrame, names: list[str], indicator: Indicator) -> dict[str, str]:
    held = {row.area_name: _cell(row, indicator) for row in Area.rows(year)}
    return {"Year": words.financial_year(year["year"][0])} | {name: held.get(name, words.symbol("x")) for name in names}


def _cell(row: Area, indicator: Indicator) -> str:
    return words.symbol(row.symbol) if row.value is None else words.amount(row.value, _unit(indicator), 0)


def _words() -> None:
    text.header("What the words mean", anchor=False)
    text.markdown(text.bullets(Markdown("**{}.** {}").format(term, meaning) for term, meaning in glossary.TERMS.items()))
