"""What charts are made of, as plain data: the style, the axes, and what is drawn of a series and of
neighbours.

Nothing here knows of Plotly's Python library; `indicators.charts.charts` turns the traces and layouts into figures.
"""
