"""What does a number mean? Pure functions on Polars frames, from a counted series to a figure a person can act on.

Its rooms, each of which imports only those before it: `statistics` (the formulas), `judging` (is it chance?), `comparing` (others
like us), `wording` (a frame in, a sentence out), then `figures.py`, the pipeline in one place; above it `following` (what people
did), `children` (the people behind a number) and `charts`.
"""
