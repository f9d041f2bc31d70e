"""What Plotly is given: it finds nothing wrong with it, and nothing leaves for anywhere."""

import re
from pathlib import Path

import plotly.graph_objects as go

from indicators import catalogue
from indicators.charts import every_year, flow, funnel, gap_bars, gap_lines, groups, history, plot, style, survival
from indicators.charts.style import Look
from indicators.children import gaps, journey, timeline, waits
from indicators.children.row_types import Ending, Gaps
from indicators.comparing import neighbours
from indicators.figures import by_group
from tests.support.drawn_charts import RISEN, bars, small_multiples, trend
from tests.support.series_frames import figures

FOLDER = Path(plot.__file__).parent
PERIOD = ("cohort", "grain", "period_start", "period_end")


def test_nothing_is_ever_sent_anywhere():
    for config in (plot.CONFIG, plot.config("svg")):
        assert config["modeBarButtons"] == [["toImage"]]
        assert config["showSendToCloud"] is False
        assert config["plotlyServerURL"] == ""
        assert config["displaylogo"] is False
    page = trend(figures(RISEN)).to_html(include_plotlyjs=False, full_html=False, config=plot.CONFIG)
    assert not re.search(r"https?:|//[a-z]|plot\.ly|sendDataToCloud", page.replace(style.FONT, ""))


def every_chart(view, compared) -> dict[str, plot.Figure]:
    """A figure of each kind, by the name of its module, drawn from the invented authority."""
    build, indicator, look = catalogue.build(view), catalogue.find(view), Look("A title")
    visit, (areas, summary) = gaps.KINDS["visit"], compared
    steps = journey.flow(view).partition_by(*PERIOD, maintain_order=True)
    rows, counts = gaps.records(view, visit), Gaps.rows(gaps.counted(view, visit))
    events, standard, _ = timeline.of_child(view, rows["child_id"][0], build["data_to"])
    wait = waits.kind_of(indicator)
    latest = waits.told(waits.figures(view, wait), "All")[-1]
    seen = gaps.events(view, visit).to_dicts()
    return {
        "trend": trend(figures(RISEN)),
        "one_year": bars(compared, 2025),
        "every_year": every_year.figure(areas, summary, look),
        "funnel": funnel.figure(*neighbours.this_year(view, indicator).funnel, look),
        "groups": groups.figure(by_group(view, "team"), indicator, 20.0, look),
        "flow": flow.figure(journey.steps(Ending.rows(steps[0])), look),
        "history": history.figure(events, standard, build["data_to"], look),
        "gap_lines": gap_lines.figure(rows.to_dicts(), seen, [], [""] * rows.height, "Visit", look),
        "gap_bars": gap_bars.figure(counts, gaps.lengths(counts[0].standard_days), [""] * len(counts), look),
        "survival": survival.figure([waits.part(view, wait, latest, 1)], latest.standard_days, look, wait.returns),
    }


def test_plotly_itself_finds_nothing_wrong_with_what_is_drawn_unchecked(view, compared):
    made = every_chart(view, compared)
    modules = {file.stem for file in FOLDER.glob("*.py") if "\ndef figure(" in file.read_text(encoding="utf-8")}
    assert set(made) == modules, "every chart is checked here"
    for chart in (*made.values(), *small_multiples([("A", figures(RISEN))], "percentage")):
        assert len(go.Figure(chart.to_dict()).data) == len(chart.data) > 0


def test_every_chart_is_also_words():
    for file in FOLDER.glob("*.py"):
        source = file.read_text(encoding="utf-8")
        assert ("\ndef figure(" in source) <= ("\ndef words(" in source), f"{file.name} draws a figure and has no words for it"
