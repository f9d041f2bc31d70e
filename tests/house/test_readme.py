"""The READMEs tell only what is there: paths, programs, functions and settings exist, and each decision says why and what lost.

The first page is short, and its commands are in the words of each shell.
"""

import importlib.util
import re
import subprocess
from dataclasses import fields
from pathlib import Path

import pytest

from queries.definitions import header

HERE = Path(__file__).parents[2]
LISTED = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=HERE, capture_output=True, text=True, check=True)
FILES = [name for name in LISTED.stdout.split("\n") if name and (HERE / name).is_file()]
READMES = [name for name in FILES if Path(name).name == "README.md"]
FIRST = "README.md"
LONGEST, WIDEST = 105, 130  # lines, and letters of a line, of the first page
MODULES = [name for name in FILES if name.endswith(".py")]
CODE = "\n".join((HERE / name).read_text(encoding="utf-8") for name in MODULES if not name.startswith("tests/"))

ENDINGS = ("py", "sql", "toml", "csv", "md", "json", "jsonl", "sqlite", "txt", "xlsx", "html", "png", "duckdb")
PATH = re.compile(rf"\.?[\w-][\w.-]*(/[\w.-]+)*/|(\.?[\w-][\w.-]*/)*[\w.-]+\.({'|'.join(ENDINGS)})|\.?[\w-]+(/[\w.-]+)+")
TO_BE_MADE = {  # what a person or the product makes: it is not part of the project
    ".venv", ".streamlit/secrets.toml", "data/people.csv", "people.csv", "data/warehouse", "warehouse/", "data/decisions",
    "data/decisions/warehouse.audit.jsonl", "data/decisions/warehouse.sqlite", "annex_a_2026-10-31.xlsx",
    "meeting_2026-10-31.csv", "visit.csv", "readme.csv", "/cs/sightline",
}
DOWNLOADED = re.compile(r"[\w-]+20\d\d(_wide)?\.csv")  # the department's own tables, as data/reference/README.md names them
NOT_IN_THE_HEADER = {"id", "stage", "sql", "target"}  # the file's place and SELECT say them, and the authority its targets
OF_OTHERS = {"venv", "pip", "streamlit", "pytest"}


def text(readme: str) -> str:
    return (HERE / readme).read_text(encoding="utf-8")


def in_backticks(readme: str) -> list[str]:
    """What stands in backticks on one line or over two, outside the blocks of commands."""
    prose = re.sub(r"```.*?```", "", text(readme), flags=re.DOTALL)
    return [" ".join(each.split()) for each in re.findall(r"`([^`]+)`", prose)]


def paths(readme: str) -> set[str]:
    found = {each for each in in_backticks(readme) if PATH.fullmatch(each) and not DOWNLOADED.fullmatch(each)}
    return found - TO_BE_MADE


def is_there(path: str, readme: str) -> bool:
    """From the top or from the README's own folder; of a name without a folder, anywhere."""
    from_a_folder = any((start / path).exists() for start in (HERE, (HERE / readme).parent))
    return from_a_folder or any(Path(name).name == path for name in FILES)


def tables(readme: str) -> list[list[list[str]]]:
    """Each table as rows of cells, its headings first."""
    found = re.findall(r"(?:^\|.*\|$\n?)+", text(readme), re.MULTILINE)
    return [[cells(line) for line in table.strip().split("\n")] for table in found]


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def rows(readme: str) -> list[list[str]]:
    """The decisions (three cells) and deviations (four cells) of a README."""
    return [row for table in tables(readme) if table[0][-1] in ("what lost", "to undo it") for row in table[2:]]


def blocks() -> list[tuple[str, str]]:
    """(the line above, the commands) of each block of commands of the first page."""
    return re.findall(r"([^\n]*)\n(?:<!--[^\n]*-->\n)?```\n(.*?)```", text(FIRST), re.DOTALL)


def test_the_first_page_is_one_screen_and_a_half():
    lines = text(FIRST).splitlines()
    assert len(lines) <= LONGEST
    assert not [line for line in lines if len(line) > WIDEST]


def test_an_audience_is_chosen_in_the_words_of_powershell():
    powershell = next(commands for above, commands in blocks() if "PowerShell" in above)
    chosen, start = powershell.strip().splitlines()
    assert re.fullmatch(r'\$env:SIGHTLINE_AUDIENCE = "performance"', chosen)
    assert start.startswith(".venv\\Scripts\\python -m streamlit run app.py")


def test_a_command_for_linux_sets_the_audience_for_itself_alone():
    assert any(commands.startswith("SIGHTLINE_AUDIENCE=performance .venv/bin/python -m streamlit run app.py")
               for above, commands in blocks() if "Linux" in above)


@pytest.mark.parametrize("readme", READMES)
def test_every_path_it_names_is_there(readme):
    assert not [path for path in sorted(paths(readme)) if not is_there(path, readme)]


@pytest.mark.parametrize("readme", READMES)
def test_every_page_it_leads_to_is_there(readme):
    links = set(re.findall(r"\]\(([^)#:]+)\)", text(readme)))
    assert not [link for link in sorted(links) if not ((HERE / readme).parent / link).exists()]


LIBRARIES = ("functools", "html", "st")
SCHEMAS = ("staging", "received")  # of tables while extracts are read
PROGRAMS = sorted({name for readme in READMES for name in re.findall(r"python -m ([\w.]+)", text(readme))} - OF_OTHERS)


@pytest.mark.parametrize("name", PROGRAMS)
def test_every_program_it_names_runs(name):
    package = importlib.util.find_spec(name).submodule_search_locations
    found = importlib.util.find_spec(f"{name}.__main__" if package else name)
    assert found and "__main__" in Path(found.origin).read_text(encoding="utf-8")


@pytest.mark.parametrize("readme", READMES)
def test_every_function_it_names_is_there(readme):
    """`module.name`, as in `figures.complete`: some module of that name defines it, or a folder of that name holds it."""
    named = [each for each in in_backticks(readme) if re.fullmatch(r"[a-z_]+\.[A-Za-z_]+", each) and not PATH.fullmatch(each)]
    assert not [each for each in sorted(set(named)) if not defined(*each.split("."))]


def defined(stem: str, name: str) -> bool:
    """Whether a module or package of ours called `stem`, or a library, has `name` at its top."""
    says = re.compile(rf"^(?:def |class |from .*\bimport .*\b|)({name})\b", re.MULTILINE)
    for module in MODULES:
        path = Path(module)
        if path.parts[-2:] == (stem, f"{name}.py") or path.parts[-3:] == (stem, name, "__init__.py"):
            return True
        if stem in (path.stem, path.parent.name) and says.search((HERE / module).read_text(encoding="utf-8")):
            return True
    return stem in (*LIBRARIES, *SCHEMAS)


@pytest.mark.parametrize("name", sorted({name for readme in READMES for name in re.findall(r"SIGHTLINE_\w+", text(readme))}))
def test_every_setting_it_names_is_read(name):
    assert name in CODE


@pytest.mark.parametrize("readme", READMES)
def test_each_decision_says_why_and_what_lost(readme):
    assert not [row for row in rows(readme) if len(row) not in (3, 4) or not all(row)]


def test_there_are_decisions_to_hold():
    assert sum(len(rows(readme)) for readme in READMES) > 80


@pytest.mark.parametrize("name", sorted({field.name for field in fields(header.Indicator)} - NOT_IN_THE_HEADER))
def test_what_a_header_holds_is_written_down(name):
    assert name in {each.strip("[]") for each in in_backticks("queries/README.md")}
