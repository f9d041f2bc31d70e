"""The addresses that exist, below the path the server is started with (`server.baseUrlPath`), and a page for all others.

Streamlit sends its front page to every address. At an impossible address the browser looks for the scripts in the wrong folder
and stays white. This module answers such an address with a sentence and a link to the first page.
"""

import re
from pathlib import Path

import streamlit as st
from markupsafe import Markup
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

PAGE = re.compile(r"[A-Za-z0-9_-]{1,60}")  # a page's address
OWN = ("static", "media", "component", "auth", "_stcore")  # Streamlit's own folders
FILES = Path(st.__file__).parent / "static"  # Streamlit's front page and its other files
NO_PAGE = "There is no page of Sightline at this address."
WAY_BACK = "Go to the first page"
WHOLE = Markup(  # a page outside Streamlit: title, heading, text
    '<!doctype html><html lang="en"><title>{}</title><body style="font:1.1rem/1.5 sans-serif;max-width:40rem;margin:3rem auto;'
    'padding:0 1rem"><h1>{}</h1><p>{}</p></body></html>'
)
LINK = Markup('<a href="{}">{}</a>')


def base() -> str:
    """The path that all addresses begin with: '' or, for example, '/cs/sightline'."""
    path = st.get_option("server.baseUrlPath").strip("/")
    return f"/{path}" if path else ""


def below(path: str) -> str | None:
    """The path without `base`, beginning with a slash; None if it does not begin with `base`."""
    if path != base() and not path.startswith(f"{base()}/"):
        return None
    return path.removeprefix(base()) or "/"


def of_streamlit(path: str) -> bool:
    """Whether a path belongs to Streamlit's own scripts, fonts and icons."""
    return (below(path) or "").startswith("/static/")


def known(path: str) -> bool:
    """Whether a path could be a page's address or is one that Streamlit needs."""
    rest = below(path)
    if rest is None:
        return False
    first, _, more = rest.strip("/").partition("/")
    if more:
        return first in OWN or "/_stcore/" in rest  # a browser looks for the server below a page's address first
    return not first or bool(PAGE.fullmatch(first)) or (FILES / first).is_file()


class Addresses:
    """Middleware: answers a request to an impossible address with 404 and passes on all others."""

    def __init__(self, inner: ASGIApp) -> None:
        self.inner = inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 404."""
        if scope["type"] != "http" or known(scope["path"]):
            await self.inner(scope, receive, send)
        else:
            await HTMLResponse(_page(scope), 404)(scope, receive, send)


def _page(scope: Scope) -> Markup:
    """The 404 page; its link is relative, because a proxy may have removed the beginning of the path."""
    path = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1").partition("?")[0]
    rest = below(path)
    back = f"{base()}/" if rest is None else "../" * (rest.count("/") - 1) or "./"
    return WHOLE.format("No such page · Sightline", NO_PAGE, LINK.format(back, WAY_BACK))
