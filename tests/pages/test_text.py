"""Words come onto a page by one door, as text; Markdown is what the code itself says, and nothing that data put together."""

import ast
import html
from pathlib import Path

import polars as pl
import pytest
from msgspec.structs import asdict

from indicators.charts import groups, picture, style
from indicators.charts.style import Look
from indicators.wording import letters
from pages import text
from pages.text import Markdown
from queries import spreadsheets
from tests.support import hostile, rows

PAGES = sorted((Path(__file__).parents[2] / "pages").rglob("*.py"))
DOOR = {"pages/text.py", "pages/frame/display.py"}
WORDS = {
    "title", "header", "subheader", "markdown", "write", "caption", "info", "success", "warning", "error", "toast", "exception",
    "expander", "popover", "status", "tabs", "badge", "metric", "spinner", "button", "form_submit_button", "download_button",
    "link_button", "page_link", "text_input", "text_area", "date_input", "time_input", "number_input", "slider", "select_slider",
    "selectbox", "multiselect", "checkbox", "toggle", "radio", "pills", "segmented_control", "feedback", "file_uploader",
    "chat_message", "table", "latex", "submit",
}
OTHERS = {"text", "exports", "logging.getLogger('sightline')", "beside"}  # the door, a module that uses it, the log, a thread
NAMES_OF_OTHERS = {"write", "table", "status"}  # functions of files and of our own modules


def place(file: Path) -> str:
    return "/".join(file.parts[-len(file.relative_to(Path(__file__).parents[2]).parts):])


def calls(source: str) -> list[tuple[str, str, ast.Call]]:
    """Every call of an attribute: (what it is called on, its name, the call)."""
    found = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    return [(ast.unparse(node.func.value), node.func.attr, node) for node in found]


def past_the_door(source: str) -> list[str]:
    """What draws words and is not of the door: a call of Streamlit, on the page or on a part of it."""
    return [f"{line.lineno}: {on}.{name}" for on, name, line in calls(source)
            if name in WORDS and (on == "st" or (on not in OTHERS and name not in NAMES_OF_OTHERS))
            and not (line.args and ast.unparse(line.args[0]).startswith("text.into("))]


def made_of_data(source: str) -> list[str]:
    """Markdown that is not one piece of text written in the code."""
    made = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)
            and (ast.unparse(node.func) in ("Markdown", "text.Markdown"))]
    return [f"{node.lineno}" for node in made if not (len(node.args) == 1 and isinstance(node.args[0], ast.Constant))]


@pytest.mark.parametrize("file", [file for file in PAGES if place(file) not in DOOR], ids=place)
def test_a_page_draws_words_by_the_door_alone(file):
    source = file.read_text(encoding="utf-8")
    assert not past_the_door(source) and not made_of_data(source)


@pytest.mark.parametrize("source", ['st.title(f"{name}")', "heading.title(name)", "left.text_input(name)", "st.write(name)"])
def test_what_goes_past_the_door_is_found(source):
    assert past_the_door(source)


@pytest.mark.parametrize("source", ['Markdown(f"**{name}**")', 'Markdown("a" + name)', "Markdown(name)", "text.Markdown(a, b)"])
def test_markdown_that_is_made_of_data_is_found(source):
    assert made_of_data(source)


def test_markdown_takes_values_as_text_and_numbers_as_numbers():
    assert Markdown("**{}** {:,}").format("a*b", 1234) == "**a\\*b** 1,234"
    assert Markdown("{}").format(Markdown("*a*")) == "*a*"
    assert text.bullets(["- a", "b\nc"]) == "- \\- a\n- b c"


@pytest.mark.parametrize("plain", ["Re-referrals within 12 months: 19.2% (38 of 198)", "Duty, 6 to 10. 1.5 days – fewer", ""])
def test_usual_sentences_stay_as_they_are(plain):
    assert text.plain(plain) == plain


@pytest.mark.parametrize("name", hostile.NAMES)
def test_a_name_in_a_chart_is_text(name):
    """Beside a chart, in what pointing says, in a title and in a picture: what is drawn of the markup is the name."""
    name, seen = hostile.NAMES[name], hostile.SEEN[name]
    row = rows.figure(category=name, value=None, numerator=None, denominator=None, symbol="c")
    layout = style.layout(style.LIGHT, 100, name)
    title = layout["annotations"][0]["text"]
    assert drawn(groups._hover(row, None, Look("")).split("<br>")[0]) == drawn(title.replace("<br>", " ")) == seen
    assert seen.replace(" ", "").startswith(drawn(groups._name(row, None, style.LIGHT)).replace(" ", "").removesuffix("…"))
    assert html.unescape(style.MARKUP.sub("", picture.words(letters.in_markup(name), (0, 0), "#000"))) == seen
    assert "%{" not in title


def drawn(markup: str) -> str:
    """The letters that Plotly draws of markup: it drops tags and reads entities."""
    return html.unescape(style.MARKUP.sub("", markup))


def test_a_name_of_any_length_has_room_beside_a_chart():
    named = (hostile.LONG, "Children with Disabilities and Complex Health Needs")
    frame = pl.DataFrame([asdict(rows.figure(category=name, denominator=None)) for name in named])
    drawn = groups.figure(frame, None, None, Look("")).layout
    inside = drawn["height"] - drawn["margin"]["t"] - drawn["margin"]["b"]
    lines = [name.count("<br>") + 1 for name in drawn["yaxis"]["ticktext"]]
    assert max(lines) <= style.MOST_LINES and inside / len(named) >= style.LINE * max(lines)
    assert drawn["margin"]["l"] < style.NARROWEST


FORMULAS = ["x;=HYPERLINK(1)", "x; =1", 'x;"=1', "=1", "x\t=1", "a\n=1\n=2", "＝1", ";-2", "a;b;@c"]


@pytest.mark.parametrize("cell", FORMULAS)
def test_no_part_of_a_cell_runs_as_a_formula(cell):
    """However a spreadsheet parts cells, none begins with a sign that makes a formula."""
    written = spreadsheets.csv(pl.DataFrame({"given": [cell], cell: ["x"]}))
    parts = [part.strip(' \n"') for line in written.splitlines() for tabbed in line.split("\t") for part in tabbed.split(";")]
    assert not [part for part in parts if part[:1] in "=+-@＝＋－＠" and part] and written != f"given,{cell}\n{cell},x\n"


def test_what_is_no_formula_is_left_alone():
    frame = pl.DataFrame({"team": ["a;b", "a-b", "x=1", "1;2"], "value": [-1, 2, 3, 4]})
    assert spreadsheets.csv(frame) == frame.write_csv()
