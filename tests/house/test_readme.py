"""The first page tells only what is there: its commands name programs and settings of ours, in the words of each shell."""

import importlib.util
import re
from pathlib import Path

import pytest

HERE = Path(__file__).parents[2]
README = (HERE / "README.md").read_text(encoding="utf-8")
CODE = "\n".join(path.read_text(encoding="utf-8") for room in ("app.py", "pages", "indicators", "queries", "data")
                 for path in ([HERE / room] if room.endswith(".py") else (HERE / room).rglob("*.py")))


def blocks() -> list[tuple[str, str]]:
    """(the line above, the commands) of each block of commands."""
    return re.findall(r"([^\n]*)\n(?:<!--[^\n]*-->\n)?```\n(.*?)```", README, re.DOTALL)


def test_an_audience_is_chosen_in_the_words_of_powershell():
    powershell = next(commands for above, commands in blocks() if "PowerShell" in above)
    chosen, start = powershell.strip().splitlines()
    assert re.fullmatch(r'\$env:SIGHTLINE_AUDIENCE = "performance"', chosen)
    assert start.startswith(".venv\\Scripts\\python -m streamlit run app.py")


def test_a_command_for_linux_sets_the_audience_for_itself_alone():
    assert any(commands.startswith("SIGHTLINE_AUDIENCE=performance .venv/bin/python -m streamlit run app.py")
               for above, commands in blocks() if "Linux" in above)


@pytest.mark.parametrize("name", sorted(set(re.findall(r"python -m ([\w.]+)", README)) - {"venv", "pip", "streamlit", "pytest"}))
def test_every_program_it_names_is_there(name):
    assert importlib.util.find_spec(name)


@pytest.mark.parametrize("name", sorted(set(re.findall(r"SIGHTLINE_\w+", README))))
def test_every_setting_it_names_is_read(name):
    assert name in CODE


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README))))
def test_every_page_it_leads_to_is_there(link):
    assert (HERE / link).exists()
