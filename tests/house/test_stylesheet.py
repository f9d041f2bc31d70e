"""What the stylesheet names is there: a rule for a container that nobody makes any more would say nothing and style nothing.

Streamlit gives a container with key="tile_x" the class st-key-tile_x; the other names of ours are classes that our HTML holds.
"""

import ast
import re
from pathlib import Path

import pytest

from pages.figures import journey
from pages.frame import style

HERE = Path(__file__).parents[2]
FILES = [file for room in ("pages", "indicators") for file in sorted((HERE / room).rglob("*.py"))]
SELF = Path(style.__file__)
SHEET = re.sub(r"/\*.*?\*/", "", style.SHEET + journey.NARROW, flags=re.DOTALL)
WHOLE = sorted(set(re.findall(r"\.st-key-(\w+)", SHEET)))
BEGUN = sorted(set(re.findall(r'\[class\*="st-key-(\w+)"', SHEET)))
CLASSES = sorted(set(re.findall(r"sightline-[\w-]+", SHEET)))


def keys(source: str) -> set[tuple[str, bool]]:
    """(the key, whether that is all of it) of every container that a module makes, by st.container or by unmet_filters.row."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    given = [word.value for call in calls if call.func.attr == "container" for word in call.keywords if word.arg == "key"]
    given += [call.args[0] for call in calls if ast.unparse(call.func) == "unmet_filters.row"]
    return {known for node in given if (known := _begins(node))}


def _begins(node: ast.expr) -> tuple[str, bool] | None:
    if isinstance(node, ast.Constant):
        return node.value, True
    first = node.values[0] if isinstance(node, ast.JoinedStr) else None
    return (first.value, False) if isinstance(first, ast.Constant) else None


MADE = set().union(*(keys(file.read_text(encoding="utf-8")) for file in FILES))


def held(name: str) -> bool:
    """Whether a container is made whose class begins with this name."""
    return any(key.startswith(name) if whole else key.startswith(name) or name.startswith(key) for key, whole in MADE)


@pytest.mark.parametrize("name", WHOLE)
def test_every_container_that_the_stylesheet_names_is_made(name):
    assert (name, True) in MADE, f"style.py has rules for .st-key-{name}, and no container has the key {name!r}"


@pytest.mark.parametrize("name", BEGUN)
def test_every_kind_of_container_that_the_stylesheet_names_is_made(name):
    assert held(name), f"style.py has rules for st-key-{name}…, and no container has a key that begins so"


@pytest.mark.parametrize("name", CLASSES)
def test_every_class_that_the_stylesheet_names_is_given(name):
    given = re.compile(rf"{name}(?![\w-])")
    held_by = [file for file in FILES if file != SELF and given.search(file.read_text(encoding="utf-8"))]
    assert held_by, f"style.py has rules for {name}, and no HTML of ours holds it"


def test_no_class_of_ours_is_without_a_rule():
    given = {name for file in FILES for name in re.findall(r'(?:class=|id=|")"?(sightline-[\w-]+)', file.read_text("utf-8"))}
    assert given and given <= set(CLASSES), f"not in style.py: {sorted(given - set(CLASSES))}"


def test_keys_are_read_from_the_code_as_streamlit_is_given_them():
    made = keys('st.container(key="a")\nst.container(key=f"b_{x}")\nunmet_filters.row("c")\ntext.button("d", key="d")\n')
    assert made == {("a", True), ("b_", False), ("c", True)}
    assert len(WHOLE) > 5 and len(BEGUN) > 4 and len(CLASSES) > 10
