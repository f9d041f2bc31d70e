"""The causes for which a database of decisions cannot be read or written, each with a sentence and what helps.

The page shows the cause; the log, for the person who runs Sightline, has the database's own error.
"""

import errno
import logging
from collections.abc import Generator
from contextlib import contextmanager
from os.path import dirname, isdir
from sqlite3 import Error as SqliteError
from typing import NamedTuple

import sqlalchemy as sql
from sqlalchemy import exc

from queries.store.decisions.versions import Newer

READING, WRITING = "Actions, comments and confirmed changes cannot be read just now: ", "This could not be saved: "
COPY = "Replace it with a copy from before the damage."
TELL = "Tell the person who looks after Sightline; the reason is in the window it was started from."


class Refused(ValueError):
    """A decision cannot be saved as it is; the message says what to change."""


class Unreachable(Refused):
    """The database of decisions cannot be read or written; the message says why, and what to do."""


class Cause(NamedTuple):
    """What happened, as the end of a sentence, and what helps: `reader` after reading, `writer` after writing."""

    what: str
    reader: str = TELL
    writer: str = TELL


LOCKED = Cause("another person is writing to the database of decisions, which allows one writer at a time.",
               "Load the page again.", "Wait a moment and press the button again.")
AWAY = Cause("the server of the database of decisions does not answer, or does not let Sightline in.",
             f"Load the page again. If that does not help: {TELL}", f"Try again in a minute. If that does not help: {TELL}")
ABSENT = Cause("the database of decisions is missing: its folder does not exist, or a folder has its name.")
FORBIDDEN = Cause("the account that Sightline runs as may not read, write or make the database of decisions.")
DAMAGED = Cause("the file of the database of decisions is damaged, or is not a database. The file was not changed.",
                f"{TELL} {COPY}", f"{TELL} {COPY}")
FULL = Cause("the disk with the database of decisions is full.")
OTHER_TABLES = Cause("the database of decisions does not have the tables and columns that its version should have.")
NEWER = Cause("the database of decisions was written by a newer Sightline than this one. It was not changed.",
              "Update Sightline on this computer.", "Update Sightline on this computer.")
NO_ADDRESS = Cause("SIGHTLINE_DECISIONS is not the address of a SQLite or PostgreSQL database.")
UNKNOWN = Cause("the database of decisions stopped with an unknown error.")

SQLITE = {3: FORBIDDEN, 5: LOCKED, 6: LOCKED, 8: FORBIDDEN, 10: AWAY, 11: DAMAGED, 13: FULL, 23: FORBIDDEN, 26: DAMAGED}
CANNOT_OPEN, WRONG_STATEMENT = 14, 1
OF_SYSTEM = {errno.ENOSPC: FULL, errno.EDQUOT: FULL, errno.EROFS: FORBIDDEN, errno.EACCES: FORBIDDEN, errno.EPERM: FORBIDDEN}
POSTGRESQL = {  # by the beginning of SQLSTATE
    "55P03": LOCKED, "40P01": LOCKED, "42P01": OTHER_TABLES, "42703": OTHER_TABLES, "42501": FORBIDDEN, "25006": FORBIDDEN,
    "53100": FULL, "08": AWAY, "28": AWAY, "3D000": AWAY, "57P": AWAY, "XX00": DAMAGED,
}


@contextmanager
def told(lead: str, url: sql.URL) -> Generator[None]:
    """Raise errors inside the block as Unreachable: `lead` (READING or WRITING), the cause and what to do; details go to the log.

    An IntegrityError, which a person's input caused, is passed on.
    """
    try:
        yield
    except exc.IntegrityError:
        raise
    except (exc.SQLAlchemyError, Newer, ImportError, OSError) as error:
        logging.getLogger("sightline").error("%s: %s", url.render_as_string(hide_password=True), error)
        raise Unreachable(sentence(lead, cause(error, url))) from error


def sentence(lead: str, why: Cause) -> str:
    """The message about a failure."""
    return f"{lead}{why.what} " + (why.reader if lead == READING else f"What you wrote is still here. {why.writer}")


def cause(error: Exception, url: sql.URL) -> Cause:
    """The cause of an error: one of those above."""
    if isinstance(error, Newer):
        return NEWER
    if isinstance(error, ImportError | exc.ArgumentError):
        return NO_ADDRESS
    if isinstance(error, OSError):
        return OF_SYSTEM.get(error.errno or 0, ABSENT)
    original = getattr(error, "orig", None)
    if hasattr(original, "sqlite_errorcode"):
        return _of_sqlite(original, url)
    return _of_postgresql(original.sqlstate) if hasattr(original, "sqlstate") else UNKNOWN


def _of_sqlite(original: SqliteError, url: sql.URL) -> Cause:
    code = original.sqlite_errorcode & 0xFF  # the rest of the number is a detail
    if code == CANNOT_OPEN:
        file = url.database or ""  # os.path takes a folder without access for missing; pathlib would raise
        return ABSENT if isdir(file) or not isdir(dirname(file) or ".") else FORBIDDEN
    if code == WRONG_STATEMENT and "no such" in str(original):
        return OTHER_TABLES
    return SQLITE.get(code, UNKNOWN)


def _of_postgresql(state: str | None) -> Cause:
    """The cause of an error of PostgreSQL; one without a state is an error of connecting."""
    if not state:
        return AWAY
    return next((why for start, why in POSTGRESQL.items() if state.startswith(start)), UNKNOWN)
