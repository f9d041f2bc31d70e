"""A visitor without a browser: speaks to the server as Streamlit's own page does, and keeps every byte the server sends.

`Visitor.go` asks for a page and gives what came back as leaves: (where it stood, text or number). Charts are opened to the last
hidden column, with their numbers sent as base64; tables are read from Arrow; every download offered is taken. A leaf's place
reads like `plotly_chart.spec.data.0.customdata` or `download.denominator`.
"""

import base64
import csv
import io
import json
import re
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from tests.support import admitted

PATIENCE = 120  # seconds for one run of a page, on a machine that is busy
CHOICE_OF_ROLE = "Looking as"
PICTURE = re.compile(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)")
WORDS, ENDS = re.compile(r"<text([^>]*)>(.*?)</text>", re.DOTALL), 'text-anchor="end"'


@dataclass
class Seen:
    """What one run of a page sent: raw frames, the leaves of its elements, its select boxes by label, and its page hashes."""

    raw: list[bytes] = field(default_factory=list)
    leaves: list[tuple[str, object]] = field(default_factory=list)
    boxes: dict[str, object] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    not_found: bool = False

    def texts(self) -> list[str]:
        """Every text among the leaves."""
        return [value for _, value in self.leaves if isinstance(value, str)]


class Visitor:
    """One session with a server, as a context; `downloads` says whether files are taken too, `opened` whether anything is looked
    into at all; more `headers` are sent with a_b as a-b.
    """

    def __init__(self, address: str, downloads: bool = True, opened: bool = True, **headers: str):
        self.address, self.downloads, self.opened, self.session = address, downloads and opened, opened, ""
        self.connection = connect(f"ws{address.removeprefix('http')}/_stcore/stream", subprotocols=["streamlit"],
                                  max_size=None, origin=address, open_timeout=PATIENCE,
                                  additional_headers=admitted.headers(address)
                                  | {name.replace("_", "-"): value for name, value in headers.items()})
        self.socket = self.connection.__enter__()

    def __enter__(self) -> "Visitor":
        return self

    def __exit__(self, *raised) -> None:
        self.connection.__exit__(*raised)

    def go(self, page: str = "", query: str = "", page_hash: str = "", **widgets: str | bool) -> Seen:
        """Ask for a page by its address (or a forged hash) with a query; `widgets` are values by widget id, True for a press."""
        seen = Seen()
        for message in self.messages(page, query, page_hash, seen, **widgets):
            if self.opened:
                _note(message, seen)
        if self.downloads:
            self._take(seen)
        return seen

    def messages(self, page: str, query: str = "", page_hash: str = "", seen: Seen | None = None,
                 **widgets: str | bool) -> Iterator[ForwardMsg]:
        """Ask for a page, and give each message as it comes, until the run is over; raw frames are kept in `seen`."""
        asked = BackMsg()
        state = asked.rerun_script
        state.query_string, state.page_name, state.page_script_hash = query, page, page_hash
        state.context_info.url = f"{self.address}/{page}"
        for name, value in widgets.items():
            kind = "trigger_value" if value is True else "string_value"
            state.widget_states.widgets.add(id=name, **{kind: value})
        self.socket.send(asked.SerializeToString())
        return self._until("script_finished", Seen() if seen is None else seen)

    def _until(self, last: str, seen: Seen) -> Iterator[ForwardMsg]:
        kind = None
        while kind != last:
            frame = self.socket.recv(timeout=PATIENCE)
            seen.raw.append(frame)
            message = ForwardMsg.FromString(frame)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self.session = message.new_session.initialize.session_id
            yield message

    def _take(self, seen: Seen) -> None:
        """Take every file the page offers, made at once or when it is asked for."""
        for where, offered in [leaf for leaf in seen.leaves if leaf[0].endswith((".url", ".deferred_file_id"))]:
            url = self.made(offered, seen) if where.endswith("deferred_file_id") else offered
            if url.startswith("/media/"):
                asked = urllib.request.Request(self.address + url, headers=admitted.headers(self.address))
                with urllib.request.urlopen(asked) as answer:
                    content = answer.read()
                    seen.leaves += [("download.headers", str(answer.headers)), *_rows(content.decode("utf-8-sig"))]
                    seen.raw.append(content)

    def made(self, file_id: str, seen: Seen) -> str:
        """Where a file offered by this id is, made as on a click; "" if it was refused."""
        asked = BackMsg()
        asked.backend_operation_request.request_id = file_id
        asked.backend_operation_request.session_id = self.session
        asked.backend_operation_request.deferred_file.file_id = file_id
        self.socket.send(asked.SerializeToString())
        *_, answer = self._until("backend_operation_response", seen)
        return answer.backend_operation_response.deferred_file.url


