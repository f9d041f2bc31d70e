"""Charts: each module draws one chart and puts it in words for a screen reader.

`figure` draws the chart from a frame, and `words` gives its text from the same frame: signals, limits, comparators and missing
periods. A page calls `flow.figure(steps, look)` and `flow.words(steps, look)` with the same `style.Look`. Charts without hover
text are SVG images: `sparkline`, `small` and `badges` (icons).

Charts share `style`, `axes`, `labels` and `heading`, and `series` for charts over time. They give plain data; `plot` turns it
into a Plotly figure, `picture` into an SVG image.
"""
