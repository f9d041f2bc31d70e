"""Tickets for downloads, because Streamlit itself gives a file to every visitor who knows its address.

A visitor who asks for a file gets a ticket for one minute. The middleware checks it; see pages/access/middleware.py.
"""

import threading
import time

from streamlit.runtime.media_file_storage import MediaFileKind
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

LASTS = 60  # seconds
ISSUED: dict[tuple[str, str], float] = {}  # (file's name, person's name): the second at which the ticket ends
ONE_AT_A_TIME = threading.Lock()


def issue(who: str, content: bytes, name: str, kind: str) -> None:
    """Let `who` fetch this content, with this file name and media type, for LASTS seconds.

    The address comes from storing the content in the same way as Streamlit will.
    """
    storage = MemoryMediaFileStorage("/media")
    address = storage.get_url(storage.load_and_get_id(content, kind, MediaFileKind.DOWNLOADABLE, name))
    now = time.time()
    with ONE_AT_A_TIME:
        for old in [ticket for ticket, until in ISSUED.items() if until < now]:
            del ISSUED[old]
        ISSUED[_file(address), who] = now + LASTS


def holds(path: str, who: str | None) -> bool:
    """Whether this person may fetch the file at this path now; with `who` None, whether any visitor may."""
    with ONE_AT_A_TIME:
        return any(file == _file(path) and who in (None, holder) and time.time() < until
                   for (file, holder), until in ISSUED.items())


def _file(path: str) -> str:
    return path.rpartition("/")[2]
