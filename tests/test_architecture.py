"""The house holds: what may stand where, who may import whom, and which library comes in by which door."""

import ast
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parents[1]
LISTED = subprocess.run(["git", "ls-files"], cwd=HERE, capture_output=True, text=True, check=True).stdout.split("\n")
FILES = [HERE / name for name in LISTED if name and (HERE / name).exists()]
MODULES = [file for file in FILES if file.suffix == ".py"]
PRODUCT = [file for file in MODULES if file.relative_to(HERE).parts[0] != "tests"]
FOLDERS = {"pages", "data", "queries", "indicators", "tests"}
TOP = {"app.py", "README.md", "LICENSE", "requirements.txt"}

MAY_IMPORT = {
    "app.py": {"pages", "indicators", "queries"},
    "pages": {"pages", "indicators", "queries"},
    "indicators": {"indicators", "queries"},
    "queries": {"queries"},
    "queries/__main__.py": {"queries", "data.settings"},  # the command line tries examples with the authority's own settings
    # The build protects what it publishes, and times waits from children's own spells, which no audience's file may hold.
    "data": {"data", "queries", "indicators.disclosure", "indicators.waiting"},
}
DOORS = {
    "duckdb": {"queries/engine.py"},
    "pyspark": {"queries/store/spark.py"},
    "py4j": {"queries/store/spark.py"},
    "plotly": {"indicators/charts.py"},
    "streamlit": {"app.py", "pages/"},
    "fastexcel": {"data/readers.py"},
    "sqlalchemy": {"queries/decisions/"},
    "alembic": {"queries/decisions/"},
    "psycopg": set(),  # SQLAlchemy brings it in, where an address asks for PostgreSQL
    "openpyxl": set(),
    "xlsxwriter": set(),
    "statsmodels": {"indicators/"},
    "scipy": {"indicators/"},
}
LEAVES = {"phases", "limits", "reasons", "signals", "icons", "steps", "alerts", "seasons", "detection", "comparison", "intervals",
          "waiting", "disclosure", "charts", "words", "rounded"}
VOCABULARY = ("indicators.statistics", "indicators.phases", "indicators.reasons", "indicators.intervals", "indicators.icons",
              "indicators.words", "indicators.letters", "indicators.rounded", "indicators.disclosure", "indicators.drawing",
              "queries.header", "queries.national_series")
WORDLESS = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "service"}


def place(file: Path) -> str:
    return file.relative_to(HERE).as_posix()


def imports(file: Path) -> list[tuple[str, ast.AST]]:
    """Every module a file imports by full name, `from a import b` as a.b."""
    found = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(alias.name, node) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found += [(f"{node.module}.{alias.name}", node) for alias in node.names]
    return found


def test_there_is_something_to_hold():
    assert len(PRODUCT) > 20


def test_the_top_level_is_the_agreed_one():
    visible = {file.relative_to(HERE).parts[0] for file in FILES if not file.relative_to(HERE).parts[0].startswith(".")}
    assert visible <= FOLDERS | TOP


@pytest.mark.parametrize("file", PRODUCT, ids=place)
def test_a_module_imports_only_what_its_folder_may(file):
    home = file.relative_to(HERE).parts[0]
    for name, _ in imports(file):
        if name.split(".")[0] in FOLDERS or name.split(".")[0] == "app":
            allowed = MAY_IMPORT.get(place(file), MAY_IMPORT[home])
            assert name.split(".")[0] in allowed or any(name.startswith(each) for each in allowed), f"imports {name}"


@pytest.mark.parametrize("file", PRODUCT, ids=place)
def test_a_library_comes_in_by_its_own_door(file):
    for name, _ in imports(file):
        doors = DOORS.get(name.split(".")[0])
        assert doors is None or any(place(file).startswith(door) for door in doors), f"imports {name}"


@pytest.mark.parametrize("file", [f for f in PRODUCT if place(f).startswith("indicators/")], ids=place)
def test_slow_statistics_are_imported_only_where_used(file):
    tree = ast.parse(file.read_text(encoding="utf-8"))
    at_top = [name for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)
              for name in ([node.module] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names])]
    assert not [name for name in at_top if name.split(".")[0] in {"statsmodels", "scipy"}]


@pytest.mark.parametrize("leaf", sorted(LEAVES))
def test_a_leaf_knows_nothing_of_where_its_frame_came_from(leaf):
    """A leaf may use another leaf's vocabulary (intervals, words, the parts of a drawing), never the pipeline or the database."""
    modules = [HERE / "indicators" / f"{leaf}.py"]
    modules += sorted((HERE / "indicators" / "drawing").glob("*.py")) if leaf == "charts" else []
    for file in modules:
        ours = {name for name, _ in imports(file) if name.split(".")[0] in FOLDERS}
        assert all(name.startswith(VOCABULARY) for name in ours), f"{place(file)} imports {ours}"


@pytest.mark.parametrize("file", [f for f in PRODUCT if f.relative_to(HERE).parts[0] in {"pages", "app.py"}], ids=place)
def test_pages_hold_no_sql_and_define_only_functions(file):
    text = file.read_text(encoding="utf-8")
    assert "SELECT " not in text
    assert "read_text(" not in text or "sql" not in text


@pytest.mark.parametrize("file", PRODUCT, ids=place)
def test_a_module_is_short_and_says_what_it_is_for(file):
    text = file.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "no opening paragraph"
    assert text.count("\n") <= 250
    assert file.stem not in WORDLESS
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno - node.lineno < 40, f"{node.name} is too long"
            if not node.name.startswith("_") and isinstance(node, ast.FunctionDef) and node in ast.parse(text).body:
                assert ast.get_docstring(node), f"{node.name} says nothing"


def test_no_page_lies_directly_in_the_pages_folder_where_it_would_run_before_the_role_check():
    """A script directly in pages/ that Streamlit could run by its address; modules there hold no page and draw nothing."""
    for file in PRODUCT:
        if place(file).startswith("pages/") and len(file.relative_to(HERE).parts) == 2:
            body = ast.parse(file.read_text(encoding="utf-8")).body
            assert not [n for n in body if isinstance(n, ast.Expr) and isinstance(n.value, ast.Call)], place(file)
