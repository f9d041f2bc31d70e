"""The reference cases, computed by the field's own R packages: the same inputs give the same numbers here.

The cases lie in GOLDEN_DIR (default: ../shared/reference/golden beside this checkout); see its README.
A kind that nothing in `golden` answers is a failure.
"""

import csv
import json
import os
from pathlib import Path

import numpy as np
import pytest

from tests.statistics.golden import COMPARED, KINDS, NOT_USED

FOLDER = Path(os.environ.get("GOLDEN_DIR", Path(__file__).parents[3] / "shared" / "reference" / "golden"))
CASES = sorted(FOLDER.glob("*.json"))

WORDS = {"group", "date"}  # columns that name a row
EXACT = {"sigma_signal", "method_exact", "outside_limits", "relative_to_mean", "close_to_limits", "cause_code", "point_code",
         "assurance_code", "variation_icon_code", "significance_code", "outlier", "n_outliers", "adjusted_limits_used",
         "band_code", "rank", "df", "n_risk", "n_event", "n_events"}


def columns(part):
    """Columns and scalars as arrays of numbers, undefined ones as NaN; a column of one row may be written as a bare number."""
    every = {**(part.get("scalars") or {}), **part.get("columns", {})}
    return {
        name: np.array([np.nan if each is None else each for each in as_list(column)], dtype=float)
        for name, column in every.items()
        if name not in WORDS
    }


def as_list(value):
    return value if isinstance(value, list) else [] if value is None else [value]


def columns_of_csv(path):
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {name: np.array([float(row[name] or "nan") for row in rows]) for name in rows[0] if name not in WORDS}


def assert_agree(got, expected, names, tolerance):
    assert set(names) <= set(got), f"not computed: {sorted(set(names) - set(got))}"
    for name in names:
        rel, absolute = (0, 0) if name in EXACT else (tolerance["rel"], tolerance["abs"])
        np.testing.assert_allclose(got[name], expected[name], rtol=rel, atol=absolute, err_msg=name)


def test_the_cases_are_there():
    if not FOLDER.is_dir():
        pytest.skip(f"no reference cases in {FOLDER}; set GOLDEN_DIR")
    assert CASES, f"{FOLDER} holds no cases"


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_case(file):
    case = json.loads(file.read_text(encoding="utf-8"))
    if case["kind"] in NOT_USED:
        pytest.skip(NOT_USED[case["kind"]])
    assert case["kind"] in KINDS, f"{file.name} is of a kind this runner does not know: {case['kind']}"
    given = {**columns(case["input"]), **{name: case["input"]["columns"][name] for name in WORDS & set(case["input"]["columns"])}}
    got = KINDS[case["kind"]](given, case["parameters"])
    expected = columns(case["expected"])
    names = COMPARED.get(case["kind"], list(expected))
    assert_agree(got, expected, names, case["tolerance"])
    table = file.with_suffix(".expected.csv")
    if table.exists():
        in_table = columns_of_csv(table)
        assert_agree(got, in_table, [name for name in names if name in in_table], case["tolerance"])
