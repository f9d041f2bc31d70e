"""The walk catches what is planted: a copy of the product gets a page that tells, each time in another place, what
only the performance team may know.
"""

from dataclasses import replace

import pytest

from tests.leaks.rules import Told, beyond, held
from tests.support.browser import started
from tests.support.visitor import Seen, Visitor

pytestmark = pytest.mark.slow

PLANTED = '''"""A page that tells what it may not."""

import base64

import plotly.graph_objects as go
import polars as pl
import streamlit as st

from indicators import figures
from indicators.children import records
from pages.access import exports
from indicators.roles import WITH_RECORDS

TITLE, ADDRESS, FILTERS = "Planted", "planted", ()


def show(view):
    view = view.of(role=WITH_RECORDS, grain="year")
    row = figures.figures(view).filter(category="All", grain="year").filter(pl.col("value").is_not_null()).row(-2, named=True)
    child = records.behind(view, row["period_start"], row["period_end"])["child_id"][0]
    worker = "W0127"
    few, many = row["numerator"] + (row["numerator"] % 5 == 0), row["denominator"] + (row["denominator"] % 5 == 0)
    bars = go.Figure(go.Bar(x=["a", "b"], y=[5, 10]))
    st.title("Planted", anchor=False)
    match st.query_params.get("leak"):
        case "tooltip":
            st.markdown("A figure", help=f"Child {child}")
        case "hidden column":
            st.dataframe(pl.DataFrame({"Shown": ["x"], "counted": [many]}), column_order=["Shown"])
        case "alt text":
            st.plotly_chart(bars, alt=f"Bars: {few} of {many} children")
        case "customdata":
            st.plotly_chart(bars.update_traces(customdata=[many, many]))
        case "invisible trace":
            st.plotly_chart(bars.add_scatter(x=["a"], y=[many], visible=False))
        case "decimal":
            st.markdown(f"It stands at {row['value']:.1f}%.")
        case "error":
            st.error(f"The history of {child} could not be read.")
        case "download":
            exports.button("Take", lambda: pl.DataFrame({"child": [child]}).write_csv(), "all.csv", "text/csv")
        case "download of a number":
            exports.button("Take", lambda: pl.DataFrame({"denominator": [many]}).write_csv(), "all.csv", "text/csv")
        case "address":
            st.link_button("Open", f"/behind?child={child}")
        case "option":
            st.selectbox("Worker", ["All", worker])
        case "html":
            st.html(f"<p data-worker='{worker}'>One worker</p>")
        case "picture":
            drawing = base64.b64encode(f"<svg><title>{child}</title></svg>".encode()).decode()
            st.html(f"<img src='data:image/svg+xml;base64,{drawing}' alt=''>")
        case "name of a file":
            exports.button("Take", lambda: "nothing", f"{child}.csv", "text/csv")
        case "order":
            st.markdown(" ".join(sorted(["north", "south"], reverse=few > 100)))
        case "a small count":
            st.markdown(f"There were {row['numerator'] % 7 + 1} more.")
'''
BY_RULE = ("tooltip", "hidden column", "alt text", "customdata", "invisible trace", "decimal", "error", "download",
           "download of a number", "address", "option", "html", "picture", "name of a file")
BY_COMPARISON = (*BY_RULE, "order", "a small count")


@pytest.fixture
def leaking(tree, warehouse):
    """The address of a copy of the product with the page in it."""
    (tree / "pages" / "figures" / "planted.py").write_text(PLANTED, encoding="utf-8")
    with (tree / "pages" / "figures" / "__init__.py").open("a", encoding="utf-8") as file:
        file.write("\nfrom pages.figures import planted  # noqa: E402\n\nPAGES = (*PAGES, planted)\n")
    with started(warehouse, tree) as address:
        yield address


def test_every_planted_leak_is_caught(leaking, warehouse):
    holds, missed = held("board", warehouse), []
    with Visitor(leaking) as board:
        clean = board.go("planted", "role=board&leak=none")
        told = Told(holds)
        told.hear(clean, "planted")
        assert not told.wrong
        for leak in BY_COMPARISON:
            told, seen = Told(holds), board.go("planted", f"role=board&leak={leak.replace(' ', '%20')}")
            told.hear(seen, "planted")
            if leak in BY_RULE and not told.wrong:
                missed.append(f"{leak}, by the rules")
            if not beyond(seen, clean):
                missed.append(f"{leak}, by comparison")
    assert not missed


def test_the_rules_let_a_page_say_what_its_audience_holds(warehouse):
    holds = held("board", warehouse)
    pair = next(pair for pair in holds.pairs if None not in pair and pair[0] % 5)  # as the department published it
    told = Told(holds)
    assert not list(told.faults("indicator", "markdown.body", f"{pair[0]:,} of {pair[1]:,} children, 31%"))
    assert list(told.faults("indicator", "markdown.body", "1,003 of 2,001 children"))
    ticks = "plotly_chart.spec.layout.xaxis.ticktext"
    assert not list(told.faults("indicator", ticks, "2.5%")) and list(told.faults("indicator", ticks, "North 2.5%"))
    assert not list(told.faults("indicator", ticks, '<span style="--wide:1">0.5%</span>'))


def test_an_exact_count_is_let_through_only_where_the_page_is_about_its_figure(warehouse):
    holds = replace(held("board", warehouse), values=frozenset())  # as a percentage nearly every small number is in the file
    (title, counts), = holds.exact.items()
    count = next(each for each in sorted(counts) if each % holds.base)

    def wrong(heading):
        told = Told(holds)
        told.hear(Seen(leaves=[("delta.new_element.heading.body", heading), ("plotly_chart.spec.data.y", count)]), "indicator")
        return told.wrong

    assert not wrong(f"{title}, all teams: as usual") and wrong("Referrals, all teams: as usual") and wrong("Overview")
