"""What does a number mean? Functions on Polars frames, from a counted series to a figure with limits, signals and comparison.

The folders, each of which imports only those before it: `statistics` (formulas), `judging` (is it chance?), `comparing` (other
authorities), `wording` (sentences), then `figures.py` (the pipeline), `following` (actions and comments), `children` (records)
and `charts`.
"""
