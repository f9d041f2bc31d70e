"""The one door to Plotly: traces and a layout, which are plain data, become a figure, and its toolbar is told what it may do.

A figure is of fixed height and is never sent anywhere: its toolbar can do nothing but save it as a picture. Show it with a
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
PICTURES = ("png", "svg")  # what the toolbar can save a chart as: dots for a report, or lines that stay sharp at any size


def config(picture: str = "png", name: str = "sightline") -> dict:
    """What a chart's toolbar may do: save it as a picture of a kind in PICTURES, in a file of that name, and nothing else."""
    size = {"scale": 1 if picture == "svg" else 2, "width": style.PICTURE}
    return {**CONFIG, "toImageButtonOptions": {"format": picture, "filename": name, **size}}


def drawn(traces: list[dict], layout: dict) -> Figure:
    """A figure without Plotly's own template, whose colours would be 7 kB of every chart, and unchecked, which is seven times as
    fast; tests/charts has Plotly check what every chart draws.
    """
    return Figure(traces, {**layout, "template": {}}, _validate=False)
