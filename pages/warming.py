"""Works out what a build's first visitor would wait for, before anybody comes: what has changed, the overview, the plain words.

The server does it in a thread of its own when it starts and whenever a new build becomes the current one. Figures are remembered
for an audience and a build (`indicators/remembered.py`), so a visitor then finds them ready, and one who comes meanwhile waits
for the rest of the work and starts none of it anew.
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

EVERY = 2  # seconds between two looks at which build is current: it is one line in a file


def begin() -> threading.Thread:
    """Start the thread that keeps the current build's figures ready; it ends with the server."""
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
    """The current build; None where nothing can be read, which the page that is asked for then explains."""
    try:
        return warehouse.current(warehouse.FOLDER)
    except Exception:
        return None


def warm() -> None:
    """Work out what the pages of this process take longest for; what cannot be worked out is left to its page."""
    with suppress(warehouse.NothingBuilt):  # as where another Sightline made the build: the page says so
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
    """The audiences that may come to this process: where people sign in, all that it was not started without."""
    audience = os.environ.get("SIGHTLINE_AUDIENCE")
    if people.sign_in().way != people.ALONE:
        return open_to(audience, invented=False, held=tuple(ROLES.values()))
    first = View(role=open_to(audience, invented=False)[0], warehouse=warehouse.FOLDER)
    return open_to(audience, catalogue.build(first)["invented"])
