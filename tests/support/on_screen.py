"""The words of a page that Streamlit's own runner has drawn, from top to bottom, as lines that people can review.

A line is one sentence, or one heading, label or row of headings, after the kind of element that says it. What is spoken instead
of a picture counts as said. Of a table it tells the headings and the sentences in cells, not cells that begin with a number; code
is left out.
"""

import html
import re
from collections.abc import Iterator

import pyarrow as pa
from streamlit.testing.v1 import AppTest

WHOLE, SAID = ("label", "title", "placeholder"), ("body", "text", "alt", "help")  # fields of an element that a reader meets
# Between paragraphs, the lines of a list and sentences; a line that is merely broken goes on.
BETWEEN = re.compile(r"\n\s*\n|  \n|\n(?=\s*(?:-|\d+\.) )|(?<=[.?!])\s+(?=[A-Z“‘*–:(])")
PICTURE, END, TAG = re.compile(r'<img[^>]*\balt="([^"]+)"[^>]*>'), re.compile(r"</(?:p|div|li|h\d)>"), re.compile(r"<[^>]*>")
LINK = re.compile(r":blue\[(.*)\]$")
BUILT = (re.compile(r"\bbuilt \d+ \w+ \d{4}"), re.compile(r"\bbuild \d{8}T\d+"))  # the only words that are of the day of the test
NUMBER = re.compile(r"(?:about |fewer than )?[\d–-]", re.I)
FEW, SENTENCE = 8, 4  # so many options are told; so many words in a cell are held
OWN = ("-page", "-tour")  # how the keys of the containers end that hold a page's own words; around them are head and foot


def own(app: AppTest) -> list[str]:
    """What the page itself says, in order."""
    return [line for element, inside in _elements(app.main, False) if inside for line in _said(element)]


def around(app: AppTest) -> list[str]:
    """What stands around a page: the head and the foot."""
    return [line for element, inside in _elements(app.main, False) if not inside for line in _said(element)]


def _elements(block, inside: bool) -> Iterator[tuple]:
    """Every element and block below one, and whether it is the page's own."""
    for each in block.children.values():
        here = inside or getattr(each.proto, "id", "").endswith(OWN)
        yield each, here
        yield from _elements(each, here) if hasattr(each, "children") else ()


def _said(element) -> Iterator[str]:
    kind, proto = element.type, element.proto
    for name in (each.name for each in proto.DESCRIPTOR.fields if each.name in WHOLE + SAID):
        said = getattr(proto, name)
        read = LINK.sub(r"\1", said) if kind != "html" else _seen(said)
        parts = [" ".join(part.split()) for part in (BETWEEN.split(read) if name in SAID else [read])]
        more = f" {name}" if name in ("help", "placeholder") else ""
        yield from (_of_no_day(f"{kind}{more}: {part}") for part in parts if part)
    options = list(getattr(proto, "options", ()))
    if 0 < len(options) <= FEW:
        yield f"{kind} options: {' | '.join(options)}"
    if hasattr(proto, "arrow_data"):
        yield from _of_table(pa.ipc.open_stream(proto.arrow_data.data).read_all())


def _seen(source: str) -> str:
    """What HTML shows and speaks; a picture that is there twice, for screen and paper, speaks once."""
    spoken = "\n\n".join(dict.fromkeys(PICTURE.findall(source)))
    return html.unescape(TAG.sub("", END.sub("\n\n", PICTURE.sub("", source))) + "\n\n" + spoken)


def _of_table(table: pa.Table) -> Iterator[str]:
    yield f"columns: {' | '.join(table.column_names)}"
    cells = dict.fromkeys(cell for name in table.column_names for cell in table[name].to_pylist() if isinstance(cell, str))
    said = (cell for cell in cells if len(cell.split()) >= SENTENCE and " | " not in cell)
    yield from (f"cell: {cell}" for cell in said if not NUMBER.match(cell))


def _of_no_day(line: str) -> str:
    return BUILT[1].sub("build …", BUILT[0].sub("built …", line))
