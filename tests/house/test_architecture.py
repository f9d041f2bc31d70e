"""The house holds: what may stand where, who may import whom, and which library comes in by which door."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parents[2]
ASKED = ["git", "ls-files", "-co", "--exclude-standard"]  # a new file too, before somebody adds it
LISTED = subprocess.run(ASKED, cwd=HERE, capture_output=True, text=True, check=True).stdout.split("\n")
FILES = [HERE / name for name in LISTED if name and (HERE / name).exists()]
MODULES = [file for file in FILES if file.suffix == ".py"]
PRODUCT = [file for file in MODULES if file.relative_to(HERE).parts[0] != "tests"]
FOLDERS = {"pages", "data", "queries", "indicators", "tests"}
TOP = {"app.py", "README.md", "LICENSE", "requirements.txt"}

# The rooms in order: a module imports modules of its own room and of rooms above it in this list. What stands in a folder
# beside its rooms (`indicators/figures.py`) is a room of its own where its order matters.
ROOMS = (
    ("queries/__init__.py", "queries/printed.py", "queries/command_line.py", "queries/spreadsheets.py", "queries/toml.py"),
    ("queries/store",), ("queries/model",), ("queries/sources",), ("queries/definitions",),
    ("queries/__main__.py",),
    ("indicators/statistics",),
    ("indicators/row_types.py", "indicators/roles.py", "indicators/remembered.py", "indicators/catalogue.py"),
    ("indicators/judging",), ("indicators/comparing",), ("indicators/wording",), ("indicators/levels.py",),
    ("indicators/figures.py",),
    ("indicators/following",), ("indicators/children",), ("indicators/charts",), ("indicators/tiles.py",),
    ("indicators/__main__.py",),
    ("data/own_headers.py", "data/settings.py", "data/faults.py", "data/bank_holidays.py"), ("data/reading",),
    ("data/published",), ("data/publishing",), ("data/synthetic",),
    ("data/authority.py", "data/belief.py", "data/calendar_days.py", "data/compared_lists.py", "data/contradictions.py",
     "data/corrected.py", "data/counting.py", "data/doubts.py",
     "data/disagreements.py", "data/exchanged.py", "data/loading.py", "data/same_day.py", "data/suggestions.py",
     "data/templates.py", "data/volume.py", "data/withdrawn.py", "data/withdrawn_file.py"),
    ("data/moves.py", "data/preview.py", "data/preview_text.py", "data/checked.py", "data/column.py", "data/refused.py"),
    ("data/build_output.py",),
    ("data/build.py",), ("data/__main__.py",),
    ("pages/text.py",), ("pages/access",), ("pages/frame",), ("pages/sections",), ("pages/loading",), ("pages/figures",),
    ("pages/children",), ("pages/main.py", "pages/start.py", "pages/warming.py", "pages/__main__.py"),
    ("app.py",),
)
FACES = {f"{each}/__init__.py" for each in ("queries", "indicators", "data", "pages")}  # say what is in the folder
MAY_IMPORT = {
    "app.py": {"pages", "queries"},
    "pages": {"pages", "indicators", "queries"},
    "indicators": {"indicators", "queries"},
    "queries": {"queries"},
    "queries/__main__.py": {"queries", "data.settings"},  # the command line tries examples with the authority's own settings
    "data": {"data", "queries", "indicators.statistics"},  # it estimates waits from spells that no audience's file holds
}
DOORS = {
    "duckdb": {"queries/store/engine.py"},
    "pyspark": {"queries/store/spark.py"},
    "py4j": {"queries/store/spark.py"},
    "plotly": {"indicators/charts/plot.py"},
    "streamlit": {"app.py", "pages/"},
    "fastexcel": {"data/reading/readers.py"},
    "holidays": {"data/bank_holidays.py"},
    "sqlalchemy": {"queries/store/decisions/"},
    "alembic": {"queries/store/decisions/"},
    "psycopg": set(),  # SQLAlchemy brings it in, where an address asks for PostgreSQL
    "openpyxl": set(),
    "xlsxwriter": set(),
    "statsmodels": {"indicators/"},
    "scipy": {"indicators/"},
}
ELEMENT = re.compile(r"</?(p|div|img|a|h\d|body|html|title|meta|table|li|ul|button)\b|<!doctype", re.I)
LEAVES = ("indicators/statistics/", "indicators/judging/", "indicators/wording/", "indicators/charts/")
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


def room(name: str) -> int | None:
    """The place in ROOMS of a file; None for a face."""
    found = [at for at, each in enumerate(ROOMS) for start in each if name == start or name.startswith(f"{start}/")]
    assert name in FACES or len(found) == 1, f"{name} is in no room: give it one in ROOMS"
    return found[0] if found else None


def file_of(module: str) -> str | None:
    """The file that holds a name imported in full, such as indicators.roles.View."""
    for name in (module, module.rpartition(".")[0]):
        for path in (f"{name.replace('.', '/')}.py", f"{name.replace('.', '/')}/__init__.py"):
            if HERE / path in PRODUCT:
                return path
    return None


@pytest.mark.parametrize("file", PRODUCT, ids=place)
def test_imports_run_one_way_between_rooms(file):
    here = room(place(file))
    for name, _ in imports(file):
        there = file_of(name)
        if there and there not in FACES and there.split("/")[0] == place(file).split("/")[0]:
            assert here is None or room(there) <= here, f"{place(file)} imports {there}, which comes after it"


@pytest.mark.parametrize("file", [file for file in PRODUCT if place(file).startswith(LEAVES)], ids=place)
def test_a_leaf_knows_nothing_of_where_its_frame_came_from(file):
    """Formulas, judgements, words and charts take frames and rows: they open no file, and know no view."""
    far = ("indicators.roles", "indicators.figures", "queries.store.engine", "queries.store.warehouse")
    assert not [name for name, _ in imports(file) if name.startswith(far)]


@pytest.mark.parametrize("face", sorted({f"{Path(place(f)).parent}/__init__.py" for f in PRODUCT if "/" in place(f)} - {
    "queries/store/decisions/migrations/versions/__init__.py", "queries/store/decisions/migrations/__init__.py"}))
def test_each_folder_says_at_its_top_which_question_it_answers(face):
    assert ast.get_docstring(ast.parse((HERE / face).read_text(encoding="utf-8"))), face


@pytest.mark.parametrize("file", PRODUCT, ids=place)
def test_html_is_made_by_markup_which_escapes_what_is_put_in(file):
    """An f-string with an element of a page in it would take a name from an extract as it is."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.JoinedStr):
            said = "".join(each.value for each in node.values if isinstance(each, ast.Constant))
            assert not ELEMENT.search(said), f"line {node.lineno}: {said}"


