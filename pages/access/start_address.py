"""The address that Sightline prints and opens when it starts.

Every account of a computer can see the arguments of a program. So the browser opens a file that only this account can read, and
the file redirects to the address with the secret. On Windows other accounts do not see the arguments, so the address is opened
itself.
"""

import contextlib
import os
import webbrowser
from pathlib import Path
from urllib.parse import quote

import streamlit as st

from pages.access import people, secret
from queries.store import private, warehouse


def told() -> str:
    """The address for the terminal, with the secret of this start; a secret set in SIGHTLINE_SECRET is not printed."""
    return _with_secret(not os.environ.get(secret.OWN)) if people.sign_in().way == people.ALONE else _place()


def open_browser() -> None:
    """Open the browser at this address."""
    if people.sign_in().way != people.ALONE:
        webbrowser.open(_place())
    elif os.name == "nt":
        webbrowser.open(_with_secret())
    else:
        with contextlib.suppress(OSError):  # the printed address still works
            webbrowser.open(_leading_there().as_uri())


def forget() -> None:
    """Remove the redirecting file; its secret ends with Sightline."""
    with contextlib.suppress(OSError):
        _file().unlink()


def _leading_there() -> Path:
    private.folder(_file().parent)
    forget()
    with open(_file(), "x", encoding="utf-8", opener=private.opener) as file:
        file.write(secret.leading_to(_with_secret()))
    return _file().resolve()


def _file() -> Path:
    return warehouse.FOLDER / f"open-{st.get_option('server.port')}.html"


def _place() -> str:
    below = st.get_option("server.baseUrlPath").strip("/")
    return f"http://{st.get_option('browser.serverAddress')}:{st.get_option('server.port')}{'/' if below else ''}{below}"


def _with_secret(shown: bool = True) -> str:
    return f"{_place()}/?{secret.ASKED}={quote(secret.own(), safe='') if shown else f'(the value of {secret.OWN})'}"
