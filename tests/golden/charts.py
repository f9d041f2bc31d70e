"""Control charts: the limits and the points outside them."""

from itertools import pairwise

import numpy as np

from indicators import limits, signals


def p_chart(given, parameters):
    """A P chart for each part of the series, as `freeze`, `part`, `exclude` and a fixed centre line say."""
    assert parameters["chart"] == "p"
    x, n = given["y"], given["n"]
    include = np.ones(len(x), dtype=bool)
    include[[row - 1 for row in as_list(parameters["exclude"])]] = False
    last = parameters["freeze"] or len(x)
    include[last:] = False
    bounds = [0, *as_list(parameters["part"]), len(x)]
    pieces = [slice(start, end) for start, end in pairwise(bounds)]
    charts = [
        limits.p_chart(x[rows], n[rows], include[rows], parameters["fixed_centre_line"]) for rows in pieces
    ]
    lengths = [rows.stop - rows.start for rows in pieces]
    centre = np.repeat([chart[0] for chart in charts], lengths)
    lower, upper, lower95, upper95 = (
        np.concatenate([chart[side] for chart in charts]) for side in (1, 2, 3, 4)
    )
    value = np.divide(x, n, out=np.full(len(x), np.nan), where=n > 0)
    lines = {"cl": centre, "lcl": lower, "lcl95": lower95, "ucl95": upper95, "ucl": upper}
    lines = {name: line * parameters["multiply"] for name, line in lines.items()}
    return {**lines, "sigma_signal": np.abs(signals.outside(value, lower, upper))}


def as_list(value):
    return value if isinstance(value, list) else [] if value is None else [value]


KINDS = {"p_chart": p_chart}
# The other columns follow rules for runs that the product does not use.
COMPARED = {"p_chart": ["cl", "lcl", "lcl95", "ucl95", "ucl", "sigma_signal"]}
