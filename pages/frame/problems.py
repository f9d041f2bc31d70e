"""The message when a page cannot be drawn: the reason and what to do, without details of the program."""

import logging
from collections.abc import Generator
from contextlib import contextmanager

from indicators.catalogue import NoSuchIndicator, NothingCounted
from indicators.children.records import Disagrees
from indicators.roles import NotAllowed
from pages import text
from queries import QueryError
from queries.store.audit import NotWritten
from queries.store.decisions import Unreachable
from queries.store.warehouse import NothingBuilt

EXPECTED = (NoSuchIndicator, NotAllowed, NothingBuilt, NothingCounted, NotWritten, QueryError, Unreachable)
UNEXPECTED = (
    "This page could not be drawn; other pages may work. Load the page again. If that does not help, tell the person who looks "
    "after Sightline: the reason is in the window it was started from."
)


@contextmanager
def said_plainly() -> Generator[None]:
    """Show an expected exception as its own message and any other as UNEXPECTED; details go to the log, not the browser."""
    try:
        yield
    except EXPECTED as refusal:
        text.info(str(refusal))
    except Disagrees as problem:
        logging.getLogger("sightline").error("%s", problem)
        text.error(str(problem))
    except Exception:
        logging.getLogger("sightline").exception("A page could not be drawn.")
        text.error(UNEXPECTED)
