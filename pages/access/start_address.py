"""Where Sightline is, as it is printed and opened when it starts.

A browser that is started with an address shows it to every account of the computer in the list of programs, so it is started with
a file that leads there, which this account alone may read. Windows shows nobody the programs of others.
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
    """The address for whoever reads the window Sightline was started from; a secret that somebody chose does not stand there."""
    return _with_secret(not os.environ.get(secret.OWN)) if people.sign_in().way == people.ALONE else _place()


def open_browser() -> None:
    """Open the browser of whoever started Sightline."""
    if people.sign_in().way != people.ALONE:
        webbrowser.open(_place())
    elif os.name == "nt":
        webbrowser.open(_with_secret())
    else:
        with contextlib.suppress(OSError):  # then the address that was printed is the way
            webbrowser.open(_leading_there().as_uri())


def forget() -> None:
    """Remove the file that leads there: what it says ends with Sightline."""
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
    return f"{_place()}/?{secret.ASKED}={quote(secret.own(), safe='') if shown else f'(what {secret.OWN} says)'}"
