"""Control charts: the limits, and the points that break a rule."""

from itertools import pairwise

import numpy as np

from indicators.judging import icons, signals
from indicators.statistics import control_charts, dispersion

POLARITY = {"increase": "high is good", "decrease": "low is good", "neutral": "neither"}
ASSURANCE = {icons.PASS: 1, icons.INCONSISTENT: 0, icons.FAIL: -1, None: np.nan}


def shewhart(given, parameters):
    """A chart for each part of the series, as `freeze`, `part`, `exclude` and a fixed centre line say."""
    x = given["y"]
    n = given.get("n", np.ones(len(x)))
    include = np.ones(len(x), dtype=bool)
    include[[row - 1 for row in as_list(parameters["exclude"])]] = False
    include[parameters["freeze"] or len(x) :] = False
    bounds = [0, *as_list(parameters["part"]), len(x)]
    pieces = [slice(start, end) for start, end in pairwise(bounds)]
    charts = [one_part(x[rows], n[rows], include[rows], parameters) for rows in pieces]
    lengths = [rows.stop - rows.start for rows in pieces]
    centre = np.repeat([chart.centre for chart in charts], lengths)
    lower, lower95, upper95, upper = (np.concatenate(side) for side in zip(*(chart[1:] for chart in charts), strict=True))
    value = np.divide(x, n, out=np.full(len(x), np.nan), where=n > 0)
    lines = {"cl": centre, "lcl": lower, "lcl95": lower95, "ucl95": upper95, "ucl": upper}
    lines = {name: line * parameters["multiply"] for name, line in lines.items()}
    return {**lines, "sigma_signal": np.abs(signals.outside(value, lower, upper))}


def one_part(x, n, include, parameters):
    """P or U, and with a p after it widened by Laney's sigma: not floored at 1 unless `floor` says so, unlike the product."""
    kind, fixed = parameters["chart"], parameters["fixed_centre_line"]
    draw = control_charts.p if kind.startswith("p") else control_charts.u
    if len(kind) == 1:
        return draw(x, n, include, fixed)
    distances = dispersion.z_of_proportions if kind == "pp" else dispersion.z_of_counts
    z = distances(x, n, draw(x, n, include, fixed).centre)
    sigma = dispersion.laney_sigma(z[include], parameters["screened_moving_range"])
    floored = max(1.0, sigma) if parameters.get("floor") or parameters.get("floor_sigma_z") else sigma
    return draw(x, n, include, fixed, widening=floored)


def dispersion_test(given, parameters):
    """Pearson's test and Laney's sigma."""
    x, n = given["y"], given["n"]
    z = dispersion.z_of_proportions(x, n)
    test = dispersion.tested(z)
    sigmas = {f"sigma_z_{name}": dispersion.laney_sigma(z, name == "screened") for name in ("screened", "unscreened")}
    return {"z": z, "p_bar": np.nansum(x) / np.nansum(n), "chisq": test.chi_squared, "df": test.degrees,
            "p_value": test.p, "phi": test.phi, **sigmas}


def xmr_rules(given, parameters):
    """An XmR chart for each rebase group, its rules with ties that break a run, and its two icons."""
    y = given["value"]
    starts = np.searchsorted(given["date"], sorted(as_list(parameters["rebase"]))).tolist()
    bounds = sorted({0, *starts, len(y)})
    groups = [slice(start, end) for start, end in pairwise(bounds)]
    parts = [ruled(y[rows], parameters) for rows in groups]
    columns = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    cause, polarity = columns["cause_code"], POLARITY[parameters["improvement_direction"]]
    columns["point_code"] = np.array([point_code(code, polarity) for code in cause])
    lower, upper = columns["lpl"][-1], columns["upl"][-1]
    target = parameters["target"]
    assured = None if target is None or np.isnan(upper) else icons.assured(target, lower, upper, polarity)
    return {**columns, "assurance_code": ASSURANCE[assured], "variation_icon_code": columns["point_code"][-1]}


def ruled(y, parameters):
    """Limits and rules of one group, in the order limits, trend, two of three, shift."""
    baseline = np.arange(len(y)) < (parameters["fix_after_n_points"] or len(y))
    lines = control_charts.individuals(y, baseline, parameters["screen_outliers"])
    outside, distance = signals.outside(y, lines.lower, lines.upper), y - lines.centre
    near = np.where(outside == 0, signals.outside(y, lines.near_lower, lines.near_upper), 0)
    cause = np.zeros(len(y), dtype=int)
    # No limits, no rules: a chart without variation has nothing to judge by.
    drawn = ~np.isnan(lines.upper) & ~np.isnan(y)
    found = [outside, signals.trend(y), signals.two_of_three(distance, near), signals.shift(distance, ties="break")]
    for code, flags in reversed(list(enumerate(found, 1))):
        cause = np.where(drawn & (flags != 0), code * np.sign(flags), cause)
    flags = {"outside_limits": np.abs(outside), "relative_to_mean": np.sign(distance), "close_to_limits": np.abs(near)}
    flat = {"mean": np.full(len(y), lines.centre), "lpl": lines.lower, "upl": lines.upper, "cause_code": cause}
    known = {name: np.where(np.isnan(y) if name == "relative_to_mean" else ~drawn, np.nan, each) for name, each in flags.items()}
    return {**flat, **known}


def point_code(cause, polarity):
    """1 improvement, -1 concern, 2 and -2 high and low where neither is good, 0 common cause."""
    if cause == 0 or polarity == "neither":
        return 2 * np.sign(cause)
    return np.sign(cause) * (1 if polarity == "high is good" else -1)


def as_list(value):
    return value if isinstance(value, list) else [] if value is None else [value]


LINES = ["cl", "lcl", "lcl95", "ucl95", "ucl", "sigma_signal"]
SHEWHART = ("p_chart", "p_prime", "u_chart")
KINDS = {**dict.fromkeys(SHEWHART, shewhart), "dispersion_test": dispersion_test, "xmr_rules": xmr_rules}
# Of the Shewhart charts the other columns follow rules for runs that the product does not use.
COMPARED = {
    **dict.fromkeys(SHEWHART, LINES),
    "xmr_rules": ["mean", "lpl", "upl", "outside_limits", "relative_to_mean", "close_to_limits", "cause_code", "point_code",
                  "assurance_code", "variation_icon_code"],
}