@pytest.mark.parametrize("file", [f for f in PRODUCT if f.relative_to(HERE).parts[0] in {"pages", "app.py"}], ids=place)
def test_pages_hold_no_sql(file):
    text = file.read_text(encoding="utf-8")
    assert "SELECT " not in text
    assert "read_text(" not in text or "sql" not in text


@pytest.mark.parametrize("file", PRODUCT, ids=place)
def test_a_module_is_short_and_says_what_it_is_for(file):
    text = file.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "no opening paragraph"
    assert text.count("\n") <= 250
    assert file.stem not in WORDLESS
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno - node.lineno < 40, f"{node.name} is too long"
            overload = any(ast.unparse(each) == "overload" for each in node.decorator_list)
            if not node.name.startswith("_") and node in tree.body and not overload:
                assert ast.get_docstring(node), f"{node.name} says nothing"


def test_no_module_beside_the_script_runs_by_itself():
    """Only `main.py` does something when it is run; a page or a module beside it is functions, whoever runs it by its address."""
    for file in PRODUCT:
        if place(file).startswith("pages/") and place(file) != "pages/main.py":
            body = ast.parse(file.read_text(encoding="utf-8")).body
            assert not [n for n in body if isinstance(n, ast.Expr) and isinstance(n.value, ast.Call)], place(file)
