"""What Plotly is given: it finds nothing wrong with it, and nothing leaves for anywhere."""

import re

import plotly.graph_objects as go

from indicators.charts import every_year, plot, style
from indicators.charts.style import Look
from tests.support.drawn_charts import RISEN, bars, small_multiples, trend
from tests.support.series_frames import figures


def test_nothing_is_ever_sent_anywhere():
    for config in (plot.CONFIG, plot.config("svg")):
        assert config["modeBarButtons"] == [["toImage"]]
        assert config["showSendToCloud"] is False
        assert config["plotlyServerURL"] == ""
        assert config["displaylogo"] is False
    page = trend(figures(RISEN)).to_html(include_plotlyjs=False, full_html=False, config=plot.CONFIG)
    assert not re.search(r"https?:|//[a-z]|plot\.ly|sendDataToCloud", page.replace(style.FONT, ""))


def test_plotly_itself_finds_nothing_wrong_with_what_is_drawn_unchecked(compared):
    areas, summary = compared
    drawn = [trend(figures(RISEN)), *small_multiples([("A", figures(RISEN))], "percentage"),
             every_year.figure(areas, summary, Look("Years")), bars(compared, 2025)]
    for chart in drawn:
        assert len(go.Figure(chart.to_dict()).data) == len(chart.data) > 0
