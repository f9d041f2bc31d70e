"""For councillors and the public: what each thing is, if we are worse than places like us, if it gets better, and what to ask."""

import polars as pl
import streamlit as st

from indicators import catalogue, figures, glossary, neighbours, plain, plain_summary, words
from indicators.drawing import paths, picture, style
from indicators.plain import Block
from indicators.roles import View
from pages import shown
from pages.frame import links
from queries.header import Indicator

TITLE = "In plain words"
ADDRESS = "plain"
FILTERS = ()

HOW = (
    "This page is for councillors and for everyone who lives here. Of each thing it asks: What is this? Are we worse than places "
    "like us? Is it getting better? What should we ask? We and us mean the council. Other words are explained at the end."
)
ROUNDED = "The counts in brackets are rounded, so that no child can be picked out."
CHANCE = (
    "When ten things are set beside other places, chance alone may make one of them look clearly higher or lower. So a number is "
    "a reason to ask, and never a proof."
)
INVENTED = "{} is made up. It is set beside real councils, so that you can see how the page works."
CHART = 600  # pixels, so that a chart fits on a sheet of paper


def show(view: View) -> None:
    """Draw the summary, a block for each thing in the order of a child's journey, and the words."""
    view = view.of(grain="year", breakdown="all", category="All", area=None)
    drawn = [_told(view, thing, indicator) for thing, indicator in plain.things(catalogue.indicators(view))]
    blocks = [block for block, _, _ in drawn]
    _summary(view, blocks)
    for stage, title in glossary.STAGES.items():
        st.header(title, anchor=False)
        for block, indicator, lines in drawn:
            if block.stage == stage:
                _block(view, block, indicator, lines)
    _words()


def _told(view: View, thing: glossary.Thing, indicator: Indicator) -> tuple[Block, Indicator, pl.DataFrame]:
    """One thing: what is said of it, its indicator, and the lines of its chart."""
    view = view.of(indicator=indicator.id)
    own, quarters = _own_years(view), figures.figures(view.of(grain="quarter"))
    latest = own.row(-1, named=True) if own.height else None
    areas = neighbours.compared(view, indicator)
    if areas.is_empty():
        return plain.block(thing, indicator, None, latest, latest, quarters), indicator, own
    standing = neighbours.standing(view, indicator)
    told = areas.filter(role="own", year=standing["year"]).row(0, named=True)
    told |= {"rounded_to": latest["rounded_to"] if latest and neighbours.is_our_own_count(view) else 1}
    lines = plain.simple(areas, neighbours.by_year(view, indicator))
    return plain.block(thing, indicator, standing, told, latest, quarters), indicator, lines


def _own_years(view: View) -> pl.DataFrame:
    """Our own final years as the rows of a chart: columns as `comparison.areas`, without neighbours."""
    base = 1 if catalogue.find(view).counts else catalogue.rounded_to(view)
    years = figures.read_series(view).filter(~pl.col("provisional") & ~pl.col("short_history")).sort("period_end")
    return years.tail(plain.YEARS).select(
        "value", "symbol", pl.col("numerator", "denominator").cast(pl.Float64),
        year=pl.col("period_end").dt.year().cast(pl.Int64), rounded_to=pl.lit(base),
        role=pl.lit("own"), position=pl.lit(0, pl.Int64), area_code=pl.lit("own"),
        area_name=pl.lit(catalogue.build(view)["authority"]), lower=pl.lit(None, pl.Float64), note=pl.lit(None, pl.String),
    )


def _summary(view: View, blocks: list[Block]) -> None:
    build = catalogue.build(view)
    title, said, groups = plain_summary.summary(blocks)
    st.title(title, anchor=False)
    st.markdown(said)
    st.markdown("\n".join(f"- **{name}:** {_named(group)}." for name, group in groups))
    st.markdown(HOW)
    notes = {INVENTED.format(shown.plain(build["authority"])): build["invented"], ROUNDED: not view.role.children, CHANCE: True}
    st.caption(" ".join(note for note, holds in notes.items() if holds))


def _named(group: list[Block]) -> str:
    """The things of a group, each a link to its place on the page."""
    return "; ".join(f"[{block.thing.name}](#{block.thing.id.replace('_', '-')})" for block in group)


def _block(view: View, block: Block, indicator: Indicator, lines: pl.DataFrame) -> None:
    thing = block.thing
    with st.container(border=True, key=f"plain_{thing.id}"):
        st.subheader(block.headline, anchor=thing.id.replace("_", "-"))
        said, drawn = st.columns(2, gap="medium")
        with said:
            st.markdown(f"**What is this?** {thing.means}")
            st.markdown(f"**What does it not tell?** {thing.not_means}")
            st.markdown(f"**Are we worse than places like us?** {block.number} {block.elsewhere}")
            st.markdown(f"**Is it getting better?** {block.change}")
            st.markdown("**What should we ask?**\n\n" + "\n".join(f"- {question}" for question in block.ask))
        with drawn:
            _chart(block, indicator, lines)
        with st.container(horizontal=True, key=f"onward_{thing.id}", gap="medium"):
            links.to("indicator", "More about this number", indicator=indicator.id)
            if block.against != plain.UNKNOWN:
                links.to("compare", "Every place like us", indicator=indicator.id)


def _chart(block: Block, indicator: Indicator, lines: pl.DataFrame) -> None:
    if lines["value"].is_null().all():
        st.caption("There are no numbers to draw.")
        return
    unit, title = _unit(indicator), f"{block.thing.name}, each year{plain.EVERY.get(indicator.shown_as, '')}"
    with st.container(width=CHART, key=f"drawn_{indicator.id}"):
        nothing = pl.DataFrame(schema={"year": pl.Int64, "neighbours_median": pl.Float64})
        drawn = paths.drawn(lines, nothing, title, unit, style.colours(shown.dark()), height=310, decimals=0)
        st.html(picture.draw(*drawn, CHART, plain.text_of(lines, indicator)))
    with st.expander("The same as a table"):
        names = lines["area_name"].unique(maintain_order=True).to_list()
        rows = [_row(part, names, indicator) for part in lines.sort("year").partition_by("year", maintain_order=True)]
        st.table(pl.DataFrame(rows[::-1]), border="horizontal", hide_index=True, alt=title)


def _unit(indicator: Indicator) -> str:
    """What a number of the chart is followed by; a rate's unit stands in the title, where there is room for it."""
    return "number" if indicator.shown_as in plain.EVERY else indicator.shown_as


def _row(year: pl.DataFrame, names: list[str], indicator: Indicator) -> dict[str, str]:
    held = {row["area_name"]: row for row in year.to_dicts()}
    cells = {name: held.get(name, {"value": None, "symbol": "x"}) for name in names}
    said = {name: words.symbol(row["symbol"]) if row["value"] is None else words.amount(row["value"], _unit(indicator), 0)
            for name, row in cells.items()}
    return {"Year": words.financial_year(year["year"][0])} | said


def _words() -> None:
    st.header("What the words mean", anchor=False)
    st.markdown("\n".join(f"- **{term}.** {meaning}" for term, meaning in glossary.TERMS.items()))
