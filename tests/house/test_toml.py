"""What does not fit in a TOML file is named by the line of its key, wherever that stands, and says what to write."""

import tomllib
from dataclasses import dataclass
from typing import Annotated, Literal

import pytest
from msgspec import Meta

from data import settings
from queries import FOLDER, indicator_paths, read, toml
from queries.definitions import header
from queries.model import breakdowns
from queries.store import audiences

FILES = [settings.FILE, audiences.FILE, breakdowns.FILE, FOLDER / "staging" / "details.toml"]
TEXT = '''# what = "a comment"
told = """
way = "north"
"""

[walk]
steps = [
    1,
    "two",  # steps = 3
]
way = "south"

[[stop]]
at = 1
[[stop]]
at = { place = "here", day = 2 }
'''


@pytest.mark.parametrize(("path", "line"), [
    (("told",), 2), (("walk",), 6), (("walk", "steps"), 7), (("walk", "steps", 1), 7), (("walk", "way"), 11),
    (("stop", 0, "at"), 14), (("stop", 1), 15), (("stop", 1, "at", "day"), 16), (("walk", "pace"), 6), (("nothing", "here"), 1),
])
def test_a_key_is_found_where_it_stands_and_what_is_not_there_at_its_table(path, line):
    assert toml.line(TEXT, path) == line


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_key_of_our_own_files_is_found_on_its_line(file):
    text = file.read_text(encoding="utf-8")
    for section, table in tomllib.loads(text).items():
        for key in table:
            assert key in text.splitlines()[toml.line(text, (section, key)) - 1], (section, key)


@dataclass(frozen=True)
class Walk:
    id: str
    pace: Annotated[int, Meta(ge=1, description="a whole number, 1 or more")]
    way: Literal["north", "south"]
    stops: Annotated[tuple[str, ...], Meta(description='["here"]')] = ()


class Refused(ValueError):
    pass


GOOD = '[walk]\npace = 3\nway = "north"\nstops = ["a"]\n'


@pytest.mark.parametrize(("old", "new", "said"), [
    ("pace = 3", "pace = 0", "line 2: [walk] pace = 0 cannot be used. Write: pace = a whole number, 1 or more."),
    ("pace = 3", "pace = true", "line 2: [walk] pace = True cannot be used."),
    ("pace = 3", "pace = 3.5", "line 2: [walk] pace = 3.5 cannot be used."),
    ("north", "up", "line 3: [walk] way = 'up' cannot be used. Write: way = one of: north, south."),
    ('["a"]', '["a", 2]', "line 4: [walk] stops contains 2, which cannot be used. Write: stops = [\"here\"]."),
    ('["a"]', '"a"', "line 4: [walk] stops = 'a' cannot be used."),
    ("stops", "stop", "line 4: [walk] stop is not a key of this table. Its keys are: pace, way, stops."),
    ("pace = 3", "id = 'x'", "line 2: [walk] id is not a key of this table."),
    ("pace = 3\n", "\n", "line 1: [walk] pace is missing. Write: pace = a whole number, 1 or more."),
    ("[walk]\npace", "walk = 1\n[run]\npace", "walk = 1 cannot be used. Write its keys below a line of its own: [walk]."),
])
def test_what_does_not_fit_names_file_line_key_and_remedy(tmp_path, old, new, said):
    file = tmp_path / "walk.toml"
    file.write_text(GOOD, encoding="utf-8")
    assert toml.table(file, "walk", tomllib.loads(GOOD)["walk"], Walk, Refused, id="w") == Walk("w", 3, "north", ("a",))
    file.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Refused) as refusal:
        toml.table(file, "walk", toml.read(file, Refused, "Mend it.")["walk"], Walk, Refused, id="w")
    assert str(refusal.value).startswith(f"{file}: ") and said in str(refusal.value)


def test_a_file_that_is_no_toml_or_not_there_is_named(tmp_path):
    for file in (tmp_path / "none.toml", tmp_path / "wrong.toml"):
        (tmp_path / "wrong.toml").write_text("[a", encoding="utf-8")
        with pytest.raises(Refused, match=rf"{file.name}.*Mend it\."):
            toml.read(file, Refused, "Mend it.")


def test_a_wrong_field_of_a_header_is_named_by_its_line_in_the_file(tmp_path):
    """Also where another text of the header begins a line with its name."""
    text = indicator_paths()[0].read_text(encoding="utf-8")
    file = tmp_path / "front_door" / "mine.sql"
    file.parent.mkdir()
    first = text.index("title")
    file.write_text(text[:first] + 'caveat = """\npolarity = 2\n"""\npolarity = "sideways"\n' + "".join(
        line for line in text[first:].splitlines(keepends=True) if not line.startswith("polarity")), encoding="utf-8")
    with pytest.raises(ValueError, match="`caveat` is not a field of the header"):
        header.check(read(file))
    asked = file.read_text(encoding="utf-8").replace("caveat =", "ask = [", 1).replace('2\n"""', '2?"""]', 1)
    file.write_text(asked, encoding="utf-8")
    with pytest.raises(ValueError, match=r"line 4: `polarity` is 'sideways'\. Write one of: high is good, low is good, neither"):
        header.check(read(file))
