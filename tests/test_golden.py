"""The reference cases, computed by the field's own R packages: the same inputs give the same numbers here.

The cases lie in GOLDEN_DIR (default: ../shared/reference/golden beside this checkout); see its README.
Kinds that the product does not compute yet are skipped by name, and a kind nobody has heard of is a failure.
"""

import csv
import json
import os
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from indicators import intervals, limits, signals

FOLDER = Path(os.environ.get("GOLDEN_DIR", Path(__file__).parents[2] / "shared" / "reference" / "golden"))
CASES = sorted(FOLDER.glob("*.json"))

LATER = {
    "p_prime": "limits that allow for over-dispersion come with a later issue",
    "u_chart": "limits for counts and rates come with a later issue",
    "xmr_rules": "charts of single values come with a later issue",
    "exact_binomial": "Clopper-Pearson intervals come with a later issue",
    "two_proportions": "differences between two percentages come with a later issue",
    "trend_test": "trends over published years come with a later issue",
    "dispersion_test": "the test of dispersion comes with a later issue",
    "multiple_testing": "other corrections come with a later issue; tests/test_alert_evidence.py has ours",
    "funnel_unadjusted": "funnels come with a later issue",
    "funnel_overdispersed": "funnels come with a later issue",
    "quantile_bands": "bands come with a later issue",
    "censored_gaps": "time to event comes with a later issue",
}


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


def wilson_ci(given, parameters):
    """A Wilson interval at each confidence."""
    wilson = [intervals.wilson(given["x"], given["n"], confidence) for confidence in parameters["confidence"]]
    return in_columns(given["x"] / given["n"], wilson, parameters["multiplier"])


def rate_ci(given, parameters):
    """An exact or Byar interval at each confidence, and which of the two it is."""
    per = parameters["multiplier"]
    rates = [intervals.rate(given["x"], given["n"], each, per) for each in parameters["confidence"]]
    value = in_columns(per * given["x"] / given["n"], rates, 1)
    return {**value, "method_exact": (given["x"] < intervals.EXACT_BELOW).astype(int)}


def in_columns(value, sides, multiplier):
    (lower95, upper95), (lower998, upper998) = sides
    lines = {
        "value": value,
        "lower95": lower95,
        "upper95": upper95,
        "lower998": lower998,
        "upper998": upper998,
    }
    return {name: line * multiplier for name, line in lines.items()}


KINDS = {"p_chart": p_chart, "wilson_ci": wilson_ci, "rate_ci": rate_ci}
# Of the P charts only these count: the other columns follow rules for runs that the product does not use.
COMPARED = {"p_chart": ["cl", "lcl", "lcl95", "ucl95", "ucl", "sigma_signal"]}


def as_list(value):
    return value if isinstance(value, list) else [] if value is None else [value]


def columns(part):
    """Columns of numbers, undefined ones as NaN; a column of one row may be written as a bare number."""
    return {
        name: np.array([np.nan if each is None else each for each in as_list(column)], dtype=float)
        for name, column in part.get("columns", {}).items()
    }


def columns_of_csv(path):
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {name: np.array([float(row[name] or "nan") for row in rows]) for name in rows[0]}


def assert_agree(got, expected, names, tolerance):
    assert set(names) <= set(got), f"not computed: {sorted(set(names) - set(got))}"
    for name in names:
        exact = name in ("sigma_signal", "method_exact")
        rel, absolute = (0, 0) if exact else (tolerance["rel"], tolerance["abs"])
        np.testing.assert_allclose(got[name], expected[name], rtol=rel, atol=absolute, err_msg=name)


def test_the_cases_are_there():
    if not FOLDER.is_dir():
        pytest.skip(f"no reference cases in {FOLDER}; set GOLDEN_DIR")
    assert CASES, f"{FOLDER} holds no cases"


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_case(file):
    case = json.loads(file.read_text(encoding="utf-8"))
    if case["kind"] in LATER:
        pytest.skip(LATER[case["kind"]])
    assert case["kind"] in KINDS, f"{file.name} is of a kind this runner does not know: {case['kind']}"
    got = KINDS[case["kind"]](columns(case["input"]), case["parameters"])
    expected = columns(case["expected"])
    names = COMPARED.get(case["kind"], list(expected))
    assert_agree(got, expected, names, case["tolerance"])
    table = file.with_suffix(".expected.csv")
    if table.exists():
        assert_agree(got, columns_of_csv(table), names, case["tolerance"])


def test_every_kind_is_either_computed_or_named_as_coming():
    assert not set(KINDS) & set(LATER)
    assert {json.loads(file.read_text(encoding="utf-8"))["kind"] for file in CASES} <= set(KINDS) | set(LATER)
