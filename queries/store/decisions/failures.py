"""Why a database of decisions could not be read or written, each cause as itself: what happened, and what helps.

What a person reads says the cause; the log, which the account that runs the product reads, says what the database said.
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

READING, WRITING = "What people decided and wrote cannot be read just now: ", "This could not be kept: "
TELL = "Tell whoever looks after Sightline; the reason is in the window it was started from."


class Refused(ValueError):
    """A decision that cannot be kept as it is; says what to mend."""


class Unreachable(Refused):
    """The database of decisions cannot be read or written; says why, and what to do."""


class Cause(NamedTuple):
    """What happened, as the end of a sentence, and what helps whoever reads it and whoever writes."""

    what: str
    reader: str = TELL
    writer: str = TELL


LOCKED = Cause("somebody else is writing into the database of decisions, which lets in one at a time.",
               "Load the page again.", "Wait a moment and press the button again.")
AWAY = Cause("nobody answers at the address of the database of decisions, or what answers does not let Sightline in.",
             f"Load the page again. If that does not help: {TELL}", f"Try again in a minute. If that does not help: {TELL}")
ABSENT = Cause("the database of decisions is not where it should be: its folder is missing, or a folder stands in its place.")
FORBIDDEN = Cause("the account that Sightline runs as may not read, write or make the database of decisions.")
DAMAGED = Cause("the file of the database of decisions is damaged, or is no database. Nothing in it was changed.",
                f"{TELL} A copy from before the damage mends it.", f"{TELL} A copy from before the damage mends it.")
FULL = Cause("the disk that holds the database of decisions is full.")
OTHER_TABLES = Cause("the database of decisions does not have the tables and columns that its version should have.")
NEWER = Cause("the database of decisions was written by a newer Sightline than this one. It was left as it is.",
              "Update Sightline on this computer.", "Update Sightline on this computer.")
NO_ADDRESS = Cause("SIGHTLINE_DECISIONS is no address of a database that Sightline can use. It can use SQLite and PostgreSQL.")
UNKNOWN = Cause("its database stopped at something Sightline has no name for.")

SQLITE = {3: FORBIDDEN, 5: LOCKED, 6: LOCKED, 8: FORBIDDEN, 10: AWAY, 11: DAMAGED, 13: FULL, 23: FORBIDDEN, 26: DAMAGED}
CANNOT_OPEN, WRONG_STATEMENT = 14, 1
OF_SYSTEM = {errno.ENOSPC: FULL, errno.EDQUOT: FULL, errno.EROFS: FORBIDDEN, errno.EACCES: FORBIDDEN, errno.EPERM: FORBIDDEN}
POSTGRESQL = {  # by the beginning of SQLSTATE
    "55P03": LOCKED, "40P01": LOCKED, "42P01": OTHER_TABLES, "42703": OTHER_TABLES, "42501": FORBIDDEN, "25006": FORBIDDEN,
    "53100": FULL, "08": AWAY, "28": AWAY, "3D000": AWAY, "57P": AWAY, "XX00": DAMAGED,
}


@contextmanager
def told(lead: str, url: sql.URL) -> Generator[None]:
    """What fails inside is raised as Unreachable: `lead` (READING or WRITING), the cause and what to do; details go to the log.

    What a person's own input broke (IntegrityError) is passed on.
    """
    try:
        yield
    except exc.IntegrityError:
        raise
    except (exc.SQLAlchemyError, Newer, ImportError, OSError) as error:
        logging.getLogger("sightline").error("%s: %s", url.render_as_string(hide_password=True), error)
        raise Unreachable(sentence(lead, cause(error, url))) from error


def sentence(lead: str, why: Cause) -> str:
    """A failure in words."""
    return f"{lead}{why.what} " + (why.reader if lead == READING else f"What you wrote is still here. {why.writer}")


def cause(error: Exception, url: sql.URL) -> Cause:
    """Why an error came: one of the causes above."""
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
        file = url.database or ""  # asked by os.path, which takes what we may not look at for absent, where pathlib raises
        return ABSENT if isdir(file) or not isdir(dirname(file) or ".") else FORBIDDEN
    if code == WRONG_STATEMENT and "no such" in str(original):
        return OTHER_TABLES
    return SQLITE.get(code, UNKNOWN)


def _of_postgresql(state: str | None) -> Cause:
    """An error without a state is one of connecting."""
    if not state:
        return AWAY
    return next((why for start, why in POSTGRESQL.items() if state.startswith(start)), UNKNOWN)
