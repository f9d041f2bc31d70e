"""What a number means: pure functions on Polars frames, from a counted series to a figure a person can act on."""
