"""Every formula says what it computes, where it comes from, and what becomes of a value that is missing."""

import ast
import re
from pathlib import Path

import pytest

from indicators import statistics

STATISTICS = sorted(Path(statistics.__file__).parent.glob("*.py"))
FUNCTIONS = {
    f"{file.stem}.{node.name}": node
    for file in STATISTICS for node in ast.parse(file.read_text(encoding="utf-8")).body
    if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
}
# What a missing value gives: NaN, or it is left out, passed over, or may not be given.
MISSING = re.compile(r"missing|\bNaN\b|\bknown\b")
BORROWED = re.compile(r"^The same\b|\bthe same (for|of) a|(Formula|Source): (as|see) `")


def said_by(name: str) -> str:
    return " ".join((ast.get_docstring(FUNCTIONS[name]) or "").split())


def test_there_are_formulas_to_read():
    assert len(FUNCTIONS) > 40


@pytest.mark.parametrize("name", sorted(FUNCTIONS.keys()))
def test_a_formula_is_given_with_its_source_and_what_a_missing_value_gives(name):
    said = said_by(name)
    assert re.search(r"\bFormulas?: .", said), "no formula"
    assert re.search(r"\bSource: .", said), "no source"
    assert MISSING.search(said), "nothing said of a missing value"


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_formula_is_readable_without_its_neighbour(name):
    said = said_by(name)
    assert not BORROWED.search(said), BORROWED.search(said)
    assert said[0].isupper() or said[0] in "(φχτ1", "no first sentence"
