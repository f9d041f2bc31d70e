"""People's decisions and comments, in a separate database, so that they survive every build.

The database is SQLite in `data/decisions`, or the SQLite or PostgreSQL database whose URL is in SIGHTLINE_DECISIONS. Rows are
never deleted: a withdrawn row stays, with the person and the time; a corrected comment stays, with its correction. The
functions that read decide what each audience may see. Only this package uses sqlalchemy and alembic.
"""

from queries.store.decisions.action import Action, Alerted, actions, finish_action, note_action, withdraw_action
from queries.store.decisions.comment import Comment, Commented, comments, withdraw_comment, write_comment
from queries.store.decisions.database import SERIES, Series, series_of
from queries.store.decisions.failures import Refused, Unreachable
from queries.store.decisions.opening import address
from queries.store.decisions.step import SCHEMA, Step, confirm_step, steps, withdraw_step

__all__ = [
    "SCHEMA", "SERIES", "Action", "Alerted", "Comment", "Commented", "Refused", "Series", "Step", "Unreachable", "actions",
    "address", "comments", "confirm_step", "finish_action", "note_action", "series_of", "steps",
    "withdraw_action", "withdraw_comment", "withdraw_step", "write_comment",
]
