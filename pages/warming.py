"""Calculates the slow pages of a build before its first visitor comes: the alerts, the overview, the page In plain words.

A thread of the server does this at the start and whenever a new build becomes current. `indicators/remembered.py` keeps the
figures for each audience and build. A visitor who comes earlier waits for the rest of this work and does not repeat it.
"""

import logging
import os
import threading
import time
from contextlib import suppress
from pathlib import Path
from types import ModuleType

from indicators import catalogue
from indicators.roles import ROLES, Role, View, open_to
from pages import figures
from pages.access import people
from pages.frame import not_counted
from queries.store import warehouse

EVERY = 2  # seconds between two checks for a new build; a check reads one line of a file


def begin() -> threading.Thread:
    """Start the thread that prepares each new build; it ends with the server."""
    thread = threading.Thread(target=_keep, name="warming", daemon=True)
    thread.start()
    return thread


def _keep() -> None:
    ready = None
    while True:
        build = _current()
        if build not in (None, ready):
            ready = build
            warm()
        time.sleep(EVERY)


def _current() -> Path | None:
    """The folder of the current build; None if it cannot be read: the page that a visitor opens says why."""
    try:
        return warehouse.current(warehouse.FOLDER)
    except Exception:
        return None


def warm() -> None:
    """Run `prepare` of every page that has one, for each audience of this process; an error is left to the page."""
    with suppress(warehouse.NothingBuilt):  # for example another version of Sightline made the build: the page says so
        for role in _roles():
            view = View(role=role, grain=role.grain, warehouse=warehouse.FOLDER)
            for module in figures.ordered(role.id):
                if hasattr(module, "prepare"):
                    _prepare(module, view)


def _prepare(module: ModuleType, view: View) -> None:
    try:
        if not not_counted.needed(module, catalogue.build(view)):
            module.prepare(view)
    except warehouse.NothingBuilt:
        return  # this audience's page says why
    except Exception:
        logging.getLogger("sightline").exception("The page %s could not be made ready.", module.TITLE)


def _roles() -> tuple[Role, ...]:
    """The audiences that this process may serve; with sign-in, every audience that SIGHTLINE_AUDIENCE allows."""
    audience = os.environ.get("SIGHTLINE_AUDIENCE")
    if people.sign_in().way != people.ALONE:
        return open_to(audience, invented=False, held=tuple(ROLES.values()))
    first = View(role=open_to(audience, invented=False)[0], warehouse=warehouse.FOLDER)
    return open_to(audience, catalogue.build(first)["invented"])
