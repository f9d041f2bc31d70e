"""A visitor without a browser: speaks to the product as the browser does, over its websocket, and keeps every byte it sends."""

import socket
from urllib.parse import urlparse

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash
from websockets.sync.client import connect

from tests.support import admitted


def opened(address: str, page: str = "", query: str = "", source: str = "127.0.0.1", **headers: str | None) -> bytes:
    """Everything the product sends when a page is opened, from an address of this machine and with more headers (a_b as a-b).

    An origin of None sends none. Raises websockets.exceptions.InvalidStatus if the door stays closed.
    """
    at = urlparse(address)
    with socket.socket() as own:
        own.bind((source, 0))
        own.connect((at.hostname, at.port))
        more = admitted.headers(address)
        more |= {name.replace("_", "-"): value for name, value in headers.items() if name != "origin"}
        origin = headers.get("origin", address)
        with connect(f"ws://{at.netloc}/_stcore/stream", sock=own, subprotocols=["streamlit"], additional_headers=more,
                     origin=origin, max_size=None) as wire:
            asked = BackMsg()
            asked.rerun_script.query_string = query
            asked.rerun_script.page_script_hash = calc_hash(page) if page else ""
            wire.send(asked.SerializeToString())
            return _until_done(wire)


def _until_done(wire) -> bytes:
    sent = []
    while True:
        sent.append(wire.recv(timeout=120))
        message = ForwardMsg()
        message.ParseFromString(sent[-1])
        if message.WhichOneof("type") == "script_finished":
            return b"\n".join(sent)
