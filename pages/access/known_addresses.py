"""Which addresses Sightline answers at, below the path the server is started with (`server.baseUrlPath`).

Streamlit sends its front page to every address, also to one that can be no page's. The browser then looks for the program below
that address, in vain, and shows a white page for ever. So such an address is answered here, in words and with a way back.
"""

import re
from pathlib import Path

import streamlit as st
from markupsafe import Markup
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

PAGE = re.compile(r"[A-Za-z0-9_-]{1,60}")  # what the address of a page may be called
OWN = ("static", "media", "component", "auth", "_stcore")  # folders of Streamlit's own
FILES = Path(st.__file__).parent / "static"  # its front page, and what lies beside it
NO_PAGE = "There is no page of Sightline at this address."
WAY_BACK = "Go to the first page"
WHOLE = Markup(  # of a page that stands alone: its title, its heading and what it says
    '<!doctype html><html lang="en"><title>{}</title><body style="font:1.1rem/1.5 sans-serif;max-width:40rem;margin:3rem auto;'
    'padding:0 1rem"><h1>{}</h1><p>{}</p></body></html>'
)
LINK = Markup('<a href="{}">{}</a>')


def base() -> str:
    """The path that everything lies below: '' or such as '/cs/sightline'."""
    path = st.get_option("server.baseUrlPath").strip("/")
    return f"/{path}" if path else ""


def below(path: str) -> str | None:
    """What of a path lies below `base`, beginning with a slash; None if it lies elsewhere."""
    if path != base() and not path.startswith(f"{base()}/"):
        return None
    return path.removeprefix(base()) or "/"


def of_streamlit(path: str) -> bool:
    """Whether a path is that of a file of Streamlit's own: its program, fonts and icons."""
    return (below(path) or "").startswith("/static/")


def known(path: str) -> bool:
    """Whether something may be found at a path: a page, whichever pages there are, or what Streamlit needs."""
    rest = below(path)
    if rest is None:
        return False
    first, _, more = rest.strip("/").partition("/")
    if more:
        return first in OWN or "/_stcore/" in rest  # a browser looks for the server below a page's address first
    return not first or bool(PAGE.fullmatch(first)) or (FILES / first).is_file()


class Addresses:
    """Answers what is asked for at an address where nothing can be, and passes everything else on."""

    def __init__(self, inner: ASGIApp) -> None:
        self.inner = inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or say that there is no page."""
        if scope["type"] != "http" or known(scope["path"]):
            await self.inner(scope, receive, send)
        else:
            await HTMLResponse(_page(scope), 404)(scope, receive, send)


def _page(scope: Scope) -> Markup:
    """The words, and a link that holds behind a proxy too, which may have cut the beginning off the path."""
    path = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1").partition("?")[0]
    rest = below(path)
    back = f"{base()}/" if rest is None else "../" * (rest.count("/") - 1) or "./"
    return WHOLE.format("No such page · Sightline", NO_PAGE, LINK.format(back, WAY_BACK))
