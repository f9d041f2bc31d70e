"""Which files may be fetched now, and by whom: Streamlit itself hands a file out to everybody who knows its address.

A ticket is issued when somebody asks for a file and holds for a minute. The door asks for it; see pages/access/middleware.py.
"""

import threading
import time

from streamlit.runtime.media_file_storage import MediaFileKind
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

LASTS = 60  # seconds
ISSUED: dict[tuple[str, str], float] = {}  # until when, by the file's address and the person's name
ONE_AT_A_TIME = threading.Lock()


def issue(who: str, content: bytes, name: str, kind: str) -> None:
    """Let `who` fetch this content under this name and media type. Its address is known by storing it as Streamlit will."""
    storage = MemoryMediaFileStorage("/media")
    address = storage.get_url(storage.load_and_get_id(content, kind, MediaFileKind.DOWNLOADABLE, name))
    now = time.time()
    with ONE_AT_A_TIME:
        for old in [ticket for ticket, until in ISSUED.items() if until < now]:
            del ISSUED[old]
        ISSUED[_file(address), who] = now + LASTS


def holds(path: str, who: str | None) -> bool:
    """Whether a file may be fetched at this path now, by that person; without a name, by whoever asks."""
    with ONE_AT_A_TIME:
        return any(file == _file(path) and who in (None, holder) and time.time() < until
                   for (file, holder), until in ISSUED.items())


def _file(path: str) -> str:
    return path.rpartition("/")[2]
