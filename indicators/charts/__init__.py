"""How does it look, and how is it said to somebody who does not see it?

A chart is one module. `figure` draws it from a frame, and `words` says the same for those who do not see it: what stands out,
how far chance reaches, how others stand and what is missing, from that frame and from nothing else. A page calls
`flow.figure(steps, look)` and `flow.words(steps, look)`, with the same `style.Look`. The charts that can be pointed at are
`trend`, `groups`, `one_year` (a dot for each authority), `every_year` (a line for each), `funnel`, `flow`, `history` (a child's),
`gap_lines`, `gap_bars` and `survival`. Pictures that nobody points at are `sparkline`, `small` and, beside words, `badges`.

What charts are made of is shared: `style`, `axes`, `labels` and `heading`, and `series` for what is drawn over time. All of it is
plain data until `plot`, the one door to Plotly, makes a figure of it, or `picture` a drawing.
"""
