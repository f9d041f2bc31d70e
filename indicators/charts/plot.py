"""The one module that imports Plotly: makes a figure of traces and a layout, which are plain data, and configures its toolbar.

A figure has a fixed height, and its toolbar can only save it as a picture; no button sends it to a server. Show it with a
`config` from here and in its own style (`theme=None`).
"""

import plotly.graph_objects as go

from indicators.charts import style

Figure = go.Figure
CONFIG = {
    "displaylogo": False,
    "modeBarButtons": [["toImage"]],
    "toImageButtonOptions": {"format": "png", "scale": 2, "filename": "sightline"},
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "scrollZoom": False,
    "doubleClick": False,
    "showTips": False,
}
PICTURES = ("png", "svg")  # formats that the toolbar can save


def config(picture: str = "png", name: str = "sightline") -> dict:
    """Plotly's configuration of a chart, whose toolbar has one button: save as a `picture` (of PICTURES) with a file `name`."""
    size = {"scale": 1 if picture == "svg" else 2, "width": style.PICTURE}
    return {**CONFIG, "toImageButtonOptions": {"format": picture, "filename": name, **size}}


def drawn(traces: list[dict], layout: dict) -> Figure:
    """A figure of these traces and layout, without Plotly's template (7 kB) and without its validation (seven times as fast).

    tests/charts validates every chart.
    """
    return Figure(traces, {**layout, "template": {}}, _validate=False)