def _note(message: ForwardMsg, seen: Seen) -> None:
    kind = message.WhichOneof("type")
    if kind == "navigation":
        seen.hashes = {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
    seen.not_found |= kind == "page_not_found"
    if kind == "delta" and message.delta.new_element.WhichOneof("type") == "selectbox":
        seen.boxes[message.delta.new_element.selectbox.label] = message.delta.new_element.selectbox
    if kind in ("new_session", "script_finished"):  # the settings of the server, the same for all
        return
    leaves = _leaves(getattr(message, kind), ())
    if kind == "delta" and message.delta.new_element.selectbox.label == CHOICE_OF_ROLE:
        leaves = ((f"{CHOICE_OF_ROLE}.{place}", value) for place, value in leaves)
    seen.leaves += leaves


def _leaves(message, place: tuple[str, ...]) -> Iterator[tuple[str, object]]:
    """Every text and number of a message, with the names of the fields it lies in."""
    for about, value in message.ListFields():
        here = (*place, about.name)
        many = value if about.is_repeated and not hasattr(value, "items") else [value]
        if about.is_repeated and hasattr(value, "items"):
            many = [each for pair in value.items() for each in pair]
        for each in many:
            if hasattr(each, "ListFields"):
                yield from _leaves(each, here)
            else:
                yield from _opened(each, ".".join(here))


def _opened(value, place: str) -> Iterator[tuple[str, object]]:
    """A value as it is, and what is packed inside it: a table, a chart, a list."""
    if isinstance(value, bytes):
        table = pa.ipc.open_stream(value).read_all()
        yield from ((f"{place}.heading", name) for name in table.column_names)
        yield from ((f"{place}.{name}", cell) for name in table.column_names for cell in table[name].to_pylist()
                    if cell is not None)
    elif isinstance(value, str) and value[:1] in ("{", "["):
        try:
            yield from _packed(json.loads(value), place)
        except ValueError:
            yield place, value
    else:
        yield place, value
        for drawing in PICTURE.findall(value) if isinstance(value, str) else ():
            yield from _drawing(base64.b64decode(drawing).decode(), f"{place}.picture")


def _drawing(drawing: str, place: str) -> Iterator[tuple[str, str]]:
    """The words of a picture, those along its axis of values (which end there) as a chart names them, and the rest of it."""
    for how, words in WORDS.findall(drawing):
        yield f"{place}.{'yaxis.ticktext' if ENDS in how else 'text'}", re.sub("<[^>]*>", "", words)
    yield place, WORDS.sub("", drawing)


def _packed(value, place: str) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict) and "bdata" in value:
        numbers = np.frombuffer(base64.b64decode(value["bdata"]), dtype=np.dtype(value["dtype"]))
        yield from ((place, number) for number in numbers.tolist())
    elif isinstance(value, dict):
        yield from ((place, name) for name in value)
        for name, each in value.items():
            yield from _packed(each, f"{place}.{name}")
    elif isinstance(value, list):
        for each in value:
            yield from _packed(each, place)
    elif value is not None:
        yield place, value


def _rows(content: str) -> Iterator[tuple[str, object]]:
    """The cells of a CSV file, numbers as numbers, each with its column."""
    rows = csv.reader(io.StringIO(content))
    headings = next(rows, [])
    yield from (("download.heading", name) for name in headings)
    for row in rows:
        for name, cell in zip(headings, row, strict=False):
            yield f"download.{name}", _number(cell)


def _number(cell: str) -> str | int | float:
    for kind in (int, float):
        try:
            return kind(cell) if not cell.startswith("0") or cell == "0" or "." in cell else cell
        except ValueError:
            continue
    return cell
